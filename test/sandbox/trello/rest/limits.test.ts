import { describe, expect, it } from "vitest"
import { startClient } from "../testing.ts"
import { buildRateLimits, type RateLimits } from "./limits.ts"

function spend(limits: RateLimits, times: number, token: string, path = "/1/cards/x") {
  const errors = Array.from({ length: times }, () => limits.count(token, path).refusal?.["error"])
  return errors.filter((error) => error !== undefined)
}

describe("rate limits", () => {
  it("allow a token 100 calls in 10 seconds, then begin anew", () => {
    let now = 10_000
    const limits = buildRateLimits(() => now)
    expect(spend(limits, 100, "a")).toEqual([])
    expect(spend(limits, 1, "a")).toEqual(["API_TOKEN_LIMIT_EXCEEDED"])
    expect(spend(limits, 1, "b")).toEqual([])
    now = 20_000
    expect(spend(limits, 100, "a")).toEqual([])
  })

  it("allow the client 300 calls in 10 seconds over all tokens", () => {
    const limits = buildRateLimits(() => 0)
    for (const token of ["a", "b", "c"]) expect(spend(limits, 100, token)).toEqual([])
    expect(spend(limits, 1, "d")).toEqual(["API_KEY_LIMIT_EXCEEDED"])
  })

  it("allow 100 calls of /1/members in 900 seconds, nested members not counted", () => {
    let now = 0
    const limits = buildRateLimits(() => now)
    expect(spend(limits, 60, "a", "/1/members/me")).toEqual([])
    expect(spend(limits, 1, "a", "/1/boards/x/members")).toEqual([])
    now = 10_000
    expect(spend(limits, 41, "a", "/1/members/me")).toEqual(["RATE_LIMIT_EXCEEDED"])
    now = 900_000
    expect(spend(limits, 1, "a", "/1/members/me")).toEqual([])
  })

  it("refuse everything after 200 strikes until the window ends", () => {
    let now = 0
    const limits = buildRateLimits(() => now)
    expect(spend(limits, 299, "a")).toHaveLength(199)
    now = 10_000
    expect(spend(limits, 100, "b")).toEqual([])
    expect(spend(limits, 201, "b")).toHaveLength(201)
    expect(spend(limits, 1, "c")).toEqual(["API_KEY_LIMIT_EXCEEDED"])
    now = 20_000
    expect(spend(limits, 1, "c")).toEqual([])
  })

  it("say what is left in headers, and 429 is JSON", async () => {
    const trello = await startClient()
    const tokens = await trello.connect()
    const first = await trello.get("/1/members/me", tokens)
    const header = (name: string) => first.headers.get(`x-rate-limit-${name}`)
    expect([header("api-token-max"), header("api-token-remaining")]).toEqual(["100", "99"])
    expect([header("api-key-max"), header("api-key-interval-ms")]).toEqual(["300", "10000"])
    expect(header("member-remaining")).toBe("99")
    const answers = []
    for (let call = 0; call < 100; call += 1)
      answers.push(await trello.get("/1/members/me", tokens))
    const refused = answers.at(-1)
    expect(refused?.status).toBe(429)
    expect(refused?.json).toEqual({
      error: expect.stringMatching(/^(RATE_LIMIT|API_TOKEN_LIMIT)_EXCEEDED$/),
      message: "Rate limit exceeded",
    })
    expect(refused?.headers.get("retry-after")).toBeNull()
    await trello.close()
  })
})
