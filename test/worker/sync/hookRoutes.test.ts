import { runInDurableObject } from "cloudflare:test"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { buildHookPath } from "../../../worker/sync/live/hookPath.ts"
import type { HookState } from "../../../worker/sync/store/hooks.ts"
import { isThere } from "../../../worker/sync/store/schema.ts"
import { CARD_ID, sampleBody } from "../../../worker/trello/webhookSamples.fixture.ts"
import { buildWorld, type World } from "../world.ts"
import { app, boardAt, deliver, dirtyOf, sign, withTables } from "./hookStage.ts"

let world: World
let path: string
const INVENTED = "0123456789abcdef01234567"

beforeEach(async () => {
  world = await buildWorld()
  path = await addHook("active")
})
afterEach(() => {
  vi.restoreAllMocks()
})

async function addHook(state: HookState): Promise<string> {
  const { member, workspace } = world.people.member.options
  const added = buildHookPath(world.board.id)
  const times = { madeAt: 1, checkedAt: 1 }
  await withTables(world, ({ hooks }) => {
    hooks.write({ path: added, id: null, member, workspace, state, ...times })
  })
  return added
}

const head = async (of: string, method = "HEAD") =>
  (await app(`/hooks/trello/${of}`, { method })).status

const long = (length: number) =>
  sampleBody("updateCard name", { display: { text: "x".repeat(length) } })

const stored = (board: string) =>
  runInDurableObject(boardAt(world, board), (_, { storage }) => isThere(storage.sql))

/** The same secret part under another board. */
const elsewhere = (board: string) => path.replace(/^[0-9a-f]{24}/, board)

describe("Trello's question before it makes a webhook", () => {
  it("is answered for a hook that is made or being made", async () => {
    expect(await head(path)).toBe(200)
    expect(await head(await addHook("making"))).toBe(200)
  })

  it.each([
    ["a retired hook", () => addHook("retired")],
    ["a path that nobody made", () => buildHookPath(world.board.id)],
    ["another board's hook", () => elsewhere(world.trello.boards[1]?.id ?? "")],
    ["a board that nobody has", () => elsewhere(INVENTED)],
    ["no path of ours", () => "x"],
    ["the board alone", () => world.board.id],
    ["more than a path", () => `${path}/x`],
  ])("is refused for %s", async (_name, pathOf) => {
    expect(await head(await pathOf())).toBe(404)
  })

  it("is answered to HEAD alone, and writes nothing", async () => {
    expect(await head(path, "GET")).toBe(404)
    expect(await head(path, "PUT")).toBe(404)
    await head(elsewhere(INVENTED))
    expect(await stored(INVENTED)).toBe(false)
  })
})

describe("a delivery", () => {
  it("is written down and answered at once", async () => {
    const body = sampleBody("updateCard name")
    expect(await deliver(world, path, body)).toBe(200)
    expect(await dirtyOf(world)).toEqual([CARD_ID])
    const due = await withTables(world, ({ due }) => due.read("sync"))
    expect((due ?? 0) - Date.now()).toBeLessThanOrEqual(1000)
  })

  it("is signed over its bytes, whatever language they are in", async () => {
    const body = sampleBody("updateCard name").replace("Water the ferns", "Farne gießen 🌿 シダ")
    expect(await deliver(world, path, body)).toBe(200)
  })

  it.each<[string, (body: string) => Promise<string | null>]>([
    ["unsigned", async () => null],
    ["signed with nothing", async () => ""],
    ["signed under another secret", (body) => sign(world, body, path, "guessed")],
    ["signed for another body", (body) => sign(world, `${body} `, path)],
    ["signed for another hook", (body) => sign(world, body, buildHookPath(world.board.id))],
    ["signed with what is no signature", async () => "%%%"],
  ])("is refused without a word when it is %s", async (_name, signatureOf) => {
    const body = sampleBody("updateCard name")
    const signature = await signatureOf(body)
    const response = await app(`/hooks/trello/${path}`, {
      method: "POST",
      headers: signature === null ? {} : { "x-trello-webhook": signature },
      body,
    })
    expect([response.status, await response.text()]).toEqual([401, ""])
    expect(await dirtyOf(world)).toEqual([])
  })

  it("that comes again, or is replayed, changes nothing", async () => {
    const body = sampleBody("updateCard name")
    expect(await deliver(world, path, body)).toBe(200)
    await withTables(world, ({ dirty }) => {
      for (const { what } of dirty.take()) dirty.settle(what)
    })
    expect(await deliver(world, path, body)).toBe(200)
    expect(await dirtyOf(world)).toEqual([])
  })

  it("may be larger than our own requests, and not without end", async () => {
    expect(await deliver(world, path, long(200_000))).toBe(200)
    expect(await deliver(world, path, long(256 * 1024))).toBe(413)
    const stream = new Response(long(256 * 1024)).body?.pipeThrough(new TransformStream()) ?? null
    const streamed = await app(`/hooks/trello/${path}`, { method: "POST", body: stream })
    expect(streamed.status).toBe(413)
  })

  it.each([
    ["no JSON", "{"],
    ["nothing", "null"],
    ["an action without a type", '{"action":{"id":"65e5b1d2c0ffee0123456789"}}'],
  ])("that is signed and holds %s is taken as heard", async (_name, body) => {
    expect(await deliver(world, path, body)).toBe(200)
    expect(await dirtyOf(world)).toEqual([])
  })

  it.each([
    ["a retired hook", () => addHook("retired")],
    ["a hook that nobody knows", () => buildHookPath(world.board.id)],
    ["another board", () => elsewhere(world.trello.boards[1]?.id ?? "")],
    ["a board that nobody has", () => elsewhere(INVENTED)],
  ])("to %s ends that hook at Trello, also where it cannot be read", async (_name, pathOf) => {
    const to = await pathOf()
    expect(await deliver(world, to, sampleBody("updateCard name"))).toBe(410)
    expect(await deliver(world, to, "{")).toBe(410)
    expect(await dirtyOf(world)).toEqual([])
    expect(await stored(INVENTED)).toBe(false)
  })

  it("to no path of ours is nothing that we know", async () => {
    expect(await deliver(world, "x", sampleBody("updateCard name"))).toBe(404)
  })

  it("leaves no line in the log, and what is odd leaves one without anybody's name", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {})
    await deliver(world, path, sampleBody("updateCard name"))
    expect(log).not.toHaveBeenCalled()
    await deliver(world, path, sampleBody("updateCard name"), { signature: null })
    await deliver(world, path, sampleBody("updateCard name"), { signature: "AAAA" })
    await deliver(world, path, "Noor Haddad")
    await deliver(world, await addHook("retired"), sampleBody("updateCard name"))
    await deliver(world, path, "x".repeat(256 * 1024 + 1))
    const board = world.board.id
    expect(log.mock.calls.map(([line]) => JSON.parse(String(line)) as unknown)).toEqual([
      { event: "hook_refused", reason: "unsigned" },
      { event: "hook_refused", reason: "forged" },
      { event: "hook_malformed", board },
      { event: "hook_orphaned", board },
      { event: "hook_refused", reason: "oversized" },
    ])
  })

  it("comes a thousand times for one card, and leaves one mark at most", async () => {
    const bodies = Array.from({ length: 1000 }, (_, n) =>
      sampleBody("updateCard name", { id: n.toString(16).padStart(24, "0") }),
    )
    const statuses = new Set<number>()
    for (let from = 0; from < bodies.length; from += 50) {
      const some = bodies.slice(from, from + 50).map((body) => deliver(world, path, body))
      for (const status of await Promise.all(some)) statuses.add(status)
    }
    expect([...statuses]).toEqual([200])
    // Somebody may have looked already: that takes a second and no more than five (`dueAt`).
    expect([[], [CARD_ID]]).toContainEqual(await dirtyOf(world))
  })
})
