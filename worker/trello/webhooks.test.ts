import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Secret } from "../secret.ts"
import { ACTION_ID, CARD_ID, PLUGIN_ID, sampleBody } from "./webhookSamples.fixture.ts"
import { parseWebhook, verifyWebhook } from "./webhooks.ts"

const URL_OF_HOOK =
  "https://app.example/hooks/trello/65e58fac43f2305508861612.Qm9hcmRzQW5kQ2FyZHM1Nw"
const SECRET = new Secret("trello-client-secret")
const OLDER = new Secret("the-secret-before")
/** Made with another implementation: base64(HMAC-SHA1("trello-client-secret", body + URL)) by Node's `createHmac`. */
const BODY = '{"action":{"name":"Übergabe 🚀"}}'
const SIGNATURE = "bIqIlRzNK3EujCxt4ydlG0WIvBg="

const bytes = (text: string) => new TextEncoder().encode(text)
const verify = (
  signature: string | null | undefined,
  { body = bytes(BODY), url = URL_OF_HOOK, secrets = [SECRET] as readonly Secret[] } = {},
) => verifyWebhook(body, signature, url, secrets)

describe("the signature of a delivery", () => {
  it("is accepted over the body's bytes and the address", async () => {
    expect(await verify(SIGNATURE)).toBe(true)
  })

  it("is accepted under any of the secrets while they are exchanged", async () => {
    expect(await verify(SIGNATURE, { secrets: [OLDER, SECRET] })).toBe(true)
    expect(await verify(SIGNATURE, { secrets: [SECRET, OLDER] })).toBe(true)
    expect(await verify(SIGNATURE, { secrets: [OLDER] })).toBe(false)
    expect(await verify(SIGNATURE, { secrets: [] })).toBe(false)
  })

  it.each([
    ["a missing one", undefined],
    ["none", null],
    ["an empty one", ""],
    ["a short one", SIGNATURE.slice(0, 12)],
    ["a longer one", btoa(`${atob(SIGNATURE)}x`)],
    ["text that is not base64", "%%%"],
    ["the signature in another case", SIGNATURE.toLowerCase()],
  ])("is refused: %s", async (_name, signature) => {
    expect(await verify(signature)).toBe(false)
  })

  it("is refused for another hook's address", async () => {
    expect(await verify(SIGNATURE, { url: `${URL_OF_HOOK}?a=1` })).toBe(false)
    expect(await verify(SIGNATURE, { url: URL_OF_HOOK.replace("65e5", "65e6") })).toBe(false)
  })

  it("is refused when any bit of the body differs", async () => {
    const length = bytes(BODY).length
    const place = fc.tuple(fc.nat(length - 1), fc.nat(7))
    await fc.assert(
      fc.asyncProperty(place, async ([at, bit]) => {
        const body = bytes(BODY).map((byte, index) => (index === at ? byte ^ (1 << bit) : byte))
        expect(await verify(SIGNATURE, { body })).toBe(false)
      }),
    )
  })
})

describe("the body of a delivery", () => {
  it("tells which action it was, and what it changed", () => {
    expect(parseWebhook(sampleBody("updateCard name"), PLUGIN_ID)).toEqual({
      kind: "changes",
      action: ACTION_ID,
      changes: [{ kind: "card", card: CARD_ID }],
    })
  })

  it.each([
    ["no text", ""],
    ["no JSON", "{"],
    ["no object", "[]"],
    ["no action", '{"model":{}}'],
    ["an action that is none", '{"action":7}'],
    ["an action without an id", sampleBody("updateCard name", { id: undefined })],
    ["an id that is none", sampleBody("updateCard name", { id: "'; DROP TABLE seen" })],
    ["no type", sampleBody("updateCard name", { type: null })],
  ])("is malformed with %s", (_name, body) => {
    expect(parseWebhook(body, PLUGIN_ID)).toEqual({ kind: "malformed" })
  })

  it("never throws, whatever comes", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(["malformed", "changes"]).toContain(parseWebhook(text, PLUGIN_ID).kind)
      }),
    )
  })
})
