import { beforeEach, describe, expect, it } from "vitest"
import type { PlanAnswer } from "../../../core/contract/jobs.ts"
import { restart, until } from "../grantAt.ts"
import {
  callsOf,
  itemsOn,
  jobOf,
  requestOf,
  setStage,
  start,
  type Stage,
  untilOver,
} from "./stage.ts"

let stage: Stage

/** When the webhook of a board begins, everything is compared once: what changed before it came is seen then. */
const SYNC_READS = 1

async function push(): Promise<void> {
  const { id } = await start(stage)
  const { job } = await untilOver(stage, id)
  expect(job).toMatchObject({ state: "done", failed: 0 })
}

async function cardsOnMiro(): Promise<number> {
  return (await itemsOn(stage)).filter(({ type }) => type === "app_card").length
}

describe("a board of 200 cards", () => {
  beforeEach(async () => {
    stage = await setStage(200)
  })

  it("is told before anything is sent", async () => {
    const planned = await stage.person.job("/plan", requestOf(stage))
    expect(planned).toMatchObject({
      status: 200,
      body: { total: 200, created: 200, updated: 0, unchanged: 0, miroBoard: { canEdit: true } },
    })
    const { columns } = planned.body as PlanAnswer
    expect(columns.map(({ name, created, newFrame }) => [name, created, newFrame])).toEqual(
      [1, 2, 3, 4, 5].map((n) => [`List ${n}`, 40, true]),
    )
    expect(await callsOf(stage)).toMatchObject({ bulk: 0, patches: 0, deletes: 0 })
  })

  it("is read once and written in ten calls and one for the frames", async () => {
    await stage.person.job("/plan", requestOf(stage))
    await push()
    const { boardReads, ...calls } = await callsOf(stage)
    expect(calls).toMatchObject({ bulk: 11, lists: 1 })
    expect(boardReads).toBeLessThanOrEqual(1 + SYNC_READS)
    const items = await itemsOn(stage)
    expect(items.filter(({ type }) => type === "frame")).toHaveLength(5)
    const cards = items.filter(({ type }) => type === "app_card")
    expect(cards).toHaveLength(200)
    expect(cards.every(({ parent, data }) => parent && data.status === "connected")).toBe(true)
  })

  it("sends nothing for cards that show the present text already", async () => {
    await push()
    const planned = await stage.person.job("/plan", requestOf(stage))
    expect(planned.body).toMatchObject({ total: 200, created: 0, updated: 0, unchanged: 200 })
    const before = await callsOf(stage)
    await push()
    const after = await callsOf(stage)
    expect([after.bulk, after.patches]).toEqual([before.bulk, before.patches])
  })

  it("goes on after a restart while it waits, without a double", async () => {
    await stage.world.standIns.faults("miro", {
      method: "POST",
      path: "/v2/boards/*/items/bulk",
      kind: "status",
      status: 429,
      headers: { "retry-after": "20" },
      times: 2,
    })
    const { id } = await start(stage)
    await until(async () => jobOf(await stage.person.readJob(id)).state === "waiting")
    await restart()
    const { job, waited } = await untilOver(stage, id)
    expect(job).toMatchObject({ state: "done", created: 200, failed: 0 })
    expect(waited).toBeGreaterThan(30)
    expect(await cardsOnMiro()).toBe(200)
  })

  it("is taken off again as a whole, frames included", async () => {
    const { id } = await start(stage)
    await untilOver(stage, id)
    const undone = jobOf(await stage.person.actOnJob(id, "undo", stage.connection))
    expect(undone).toMatchObject({ kind: "remove", total: 200 })
    expect((await untilOver(stage, undone.id)).job).toMatchObject({ state: "done", removed: 200 })
    expect(await itemsOn(stage)).toEqual([])
  })

  it("sends nothing more once it was cancelled, and can be finished by another push", async () => {
    await stage.world.standIns.faults("miro", {
      method: "POST",
      path: "/v2/boards/*/items/bulk",
      kind: "delay",
      delayMs: 200,
      times: 11,
    })
    const { id } = await start(stage)
    await scheduler.wait(300)
    await stage.person.actOnJob(id, "cancel", stage.connection)
    const { job } = await untilOver(stage, id)
    expect(job.state).toBe("cancelled")
    expect(job.created).toBeLessThan(200)
    expect(await cardsOnMiro()).toBe(job.created)
    await push()
    expect(await cardsOnMiro()).toBe(200)
  })
})

describe("a board of 1,000 cards", () => {
  it("takes at most 53 calls of Miro and 65 seconds of its credits", async () => {
    stage = await setStage(1_000)
    await stage.person.job("/plan", requestOf(stage))
    const before = (await callsOf(stage)).miro
    const { id } = await start(stage)
    const { job, waited } = await untilOver(stage, id)
    expect(job).toMatchObject({ state: "done", created: 1_000, failed: 0 })
    const { miro, refusedMiro } = await callsOf(stage)
    expect(miro - before + 1).toBeLessThanOrEqual(53)
    expect(refusedMiro).toBe(0)
    expect(waited).toBeLessThanOrEqual(65)
    expect(await cardsOnMiro()).toBe(1_000)
  })
})

describe("a board of 5,000 cards", () => {
  it("gets all of them onto Miro, at the speed of its credits", async () => {
    stage = await setStage(5_000)
    const { id } = await start(stage)
    const { job, waited } = await untilOver(stage, id)
    expect(job).toMatchObject({ state: "done", created: 5_000, failed: 0 })
    const { refusedMiro, boardReads } = await callsOf(stage)
    expect(refusedMiro).toBe(0)
    expect(boardReads).toBeLessThanOrEqual(1 + SYNC_READS)
    // 500,000 credits at 80,000 in a minute, the first of which are there at once.
    expect(waited).toBeLessThanOrEqual(6 * 61)
  }, 60_000)
})
