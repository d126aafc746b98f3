import * as fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Receiver, startReceiver } from "../contract/receiver.ts"
import type { Command } from "./commands.ts"
import { findBroken } from "./invariants.ts"
import { anyCommand } from "./partCommands.ts"
import { type Stage, startStage } from "./stage.ts"

let receivers: Receiver[] = []
let page: Stage
let rest: Stage
beforeAll(async () => {
  const pair = [await startReceiver(), await startReceiver()] as const
  receivers = [...pair]
  page = await startStage("page", pair[0])
  rest = await startStage("rest", pair[1])
})
afterAll(async () => {
  await page.trello.close()
  await rest.trello.close()
  for (const receiver of receivers) await receiver.close()
})

/** How many entries of the first board's feed the webhook was not told of, those of the seed left out. */
function countUnheard(after: string, heard: string): number {
  const feed = (JSON.parse(after) as unknown[])[2] as { type: string }[]
  const told = JSON.parse(heard) as { action: { type: string } }[]
  const left = told.map(({ action }) => action.type)
  const seeded = feed.filter(({ type }) => type === "createCard" || type === "commentCard")
  return feed.filter((entry) => {
    const at = left.indexOf(entry.type)
    if (at >= 0) left.splice(at, 1)
    return at < 0 && !seeded.includes(entry)
  }).length
}

const RUNS = 8

/** Every sequence makes at least this card. */
const makeCard: Command = (world) => ({
  method: "POST",
  path: "/cards",
  body: { idList: world.lists[0], name: "First" },
  made: (after, id) => after.cards.push(id),
})

describe("any sequence of edits", () => {
  it("leaves the same boards and the same feed, and tells webhooks the same, by page and by REST", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyCommand, { minLength: 1, maxLength: 25 }), async (commands) => {
        const worlds = [await page.begin(), await rest.begin()] as const
        for (const command of [makeCard, ...commands]) {
          const answers = [
            await page.run(worlds[0], command),
            await rest.run(worlds[1], command),
          ] as const
          expect(answers[1].status).toBe(answers[0].status)
          expect(answers[0].status).toBeLessThan(500)
        }
        const after = await page.read()
        expect(findBroken(after)).toEqual([])
        expect(await rest.read()).toBe(after)
        const heard = await page.heard()
        expect(await rest.heard()).toBe(heard)
        expect(countUnheard(after, heard)).toBe(0)
      }),
      { numRuns: RUNS },
    )
    const made = [...page.made, ...rest.made]
    expect(made.length).toBeGreaterThanOrEqual(2 * RUNS)
    expect(new Set(made).size).toBe(made.length)
  })
})
