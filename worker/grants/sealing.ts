import { fromBase64Url, toBase64Url } from "../encoding.ts"
import type { Secret } from "../secret.ts"

/** The keys that records are sealed with. The first seals, all of them open. */
export interface KeyRing {
  readonly current: string
  readonly keys: ReadonlyMap<string, SealingKey>
}

/** One key of the ring. What is derived from it is kept beside it, by purpose: deriving takes longer than sealing. */
interface SealingKey {
  readonly secret: CryptoKey
  readonly derived: Map<SealedFor["purpose"], CryptoKey>
}

const ENVELOPE_VERSION = "v1"
const KEY_BYTES = 32
const IV_BYTES = 12

/**
 * Reads the `SEALING_KEYS` secret: `id:base64url-of-32-bytes`, several joined by commas, the current one first.
 * @throws Error that never holds key material.
 */
export async function parseKeyRing(secret: Secret): Promise<KeyRing> {
  const keys = new Map<string, SealingKey>()
  let current: string | undefined
  for (const entry of secret.reveal().split(",")) {
    const [, id, text] = /^\s*([A-Za-z0-9]{1,16}):([A-Za-z0-9_-]+)=*\s*$/.exec(entry) ?? []
    if (id === undefined || text === undefined) throw new Error("SEALING_KEYS is malformed")
    const bytes = fromBase64Url(text)
    if (bytes.length !== KEY_BYTES) throw new Error(`SEALING_KEYS: key ${id} must have 32 bytes`)
    if (keys.has(id)) throw new Error(`SEALING_KEYS: key ${id} appears twice`)
    const secret = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"])
    keys.set(id, { secret, derived: new Map() })
    current ??= id
  }
  if (current === undefined) throw new Error("SEALING_KEYS is empty")
  return { current, keys }
}

/**
 * HKDF (RFC 5869) gives every purpose a key of its own, so that the ring's secret never encrypts anything itself.
 * None of them can be exported.
 */
async function keyFor(
  { secret, derived }: SealingKey,
  purpose: SealedFor["purpose"],
): Promise<CryptoKey> {
  const known = derived.get(purpose)
  if (known !== undefined) return known
  const key = await crypto.subtle.deriveKey(
    {
      name: "HKDF",
      hash: "SHA-256",
      salt: new Uint8Array(),
      info: new TextEncoder().encode(`cards-for-miro/${ENVELOPE_VERSION}/${purpose}`),
    },
    secret,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  )
  derived.set(purpose, key)
  return key
}

/** What a sealed record is and whose: it opens for nothing else. */
export interface SealedFor {
  readonly purpose: "grant" | "pending" | "outbox" | "attempt"
  /** The record's identity, for example the grant's name. */
  readonly record: string
}

function additionalData(keyId: string, target: SealedFor): Uint8Array {
  return new TextEncoder().encode(
    [ENVELOPE_VERSION, keyId, target.purpose, target.record].join("|"),
  )
}

/** Seals a text with AES-256-GCM into `v1.{key id}.{iv}.{ciphertext}`, bound to `target` as additional data. */
export async function seal(ring: KeyRing, target: SealedFor, text: string): Promise<string> {
  const key = ring.keys.get(ring.current)
  if (key === undefined) throw new Error("The current sealing key is not in the ring")
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: additionalData(ring.current, target) },
    await keyFor(key, target.purpose),
    new TextEncoder().encode(text),
  )
  const parts = [toBase64Url(iv), toBase64Url(new Uint8Array(sealed))]
  return [ENVELOPE_VERSION, ring.current, ...parts].join(".")
}

/** Opens an envelope; null when it is malformed, altered, meant for another record, or its key is not in the ring. */
export async function open(
  ring: KeyRing,
  target: SealedFor,
  envelope: string,
): Promise<string | null> {
  const [version, keyId, iv, sealed, ...rest] = envelope.split(".")
  if (version !== ENVELOPE_VERSION || keyId === undefined || rest.length > 0) return null
  const key = ring.keys.get(keyId)
  if (key === undefined || iv === undefined || sealed === undefined) return null
  try {
    const opened = await crypto.subtle.decrypt(
      {
        name: "AES-GCM",
        iv: fromBase64Url(iv),
        additionalData: additionalData(keyId, target),
      },
      await keyFor(key, target.purpose),
      fromBase64Url(sealed),
    )
    return new TextDecoder().decode(opened)
  } catch {
    return null
  }
}

/** The id of the key that an envelope was sealed with, to re-seal lazily after a rotation of keys. */
export function keyIdOf(envelope: string): string | undefined {
  return envelope.split(".")[1]
}
