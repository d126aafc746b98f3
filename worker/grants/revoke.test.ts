import { describe, expect, it } from "vitest"
import { ACCEPTED, ClientCheckingProvider, specWith } from "../providers/clientSecrets.fixture.ts"
import { Secret } from "../secret.ts"
import { revokeUpstream } from "./revoke.ts"

const TOKENS = { accessToken: new Secret("access"), refreshToken: new Secret("refresh") }
const NEWER = ["newer", ACCEPTED] as const
const OLDER = [ACCEPTED, "older"] as const
const WRONG = ["newer", "older"] as const

const secretsOf = (provider: ClientCheckingProvider, call: string) =>
  provider.asked.filter((asked) => asked.call === call).map(({ secret }) => secret)

describe.each(["trello", "miro"] as const)("telling %s that a grant is over", (name) => {
  it.each([
    ["the newer of two client secrets is refused", NEWER, ["newer", ACCEPTED]],
    ["the newer of two client secrets is accepted", OLDER, [ACCEPTED]],
  ])("succeeds where %s", async (_, secrets, sent) => {
    const provider = new ClientCheckingProvider({ live: ["access"], rfc7009: true })
    expect(await revokeUpstream(specWith(name, secrets), TOKENS, provider)).toBe("done")
    expect(provider.ended).toBe(true)
    expect(provider.asked).toEqual(sent.map((secret) => ({ call: "revoke", secret })))
  })

  it.each([
    ["newer", NEWER],
    ["older", OLDER],
  ])("succeeds with an expired access token where the %s secret is refused", async (_, secrets) => {
    const provider = new ClientCheckingProvider({ live: [] })
    expect(await revokeUpstream(specWith(name, secrets), TOKENS, provider)).toBe("done")
    expect(provider.ended).toBe(true)
  })

  it("is not done where both client secrets are refused", async () => {
    const provider = new ClientCheckingProvider({ live: [], rfc7009: true })
    expect(await revokeUpstream(specWith(name, WRONG), TOKENS, provider)).toBe("refused")
    expect(secretsOf(provider, "revoke")).toEqual(["newer", "older"])
    expect(secretsOf(provider, "refresh")).toEqual(["newer", "older"])
  })

  it.each([
    ["newer", NEWER],
    ["older", OLDER],
  ])("finds that the grant is gone where the %s secret is refused", async (_, secrets) => {
    const provider = new ClientCheckingProvider({ live: [], refresh: "invalid_grant" })
    expect(await revokeUpstream(specWith(name, secrets), TOKENS, provider)).toBe("gone")
    expect(provider.ended).toBe(false)
  })

  it("does not take a refusal that may be about the client for the end of the grant", async () => {
    const provider = new ClientCheckingProvider({ live: [], refresh: "nameless" })
    expect(await revokeUpstream(specWith(name, NEWER), TOKENS, provider)).toBe("refused")
    expect(secretsOf(provider, "refresh")).toEqual(["newer", ACCEPTED])
  })

  it("waits where the token endpoint does not answer", async () => {
    const provider = new ClientCheckingProvider({ live: [], refresh: "unavailable" })
    expect(await revokeUpstream(specWith(name, NEWER), TOKENS, provider)).toBe("later")
  })

  it.each([408, 429, 500, 503])("waits at a %i, and asks nothing else", async (status) => {
    let asked = 0
    const fetch = () => {
      asked += 1
      return Promise.resolve(new Response("", { status }))
    }
    const io = { fetch, timeoutMs: 1_000 }
    expect(await revokeUpstream(specWith(name, NEWER), TOKENS, io)).toBe("later")
    expect(asked).toBe(1)
  })

  it("keeps the pair that a refresh brought before it is used", async () => {
    const provider = new ClientCheckingProvider({ live: [] })
    const noted: string[] = []
    const outcome = await revokeUpstream(specWith(name, OLDER), TOKENS, provider, {
      spending: async () => void noted.push(`spending after ${provider.asked.length}`),
      spent: async (renewed) =>
        void noted.push(`${renewed?.accessToken.reveal()} before the end: ${!provider.ended}`),
    })
    expect(outcome).toBe("done")
    expect(noted).toEqual([
      expect.stringMatching(/^spending after [23]$/),
      "access-new before the end: true",
    ])
  })

  it("cannot find out anything without a refresh token", async () => {
    const provider = new ClientCheckingProvider({ live: [] })
    const tokens = { ...TOKENS, refreshToken: null }
    expect(await revokeUpstream(specWith(name, OLDER), tokens, provider)).toBe("refused")
    expect(secretsOf(provider, "refresh")).toEqual([])
  })
})

it("does not try another secret where Trello has no such endpoint, and deletes the token", async () => {
  const provider = new ClientCheckingProvider({ live: ["access"] })
  expect(await revokeUpstream(specWith("trello", NEWER), TOKENS, provider)).toBe("done")
  expect(provider.asked).toEqual([
    { call: "revoke", secret: "newer" },
    { call: "delete", secret: null },
  ])
})
