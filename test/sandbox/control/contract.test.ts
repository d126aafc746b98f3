import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Pair, type Target, TARGETS } from "./targets.ts"

/** The columns of the request log (control API). */
const COLUMNS = ["actor", "at", "grant", "method", "path", "status", "tokenFingerprint"]

describe.each(TARGETS)("the control API of the local %s", (_, start) => {
  let target: Target
  let pair: Pair
  beforeAll(async () => {
    target = await start()
  })
  afterAll(() => target.close())
  beforeEach(async () => {
    await target.control("reset")
    pair = await target.connect()
  })

  const get = async (path: string) => (await fetch(`${target.origin}/_sandbox/${path}`)).json()
  const rows = async () => (await get("requests")) as Record<string, unknown>[]
  const lives = async () => (await target.api(pair.access, "GET", target.readPath)).ok

  it("logs requests of programs with status, actor, grant and fingerprint, and nothing else", async () => {
    await target.control("reset")
    pair = await target.connect(target.people[1])
    await lives()
    await fetch(target.origin + target.page)
    await get("seed")
    const all = await rows()
    expect(all.map(({ method, path, status }) => [method, path, status])).toEqual([
      ["POST", target.tokenPath, 200],
      ["GET", target.readPath, 200],
    ])
    for (const row of all) {
      expect(Object.keys(row).toSorted()).toEqual(COLUMNS)
      expect(row["actor"]).toBe(target.people[1])
      expect(row["grant"]).toBe(all[0]?.["grant"])
    }
    expect(all[1]?.["tokenFingerprint"]).toMatch(/^[0-9a-f]{8}$/)
  })

  it("logs no token, code or secret, wherever a program puts it", async () => {
    await target.refresh(pair.refresh)
    await target.refresh(pair.refresh)
    await target.exchange("c0de-that-nobody-gave")
    const { access, refresh } = await target.connect()
    const secrets = [pair.access, pair.refresh, access, refresh, target.clientSecret, "c0de-that"]
    for (const secret of secrets) {
      const query = `?token=${secret}&x=${secret}&access_token=${encodeURIComponent(secret)}`
      await target.api(secret, "GET", `${target.readPath}${query}&code=c0de-that&client_secret=s3`)
      await target.api(access, "DELETE", `${target.readPath}/${secret}`)
      await target.api(access, "GET", `${target.readPath}?q=${secret.replace("_", "%5F")}`)
    }
    const text = JSON.stringify([await rows(), await get("faults"), await get("quirks")])
    for (const secret of secrets.slice(0, -1)) expect(text).not.toContain(secret)
    expect(text).not.toMatch(/(?:code|secret|token)=[^&"]/)
    expect(text).not.toMatch(/(?:tr[arc]|mi[arcs])(?:_|%5F)|ATO[A-Za-z0-9]{40}/)
  })

  it("moves the clock on: access ends, the log's times move, and real time goes on", async () => {
    await target.control("clock", { advanceSeconds: target.accessSeconds - 5 })
    expect(await lives()).toBe(true)
    await target.control("clock", { advanceSeconds: 5 })
    expect(await lives()).toBe(false)
    expect((await target.refresh(pair.refresh)).ok).toBe(true)
    const ahead = Date.parse(String((await rows()).at(-1)?.["at"])) - Date.now()
    expect(Math.abs(ahead - target.accessSeconds * 1000)).toBeLessThan(2000)
  })

  it("forgets everything at a reset: tokens, faults, quirks, consent, log, clock and changes", async () => {
    const seed = await get("seed")
    const before = await target.count(pair.access)
    await target.write(pair.access)
    await target.control("quirks", { leewaySeconds: 99, opener: "cut" })
    await target.control("faults", [{ kind: "drop_before", path: "/" }])
    await target.control("clock", { advanceSeconds: 100_000 })
    const quirks = await get("quirks")
    await target.control("reset")
    expect(await get("requests")).toEqual([])
    expect(await get("faults")).toEqual([])
    expect(await get("quirks")).not.toEqual(quirks)
    expect(await get("quirks")).toMatchObject({ leewaySeconds: 0, opener: "kept" })
    expect(await get("seed")).toEqual(seed)
    expect(await lives()).toBe(false)
    expect((await target.refresh(pair.refresh)).ok).toBe(false)
    expect((await target.authorize()).status).toBe(200)
    pair = await target.connect()
    expect(await target.count(pair.access)).toBe(before)
    const [first] = await rows()
    expect(Math.abs(Date.parse(String(first?.["at"])) - Date.now())).toBeLessThan(5000)
  })

  it("answers the consent page as it was told, and as whom", async () => {
    const member = target.people[1]
    const leads = async (consent: unknown) => {
      await target.control("consent", consent)
      const answer = await target.authorize()
      const location = answer.headers.get("location")
      if (location === null) return [answer.status]
      const back = new URL(location).searchParams
      return [answer.status, back.has("code"), back.get("error"), back.has("state")]
    }
    expect(await leads({ mode: "ask" })).toEqual([200])
    expect(await leads({ mode: "allow", member })).toEqual([302, true, null, true])
    expect(await leads({ mode: "deny", member })).toEqual([302, false, "access_denied", true])
    expect((await leads({ mode: "allow", member: "nobody" }))[0]).toBe(400)
    pair = await target.connect(member)
    await lives()
    expect((await rows()).at(-1)?.["actor"]).toBe(member)
  })

  it.each([
    ["faults", [{ kind: "hold", path: "/", time: 2 }], "time"],
    [
      "faults",
      [
        { kind: "hold", path: "/" },
        { kind: "explode", path: "/" },
      ],
      "kind",
    ],
    ["faults", [{ kind: "hold", path: "/", times: 0 }], "times"],
    ["faults", [{ kind: "status", path: "/", status: 99 }], "status"],
    ["faults", [{ kind: "hold" }], "path"],
    ["faults", { kind: "hold", path: "/" }, "Array"],
    ["quirks", { leeway: 3 }, "leeway"],
    ["quirks", { leewaySeconds: 3, opener: "open" }, "opener"],
    ["clock", { seconds: 3 }, "advanceSeconds"],
    ["clock", { advanceSeconds: 3, unit: "s" }, "unit"],
    ["consent", { mode: "yes" }, "mode"],
    ["consent", { mode: "allow", user: "1" }, "user"],
    ["reset", { hard: true }, "hard"],
    ["release", { all: true }, "all"],
  ])("refuses what it does not know and does nothing: %s %j", async (call, body, word) => {
    const before = [await get("faults"), await get("quirks"), (await rows()).length]
    const answer = await target.control(call, body)
    expect(answer.status).toBe(400)
    expect(((await answer.json()) as { error: string }).error).toContain(word)
    expect([await get("faults"), await get("quirks"), (await rows()).length]).toEqual(before)
    expect(await lives()).toBe(true)
  })

  it("refuses a body that is no JSON", async () => {
    for (const call of ["faults", "quirks", "clock", "consent"]) {
      const answer = await fetch(`${target.origin}/_sandbox/${call}`, { method: "POST", body: "{" })
      expect([call, answer.status]).toEqual([call, 400])
    }
  })
})
