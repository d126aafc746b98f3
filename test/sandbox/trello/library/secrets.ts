import { isMemberSignedIn, type PluginContext } from "./context.ts"
import type { PluginData } from "./pluginData.ts"

/** Where a browser keeps texts; throws where it is blocked. */
export interface SecretStorage {
  getItem(name: string): string | null
  setItem(name: string, value: string): void
  removeItem(name: string): void
}

const keyName = "aescbc"

function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

async function storageName(context: PluginContext, key: string): Promise<string> {
  if (!isMemberSignedIn(context)) throw new Error("No active member in context.")
  const name = new TextEncoder().encode(`${context.member}:${key}`)
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", name)))
}

/** The member's AES key, kept in their private plugin data; made when it is asked for and there is none. */
async function findKey(data: PluginData, make: boolean): Promise<CryptoKey | null> {
  const kept = await data.get("member", "private", keyName)
  if (typeof kept !== "string" && !make) return null
  const raw = typeof kept === "string" ? fromHex(kept) : crypto.getRandomValues(new Uint8Array(32))
  if (typeof kept !== "string") await data.set("member", "private", keyName, toHex(raw))
  return crypto.subtle.importKey("raw", raw, "AES-CBC", false, ["encrypt", "decrypt"])
}

/**
 * `storeSecret`, `loadSecret` and `clearSecret`: texts that stay in this browser, sealed with a key that stays at
 * Trello. What cannot be found or opened loads as null.
 */
export function buildSecrets(
  data: PluginData,
  context: PluginContext,
  storage: () => SecretStorage,
) {
  return {
    async storeSecret(key: string, value: string): Promise<void> {
      const name = await storageName(context, key)
      const secret = await findKey(data, true)
      if (secret === null) throw new Error("There is no key to seal with.")
      const iv = crypto.getRandomValues(new Uint8Array(16))
      const text = new TextEncoder().encode(value)
      const sealed = await crypto.subtle.encrypt({ name: "AES-CBC", iv }, secret, text)
      storage().setItem(name, `${toHex(iv)};${toHex(new Uint8Array(sealed))}`)
    },
    async loadSecret(key: string): Promise<string | null> {
      const name = await storageName(context, key)
      const [iv, sealed] = storage().getItem(name)?.split(";") ?? []
      if (iv === undefined || sealed === undefined) return null
      const secret = await findKey(data, false)
      if (secret === null) return null
      const algorithm = { name: "AES-CBC", iv: fromHex(iv) }
      return crypto.subtle.decrypt(algorithm, secret, fromHex(sealed)).then(
        (text) => new TextDecoder().decode(text),
        () => null,
      )
    },
    async clearSecret(key: string): Promise<void> {
      storage().removeItem(await storageName(context, key))
    },
  }
}
