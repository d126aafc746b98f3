import { beforeEach, describe, expect, it } from "vitest"
import { checkHook, nextCheckAt } from "./checkHook.ts"
import { buildHookStage, Crash } from "./hooks.fixture.ts"
import { ensureHook, forgetRetired, retireHook } from "./hooks.ts"

const MEMBER = "65e58d9004454f64ba8d6f47"
const ANOTHER = "65e58d9004454f64ba8d6f48"
const HOUR = 3_600_000

let stage: ReturnType<typeof buildHookStage>
beforeEach(() => {
  stage = buildHookStage()
})
const owner = (member = MEMBER) => stage.trello.owner(member)
const ensure = (member?: string) => ensureHook(stage.ports, owner(member))
const check = (member?: string) => checkHook(stage.ports, owner(member))
const hooks = () => stage.tables.hooks
const only = () => {
  const [webhook, ...more] = stage.trello.webhooks.values()
  if (webhook === undefined || more.length > 0) throw new Error("Not one webhook")
  return webhook
}

describe("a board without a hook", () => {
  it("gets one whose address was known before Trello was asked", async () => {
    const end = await ensure()
    expect(end).toMatchObject({ kind: "active", missed: true, hook: { member: MEMBER } })
    expect(hooks().active()).toMatchObject({ id: only().id, state: "active" })
    expect(only().callbackURL).toBe(
      `https://app.example/hooks/trello/${hooks().active()?.path ?? ""}`,
    )
  })

  it("gets no second one", async () => {
    await ensure()
    expect(await ensure(ANOTHER)).toMatchObject({ kind: "active", missed: false })
    expect(stage.trello.asked).toEqual(["POST /1/webhooks"])
  })

  it("is told that Trello does not reach this Worker, and keeps nothing", async () => {
    stage.trello.faults.push({ status: 400, body: "URL (x) did not return 200 status code" })
    expect(await ensure()).toEqual({ kind: "unreachable" })
    expect(hooks().inState("making")).toEqual([])
  })

  it.each([
    ["a grant that does not work", { failure: "reauth_required" }, "owner_lost"],
    ["a board that this person does not see", { status: 404 }, "owner_lost"],
    ["a board in another workspace", { status: 403 }, "owner_lost"],
    ["too many calls", { failure: "upstream_rate_limited" }, "trouble"],
    ["a refusal that we do not know", { status: 400, body: "?" }, "trouble"],
  ] as const)("is told of %s, and keeps nothing", async (_name, fault, kind) => {
    stage.trello.faults.push(fault)
    expect(await ensure()).toMatchObject({ kind })
    expect(hooks().inState("making")).toEqual([])
    expect(stage.trello.webhooks.size).toBe(0)
  })

  it("gets another address when the answer is lost, and the orphan goes with its first delivery", async () => {
    stage.trello.faults.push("drop_after")
    expect(await ensure()).toMatchObject({ kind: "active" })
    expect(stage.trello.webhooks.size).toBe(2)
    expect(stage.deliver()).toEqual([hooks().active()?.path])
    expect(stage.trello.webhooks.size).toBe(1)
  })

  it("gets another address when Trello says that it made this one before", async () => {
    stage.trello.faults.push({ status: 400, body: "A webhook with that callback already exists" })
    expect(await ensure()).toMatchObject({ kind: "active" })
    expect(hooks().inState("retired")).toHaveLength(1)
  })

  it("tries two addresses and no more while answers are lost", async () => {
    stage.trello.faults.push("drop_before", "drop_after")
    expect(await ensure()).toMatchObject({ kind: "trouble" })
    expect(stage.trello.asked).toHaveLength(2)
    expect(hooks().active()).toBeNull()
  })

  it("takes no address of before a crash for one that works", async () => {
    stage.trello.faults.push("crash_after")
    await expect(ensure()).rejects.toThrow(Crash)
    await ensure()
    expect(stage.deliver()).toEqual([hooks().active()?.path])
    expect(stage.trello.webhooks.size).toBe(1)
    expect(hooks().inState("making")).toEqual([])
  })
})

describe("looking after a hook", () => {
  beforeEach(async () => {
    await ensure()
    stage.time.now += HOUR
    stage.trello.asked.length = 0
  })

  it("notes that it is there", async () => {
    expect(await check()).toMatchObject({ kind: "active", missed: false })
    expect(hooks().active()?.checkedAt).toBe(stage.time.now)
    expect(stage.trello.asked).toHaveLength(1)
  })

  it("switches it on again, and says that deliveries were missed", async () => {
    only().active = false
    expect(await check()).toMatchObject({ kind: "active", missed: true })
    expect(only().active).toBe(true)
  })

  it("makes another one when it is gone, as where a refresh ends it", async () => {
    stage.trello.webhooks.clear()
    expect(await check()).toMatchObject({ kind: "active", missed: true })
    expect(hooks().active()?.id).toBe(only().id)
    expect(hooks().inState("retired")).toEqual([])
  })

  it("makes another one when it went while it was switched on", async () => {
    stage.trello.faults.push({ status: 200, body: JSON.stringify({ ...only(), active: false }) })
    stage.trello.webhooks.clear()
    expect(await check()).toMatchObject({ kind: "active", missed: true })
    expect(hooks().active()?.id).toBe(only().id)
  })

  it("makes one of the new grant's where it belongs to an older one", async () => {
    expect(await check(ANOTHER)).toMatchObject({ kind: "active", hook: { member: ANOTHER } })
    expect(stage.deliver()).toEqual([hooks().active()?.path])
    expect(stage.trello.webhooks.size).toBe(1)
  })

  it("makes another one when the Worker has moved to another address", async () => {
    only().callbackURL = "https://old.example/hooks/trello/x"
    expect(await check()).toMatchObject({ kind: "active", missed: true })
    expect(only().callbackURL).toContain("https://app.example/")
  })

  it("makes one where there is none", async () => {
    await retireHook(stage.ports, owner().call)
    expect(await check()).toMatchObject({ kind: "active", missed: true })
  })

  it.each([
    ["no answer", "drop_before", "trouble"],
    ["trouble at Trello", { status: 503 }, "trouble"],
    ["too many calls", { status: 429 }, "trouble"],
    ["a grant that does not work", { failure: "reauth_required" }, "owner_lost"],
  ] as const)("changes nothing after %s", async (_name, fault, kind) => {
    const before = hooks().active()
    stage.trello.faults.push(fault)
    expect(await check()).toMatchObject({ kind })
    expect(hooks().active()).toEqual(before)
  })

  it("comes an hour after it was made, then at twice its age, and daily at the latest", () => {
    const hook = hooks().active()
    if (hook === null) throw new Error("No hook")
    const ages: number[] = []
    let checkedAt = hook.madeAt
    for (let count = 0; count < 8; count++) {
      checkedAt = nextCheckAt({ ...hook, checkedAt })
      ages.push((checkedAt - hook.madeAt) / HOUR)
    }
    expect(ages).toEqual([1, 2, 4, 8, 16, 32, 56, 80])
  })
})

describe("a hook that is given up", () => {
  beforeEach(async () => {
    await ensure()
  })

  it("is deleted at Trello and leaves nothing", async () => {
    await retireHook(stage.ports, owner().call)
    expect(stage.trello.webhooks.size).toBe(0)
    expect((["making", "active", "retired"] as const).flatMap((s) => hooks().inState(s))).toEqual(
      [],
    )
  })

  it.each([
    ["nobody can say so", null],
    ["the answer is lost", "drop_before"],
    ["the grant does not work", { failure: "reauth_required" }],
  ] as const)("takes no delivery any more, also where %s", async (_name, fault) => {
    if (fault !== null) stage.trello.faults.push(fault)
    await retireHook(stage.ports, fault === null ? null : owner().call)
    expect(hooks().active()).toBeNull()
    expect(stage.deliver()).toEqual([])
    expect(stage.trello.webhooks.size).toBe(0)
  })

  it("is forgotten after a week", async () => {
    await retireHook(stage.ports, null)
    forgetRetired(stage.ports)
    expect(hooks().inState("retired")).toHaveLength(1)
    stage.time.now += 8 * 24 * HOUR
    forgetRetired(stage.ports)
    expect(hooks().inState("retired")).toEqual([])
  })
})
