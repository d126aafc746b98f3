import { describe, expect, it } from "vitest"
import { STANDING, WHOLE_BOARD } from "./dirty.ts"
import { buildWorld, type LiveWorld } from "./live.fixture.ts"

const DAY = 86_400
/** Miro gives every person 100,000 credits a minute; nobody notices a hundredth (rate limits page). */
const CREDITS_OF_DAY = 100_000 * 24 * 60
const HUNDREDTH = CREDITS_OF_DAY / 100

async function inStep(cards: number): Promise<LiveWorld> {
  const world = buildWorld(cards)
  world.mark(STANDING, WHOLE_BOARD)
  await world.due(10_000)
  world.clock.pass(1000)
  world.tables.due.set("compare", world.clock.now())
  await world.settle(120)
  world.forget()
  return world
}

describe.each([200, 1_000])("a day of a board of %i cards", (cards) => {
  it("in which nothing happens costs a hundredth of somebody's credits at most", async () => {
    const world = await inStep(cards)
    await world.later(DAY)
    console.log(JSON.stringify({ cards, idleCredits: world.miro.credits }))
    expect(world.miro.credits).toBeLessThanOrEqual(200)
    expect(world.miro.credits).toBeLessThanOrEqual(HUNDREDTH)
  })

  it("in which people work on the Miro board costs a hundredth at most", async () => {
    const world = await inStep(cards)
    world.miro.modifiedAt = "2026-12-24T00:00:00.000Z"
    await world.later(1.3 * DAY)
    console.log(JSON.stringify({ cards, changedCredits: world.miro.credits }))
    expect(world.miro.credits).toBeGreaterThanOrEqual(Math.ceil(cards / 50) * 100)
    expect(world.miro.credits).toBeLessThanOrEqual(HUNDREDTH)
  })

  it("in which somebody looks all day and all night, too", async () => {
    const world = await inStep(cards)
    world.miro.modifiedAt = "2026-12-24T00:00:00.000Z"
    world.tables.due.set("compare", world.clock.now())
    await world.later(600)
    const looks = DAY / 600
    console.log(JSON.stringify({ cards, lookedCredits: looks * world.miro.credits }))
    expect(looks * world.miro.credits).toBeLessThanOrEqual(HUNDREDTH)
  })
})
