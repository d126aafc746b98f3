import { createHash, randomBytes } from "node:crypto"

const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/** A Trello id: 24 hex digits, the first 8 are the second of its creation. */
export function buildId(createdAtMs: number, rest: string): string {
  const seconds = Math.floor(createdAtMs / 1000)
  return seconds.toString(16).padStart(8, "0") + rest
}

/** A new id that nobody can guess. */
export function newId(nowMs: number): string {
  return buildId(nowMs, randomBytes(8).toString("hex"))
}

/** The same id for the same key at every start: `createdAtMs` and 16 digits of a digest of the key. */
export function seedId(createdAtMs: number, key: string): string {
  return buildId(createdAtMs, createHash("sha256").update(key).digest("hex").slice(0, 16))
}

/** The 8 characters of a card's or board's address, the same for the same id. */
export function shortLinkOf(id: string): string {
  const digest = createHash("sha256").update(`short ${id}`).digest()
  return pickCharacters(digest.subarray(0, 8))
}

/** `length` random letters and digits behind a prefix: a token, code, secret or client id. */
export function newSecret(prefix: string, length = 40): string {
  return prefix + pickCharacters(randomBytes(length))
}

/** When the thing with this id was made, in milliseconds. */
export function createdAt(id: string): number {
  return Number.parseInt(id.slice(0, 8), 16) * 1000
}

function pickCharacters(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => ALPHANUMERIC[byte % ALPHANUMERIC.length] ?? "A").join("")
}
