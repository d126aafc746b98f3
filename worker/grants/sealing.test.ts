import * as fc from "fast-check"
import { describe, expect, it, vi } from "vitest"
import { fromBase64Url, toBase64Url } from "../encoding.ts"
import { Secret } from "../secret.ts"
import { keyIdOf, open, parseKeyRing, seal, type SealedFor } from "./sealing.ts"

const keyOf = (byte: number) => toBase64Url(new Uint8Array(32).fill(byte))
const ring = await parseKeyRing(new Secret(`old:${keyOf(1)}`))
const GRANT: SealedFor = { purpose: "grant", record: "miro:1:2" }
const TEXT = '{"accessToken":"secret"}'

describe("a sealed record", () => {
  it("opens to any text that went in", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), async (text) => {
        expect(await open(ring, GRANT, await seal(ring, GRANT, text))).toBe(text)
      }),
      { numRuns: 50 },
    )
  })

  it("shows nothing of the text", async () => {
    const envelope = await seal(ring, GRANT, TEXT)
    expect(envelope).toMatch(/^v1\.old\.[\w-]{16}\.[\w-]+$/)
    expect(
      atob(envelope.split(".")[3]?.replaceAll("-", "+").replaceAll("_", "/") ?? ""),
    ).not.toContain("secret")
  })

  it("never seals with the same IV twice", async () => {
    const envelopes = await Promise.all(Array.from({ length: 300 }, () => seal(ring, GRANT, TEXT)))
    expect(new Set(envelopes.map((envelope) => envelope.split(".")[2])).size).toBe(300)
  })

  const [MEMBER, OTHER] = ["65e58d9004454f64ba8d6f47", "65e58d9004454f64ba8d6f48"]
  const [WORKSPACE, ELSEWHERE] = ["65e58dcc2b5889aaca5a9d9f", "65e58dcc2b5889aaca5a9d90"]

  it.each([
    ["another member", `trello:${OTHER}:${WORKSPACE}`],
    ["another workspace", `trello:${MEMBER}:${ELSEWHERE}`],
    ["another provider", `miro:${MEMBER}:${WORKSPACE}`],
    ["member and workspace changed over", `trello:${WORKSPACE}:${MEMBER}`],
  ])("does not open when it was moved to %s", async (_, record) => {
    const name = `trello:${MEMBER}:${WORKSPACE}`
    const envelope = await seal(ring, { purpose: "grant", record: name }, TEXT)
    expect(await open(ring, { purpose: "grant", record: name }, envelope)).toBe(TEXT)
    expect(await open(ring, { purpose: "grant", record }, envelope)).toBeNull()
  })

  it.each<[string, SealedFor]>([
    ["another record", { purpose: "grant", record: "miro:1:3" }],
    ["another purpose", { purpose: "outbox", record: "miro:1:2" }],
    ["a record whose name runs into the purpose", { purpose: "grant", record: "|miro:1:2" }],
  ])("does not open as %s", async (_, target) => {
    expect(await open(ring, target, await seal(ring, GRANT, TEXT))).toBeNull()
  })

  it("does not open once any character of it was changed", async () => {
    const envelope = await seal(ring, GRANT, TEXT)
    for (let at = 0; at < envelope.length; at++) {
      const other = envelope[at] === "A" ? "B" : "A"
      const changed = envelope.slice(0, at) + other + envelope.slice(at + 1)
      const sameBytes = decodesAlike(envelope, changed)
      expect(await open(ring, GRANT, changed), `character ${at}`).toBe(sameBytes ? TEXT : null)
    }
  })

  it.each([
    "",
    "v1",
    "v1.old",
    "v1.old.x.y",
    "v2.old.AAAA.AAAA",
    "v1.old.AAAA.AAAA.AAAA",
    "....",
    "v1.old.%.%",
  ])("is not made of %j", async (envelope) => {
    expect(await open(ring, GRANT, envelope)).toBeNull()
  })
})

/** The last character of base64 may hold bits that belong to no byte. */
function decodesAlike(one: string, other: string): boolean {
  return String(bytesOf(one)) === String(bytesOf(other))
}

function bytesOf(envelope: string): string[] {
  const [version = "", key = "", ...encoded] = envelope.split(".")
  return [version, key, ...encoded.map((part) => String(fromBase64Url(part)))]
}

describe("a key ring", () => {
  it("opens with an older key what was sealed before a rotation, and seals with the new one", async () => {
    const before = await seal(ring, GRANT, TEXT)
    const rotated = await parseKeyRing(new Secret(`new:${keyOf(2)}, old:${keyOf(1)}`))
    expect(await open(rotated, GRANT, before)).toBe(TEXT)
    const after = await seal(rotated, GRANT, TEXT)
    expect([keyIdOf(before), keyIdOf(after)]).toEqual(["old", "new"])
    expect(await open(ring, GRANT, after)).toBeNull()
  })

  it("does not take a key for another of the same id", async () => {
    const impostor = await parseKeyRing(new Secret(`old:${keyOf(3)}`))
    expect(await open(impostor, GRANT, await seal(ring, GRANT, TEXT))).toBeNull()
  })

  it("derives a key once for each purpose, and none that could be exported", async () => {
    const fresh = await parseKeyRing(new Secret(`new:${keyOf(2)},old:${keyOf(1)}`))
    const derive = vi.spyOn(crypto.subtle, "deriveKey")
    const old = await seal(ring, GRANT, TEXT)
    derive.mockClear()
    for (let times = 0; times < 3; times++) {
      for (const purpose of ["grant", "outbox"] as const) {
        const target = { ...GRANT, purpose }
        expect(await open(fresh, target, await seal(fresh, target, TEXT))).toBe(TEXT)
      }
      expect(await open(fresh, GRANT, old)).toBe(TEXT)
    }
    const keys = await Promise.all(
      derive.mock.results.map(({ value }) => value as Promise<CryptoKey>),
    )
    derive.mockRestore()
    expect(keys.map(({ extractable }) => extractable)).toEqual([false, false, false])
  })

  it.each([
    ["nothing", ""],
    ["no id", keyOf(1)],
    ["an empty id", `:${keyOf(1)}`],
    ["a key of 31 bytes", `a:${toBase64Url(new Uint8Array(31))}`],
    ["a key of 33 bytes", `a:${toBase64Url(new Uint8Array(33))}`],
    ["the same id twice", `a:${keyOf(1)},a:${keyOf(2)}`],
    ["a comma too many", `a:${keyOf(1)},`],
    ["other characters", "a:hunter2hunter2hunter2!"],
  ])("is not read from %s, and the refusal tells no key", async (_, secret) => {
    await expect(parseKeyRing(new Secret(secret))).rejects.toThrow(/^SEALING_KEYS/)
    await expect(parseKeyRing(new Secret(secret))).rejects.not.toThrow(/hunter2|AAAA|AQEB/)
  })
})
