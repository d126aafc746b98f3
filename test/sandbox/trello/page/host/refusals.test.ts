import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type { PowerUp } from "../../library/powerUp.ts"
import { timeoutOf } from "./capabilities.ts"
import { buildContext } from "./context.ts"
import { ids, sampleState, viewedBy } from "./samples.ts"
import { buildStage, type Stage, stageSecret } from "./stage.ts"

async function openAt(stage: Stage, context: object) {
  const fragment = encodeURIComponent(JSON.stringify({ secret: stageSecret, context }))
  return stage.openPage(`https://pu.example/page#${fragment}`).t
}

describe("a command", () => {
  it("of a Power-Up that was disabled meanwhile is refused", async () => {
    const stage = await buildStage(sampleState, {})
    const t = await openAt(stage, { board: ids.board })
    stage.state = { ...sampleState, plugin: { ...sampleState.plugin, enabled: false } }
    await expect(t.board("name")).rejects.toMatchObject({ code: "plugin disabled" })
  })

  it.each([
    ["board", "9".repeat(24)],
    ["card", "9".repeat(24)],
    ["list", "9".repeat(24)],
    ["organization", "9".repeat(24)],
    ["plugin", "9".repeat(24)],
    ["member", "9".repeat(24)],
  ])("with a %s that is not of this page is refused", async (name, id) => {
    const stage = await buildStage(sampleState, {})
    const t = await openAt(stage, { board: ids.board, [name]: id })
    await expect(t.closePopup()).rejects.toMatchObject({ code: "invalid context" })
    expect(stage.seen.calls).toEqual([])
  })

  it.each(["overlay", "authorizationCodeExchange", "refreshTokens", "confetti"])(
    "that the stand-in does not know, as %s, is unsupported",
    async (command) => {
      const stage = await buildStage(sampleState, {})
      const t = await openAt(stage, { board: ids.board })
      await expect(t.requestWithContext(command, {})).rejects.toMatchObject({
        code: "unsupported command",
        message: `unsupported command: ${command}`,
      })
    },
  )
})

describe("a slow Power-Up", () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it.each([
    ["card-buttons", 5000],
    ["card-badges", 10_000],
    ["list-actions", 150],
  ])("has for %s %i ms", async (capability, ms) => {
    expect(timeoutOf(capability)).toBe(ms)
    const starting = buildStage(sampleState, { [capability]: () => new Promise(() => undefined) })
    await vi.advanceTimersByTimeAsync(100)
    const { host } = await starting
    const settled: unknown[] = []
    host.ask(capability).catch((error: unknown) => settled.push(error))
    await vi.advanceTimersByTimeAsync(ms - 1)
    expect(settled).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(settled).toMatchObject([{ code: "timeout" }])
  })
})

const startWithCallback = async () => {
  const starting = buildStage(sampleState, {
    "card-buttons": () => [{ text: "a", callback: () => "ran" }],
  })
  await vi.advanceTimersByTimeAsync(100)
  const stage = await starting
  const asking = stage.host.ask("card-buttons")
  await vi.advanceTimersByTimeAsync(100)
  expect(await asking).toMatchObject([{ callback: { _callback: "cb1" } }])
  const handle = { name: "cb1", owner: stage.connector.toPage }
  const run = async (): Promise<unknown> => {
    const running = stage.host.run(handle).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(100)
    return running
  }
  return { stage, handle, run }
}

describe("a callback over time", () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it("is gone after 120 seconds and the sweep that follows", async () => {
    const { run } = await startWithCallback()
    await vi.advanceTimersByTimeAsync(110_000)
    expect(await run()).toBe("ran")
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await run()).toMatchObject({ code: "not handled" })
  })

  it("lives as long as it is retained, and ends with its release", async () => {
    const { stage, handle, run } = await startWithCallback()
    const release = stage.host.retain([handle])
    await vi.advanceTimersByTimeAsync(600_000)
    expect(await run()).toBe("ran")
    release()
    await vi.advanceTimersByTimeAsync(100)
    expect(await run()).toMatchObject({ code: "not handled" })
  })
})

describe("the context", () => {
  it("says what the viewer may change, of what is there", () => {
    expect(
      buildContext(viewedBy({ canWriteOrganization: false }), "light", { card: ids.card })
        .permissions,
    ).toEqual({
      board: "write",
      organization: "read",
      card: "write",
    })
    const signedOut = buildContext(viewedBy(null), "light")
    expect(signedOut).toMatchObject({
      member: "notLoggedIn",
      initialTheme: "light",
      permissions: { board: "read" },
    })
    const alone = { ...sampleState, board: { ...sampleState.board, organization: null } }
    expect(buildContext(alone, "light")).not.toHaveProperty("organization")
  })

  it("is what memberCanWriteToModel reads", async () => {
    const seen: unknown[] = []
    const note = (t: PowerUp): void => {
      seen.push(
        t.memberCanWriteToModel("board"),
        t.memberCanWriteToModel("card"),
        t.isMemberSignedIn(),
      )
      expect(() => t.memberCanWriteToModel("list")).toThrow("list")
    }
    const stage = await buildStage(viewedBy({ canWriteBoard: false }), { "card-badges": note })
    await stage.host.ask("card-badges", { card: ids.card })
    expect(seen).toEqual([false, false, true])
  })
})
