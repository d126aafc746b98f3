import { Hono } from "hono"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { buildControl, type Control } from "./control.ts"
import { type Listening, listen } from "./listen.ts"
import type { SandboxEnv } from "./middleware.ts"

const ACCESS = `tra_${"a".repeat(40)}`
const REFRESH = `trr_${"b".repeat(40)}`

let control: Control
let server: Listening
let effects: string[]

beforeEach(async () => {
  effects = []
  control = buildControl({
    defaults: {
      leewaySeconds: 0,
      opener: "kept",
      guestConsent: "allowed",
      webhooksDieOnRefresh: false,
      secondConsentKillsFirst: false,
      adminApproval: false,
      revocation: "missing",
    },
    seed: () => ({ client: { id: "c" } }),
    reset: () => {
      effects = []
    },
    covers: (path) => path.startsWith("/v2/") || path === "/token",
  })
  const app = new Hono<SandboxEnv>()
  app.use("*", control.middleware)
  app.route("/", control.routes)
  app.all("*", async (c) => {
    effects.push(`${c.req.method} ${new URL(c.req.url).pathname} ${await c.req.text()}`)
    c.set("actor", "ann")
    c.set("grant", "g1")
    return c.json({ fine: true }, 201)
  })
  server = await listen(app.fetch, 0)
})

afterEach(async () => {
  await server.close()
})

function post(path: string, body: unknown): Promise<Response> {
  return fetch(server.origin + path, { method: "POST", body: JSON.stringify(body) })
}

async function rows(): Promise<Record<string, unknown>[]> {
  return (await (await fetch(`${server.origin}/_sandbox/requests`)).json()) as Record<
    string,
    unknown
  >[]
}

describe("faults over a real connection", () => {
  it("answers a status without effect, as often as asked, with its body and headers", async () => {
    await post("/_sandbox/faults", [
      {
        method: "get",
        path: "/v2/boards",
        times: 2,
        kind: "status",
        status: 429,
        body: { code: "tooManyRequests" },
        headers: { "retry-after": "3" },
      },
    ])
    const first = await fetch(`${server.origin}/v2/boards/1?x=y`)
    expect(first.status).toBe(429)
    expect(first.headers.get("retry-after")).toBe("3")
    expect(await first.json()).toEqual({ code: "tooManyRequests" })
    expect((await post("/v2/boards", {})).status).toBe(201)
    expect((await fetch(`${server.origin}/v2/boards`)).status).toBe(429)
    expect((await fetch(`${server.origin}/v2/boards`)).status).toBe(201)
    expect(effects).toEqual(["POST /v2/boards {}", "GET /v2/boards "])
  })

  it("cuts before the effect", async () => {
    await post("/_sandbox/faults", [{ path: "/v2/", kind: "drop_before" }])
    await expect(fetch(`${server.origin}/v2/boards`)).rejects.toThrow("fetch failed")
    expect(effects).toEqual([])
    expect((await rows())[0]).toMatchObject({ path: "/v2/boards", status: null, actor: null })
  })

  it("cuts after the effect", async () => {
    await post("/_sandbox/faults", [{ path: "/token", kind: "drop_after" }])
    await expect(post("/token", { a: 1 })).rejects.toThrow("fetch failed")
    expect(effects).toEqual(['POST /token {"a":1}'])
    expect((await rows())[0]).toMatchObject({ path: "/token", status: null, actor: "ann" })
  })

  it("holds the answer after the effect until it is released", async () => {
    await post("/_sandbox/faults", [{ path: "/v2/*/items", kind: "hold" }])
    let answered = false
    const held = fetch(`${server.origin}/v2/b/items?limit=10`).then((answer) => {
      answered = true
      return answer.status
    })
    await expect.poll(() => effects).toEqual(["GET /v2/b/items "])
    expect(answered).toBe(false)
    await post("/_sandbox/release", {})
    expect(await held).toBe(201)
  })

  it("delays", async () => {
    await post("/_sandbox/faults", [{ path: "/v2/", kind: "delay", delayMs: 60 }])
    const began = performance.now()
    expect((await fetch(`${server.origin}/v2/x`)).status).toBe(201)
    expect(performance.now() - began).toBeGreaterThan(50)
  })

  it("answers 200 with broken JSON after the effect", async () => {
    await post("/_sandbox/faults", [{ path: "/v2/", kind: "malformed" }])
    const answer = await fetch(`${server.origin}/v2/x`)
    expect(answer.status).toBe(200)
    await expect(answer.json()).rejects.toThrow(SyntaxError)
    expect(effects).toHaveLength(1)
  })

  it("lists what is left and never touches pages or control calls", async () => {
    await post("/_sandbox/faults", [{ path: "/", kind: "status", status: 500, times: 3 }])
    expect((await fetch(`${server.origin}/b/AbCd1234`)).status).toBe(201)
    await fetch(`${server.origin}/v2/x`)
    expect(await (await fetch(`${server.origin}/_sandbox/faults`)).json()).toEqual([
      { path: "/", kind: "status", status: 500, times: 2 },
    ])
  })
})

describe("the request log", () => {
  it("names actor, grant and a fingerprint, and holds no credential", async () => {
    await fetch(`${server.origin}/v2/x?access_token=${ACCESS}&limit=10&next=${ACCESS}`, {
      headers: { authorization: `Bearer ${ACCESS}` },
    })
    await fetch(`${server.origin}/token?code=c-secret&client_secret=s`, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "refresh_token", refresh_token: REFRESH }),
    })
    await post("/token", {})
    const [api, token, none] = await rows()
    expect(api).toMatchObject({
      method: "GET",
      path: "/v2/x?access_token=&limit=10&next=",
      status: 201,
      actor: "ann",
      grant: "g1",
    })
    expect(api?.["tokenFingerprint"]).toMatch(/^[0-9a-f]{8}$/)
    expect(token?.["path"]).toBe("/token?code=&client_secret=")
    expect(token?.["tokenFingerprint"]).toMatch(/^[0-9a-f]{8}$/)
    expect(token?.["tokenFingerprint"]).not.toBe(api?.["tokenFingerprint"])
    expect(none?.["tokenFingerprint"]).toBeNull()
    const text = JSON.stringify(await rows())
    for (const secret of [ACCESS, REFRESH, "c-secret"]) expect(text).not.toContain(secret)
  })

  it("shows a request as soon as it arrives", async () => {
    await post("/_sandbox/faults", [{ path: "/v2/", kind: "hold" }])
    const held = fetch(`${server.origin}/v2/x`)
    await expect.poll(rows).toMatchObject([{ path: "/v2/x", status: null }])
    await post("/_sandbox/release", {})
    expect((await held).status).toBe(201)
  })
})

describe("clock, quirks, consent and reset", () => {
  it("moves the clock, which goes on with real time", async () => {
    await post("/_sandbox/clock", { advanceSeconds: 3600 })
    expect(control.clock.now() - Date.now()).toBeGreaterThan(3_599_000)
    await fetch(`${server.origin}/v2/x`)
    expect(Date.parse(String((await rows())[0]?.["at"])) - Date.now()).toBeGreaterThan(3_590_000)
  })

  it("changes the quirks that are named and keeps the others", async () => {
    await post("/_sandbox/quirks", { opener: "cut" })
    expect(control.quirks()).toMatchObject({ opener: "cut", leewaySeconds: 0 })
  })

  it("goes back to the seed", async () => {
    await post("/_sandbox/quirks", { leewaySeconds: 30 })
    await post("/_sandbox/consent", { mode: "deny", member: "1" })
    await post("/_sandbox/faults", [{ path: "/v2/", kind: "drop_before" }])
    await post("/_sandbox/clock", { advanceSeconds: 3600 })
    await post("/_sandbox/reset", {})
    expect(control.quirks().leewaySeconds).toBe(0)
    expect(control.consent()).toEqual({ mode: "ask" })
    expect(control.clock.now() - Date.now()).toBeLessThan(1000)
    expect((await fetch(`${server.origin}/v2/x`)).status).toBe(201)
    expect(await rows()).toHaveLength(1)
  })

  it.each([
    ["/_sandbox/quirks", { leeway: 3 }, "leeway"],
    ["/_sandbox/faults", [{ path: "/v2/", kind: "explode" }], "0.kind"],
    ["/_sandbox/faults", { path: "/v2/", kind: "hold" }, "Array"],
    ["/_sandbox/clock", { advanceSeconds: "1" }, "advanceSeconds"],
    ["/_sandbox/consent", { mode: "allow", user: "1" }, "user"],
  ])("refuses what it does not know: %s %j", async (path, body, word) => {
    const answer = await post(path, body)
    expect(answer.status).toBe(400)
    expect(JSON.stringify(await answer.json())).toContain(word)
  })

  it("tells in one sentence that a port is in use", async () => {
    const port = Number(new URL(server.origin).port)
    await expect(listen(() => new Response(), port)).rejects.toThrow(
      `Port ${port} is in use by another program.`,
    )
  })
})
