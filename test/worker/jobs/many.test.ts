import { beforeEach, describe, expect, it } from "vitest"
import type { PlanAnswer } from "../../../core/contract/jobs.ts"
import { callsOf, itemsOn, requestOf, setStage, start, type Stage, untilOver } from "./stage.ts"

describe("a board of 200 cards", () => {
  let stage: Stage
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
    const { id } = await start(stage)
    const { job } = await untilOver(stage, id)
    expect(job).toMatchObject({ state: "done", total: 200, done: 200, created: 200, failed: 0 })
    expect(await callsOf(stage)).toMatchObject({ boardReads: 1, bulk: 11, lists: 1 })
    const items = await itemsOn(stage)
    expect(items.filter(({ type }) => type === "frame")).toHaveLength(5)
    const cards = items.filter(({ type }) => type === "app_card")
    expect(cards).toHaveLength(200)
    expect(cards.every(({ parent, data }) => parent && data.status === "connected")).toBe(true)
  })
})
