import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from "jose"
import { describe, expect, it } from "vitest"
import { verifyTrelloJwt } from "./trelloJwt.ts"

const PLUGIN = "65e58d90f7c20a039d245f80"
const MEMBER = "65e58d90f7c20a039d245f81"
const BOARD = "65e58fac43f2305508861612"
const NOW = 1_800_000_000_000
const SECONDS = NOW / 1000

const [pair, older, foreign] = await Promise.all(
  [1, 2, 3].map(() => generateKeyPair("RS256", { extractable: true })),
)
if (pair === undefined || older === undefined || foreign === undefined) throw new Error("No keys")
const elliptic = await generateKeyPair("ES256", { extractable: true })
const pem = await exportSPKI(pair.publicKey)
const olderPem = await exportSPKI(older.publicKey)
const ellipticPem = await exportSPKI(elliptic.publicKey)

const CLAIMS = {
  idPlugin: PLUGIN,
  idBoard: BOARD,
  idMember: MEMBER,
  iss: "trello",
  iat: SECONDS - 10,
  exp: SECONDS + 890,
}

const sign = (changes: Record<string, unknown> = {}, key = pair.privateKey) =>
  new SignJWT({ ...CLAIMS, ...changes }).setProtectedHeader({ alg: "RS256", typ: "JWT" }).sign(key)

const verify = (jwt: string, keys: readonly string[] = [pem], now = NOW) =>
  verifyTrelloJwt(jwt, { keys, idPlugin: PLUGIN, now })
const codeOf = async (jwt: string, keys?: readonly string[], now?: number) => {
  const verified = await verify(jwt, keys, now)
  return verified.ok ? "ok" : verified.failure.code
}

describe("verifyTrelloJwt", () => {
  it("tells who asks and which board and card are open", async () => {
    expect(await verify(await sign())).toEqual({
      ok: true,
      value: { member: MEMBER, board: BOARD, card: null },
    })
    expect(await verify(await sign({ idCard: BOARD }))).toMatchObject({ value: { card: BOARD } })
  })

  it("takes a signature of any published key", async () => {
    expect(await codeOf(await sign({}, older.privateKey), [pem, olderPem])).toBe("ok")
    expect(await codeOf(await sign({}, foreign.privateKey), [pem, olderPem])).toBe(
      "identity_untrusted",
    )
  })

  it("passes over published keys of other kinds", async () => {
    expect(await codeOf(await sign(), [ellipticPem, "no key at all", pem])).toBe("ok")
    expect(await codeOf(await sign(), [ellipticPem])).toBe("identity_untrusted")
    expect(await codeOf(await sign(), [])).toBe("identity_untrusted")
  })

  it.each([
    [899, "ok"],
    [901, "identity_expired"],
  ])("allows clocks ten seconds of difference: %i s later it is %s", async (seconds, code) => {
    expect(await codeOf(await sign(), [pem], NOW + seconds * 1000)).toBe(code)
  })

  it.each([
    ["another Power-Up's", { idPlugin: BOARD }, "identity_other_power_up"],
    ["one without Power-Up", { idPlugin: undefined }, "identity_malformed"],
    ["one without member", { idMember: undefined }, "identity_malformed"],
    ["one without board", { idBoard: undefined }, "identity_malformed"],
    ["one whose ids are no texts", { idMember: [MEMBER] }, "identity_malformed"],
    ["one without issuer", { iss: undefined }, "identity_untrusted"],
    ["one of another issuer", { iss: "trello.com" }, "identity_untrusted"],
    ["one that never expires", { exp: undefined }, "identity_untrusted"],
    ["one that is not valid yet", { nbf: SECONDS + 60 }, "identity_untrusted"],
  ])("refuses %s", async (_, changes, code) => {
    expect(await codeOf(await sign(changes))).toBe(code)
  })

  it("refuses other algorithms, the public key as a secret among them", async () => {
    const secret = new TextEncoder().encode(pem)
    const hs256 = await new SignJWT(CLAIMS).setProtectedHeader({ alg: "HS256" }).sign(secret)
    expect(await codeOf(hs256)).toBe("identity_untrusted")
    expect(await codeOf(new UnsecuredJWT(CLAIMS).encode())).toBe("identity_untrusted")
    const es256 = new SignJWT(CLAIMS).setProtectedHeader({ alg: "ES256" })
    expect(await codeOf(await es256.sign(elliptic.privateKey), [ellipticPem])).toBe(
      "identity_untrusted",
    )
  })

  it("refuses a key that the JWT brings along", async () => {
    const jwk = await exportJWK(foreign.publicKey)
    const jwt = await new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: "RS256", jwk })
      .sign(foreign.privateKey)
    expect(await codeOf(jwt)).toBe("identity_untrusted")
  })

  it.each(["", ".", "..", "a.b", "a.b.c", "a.b.c.d", "é.é.é", "null.null.null", "e30.e30.e30"])(
    "refuses %j",
    async (jwt) => {
      expect(await codeOf(jwt)).not.toBe("ok")
    },
  )
})
