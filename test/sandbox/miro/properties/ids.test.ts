import * as fc from "fast-check"
import { afterAll, beforeAll, expect, it } from "vitest"
import { type BoardClient, openBoard } from "../boardClient.ts"
import { ANN, ROADMAP } from "../seed.ts"
import { type Rig, startRig } from "../testing.ts"

let rig: Rig
let ann: BoardClient
beforeAll(async () => {
  rig = await startRig()
})
afterAll(async () => {
  await rig.close()
})

const STEPS = ["create", "bulk", "tag", "copy", "delete", "board", "reset"] as const
type Step = (typeof STEPS)[number]

it("no id is ever given twice: each is greater than all before, whatever is copied, deleted or reset", async () => {
  const boards: string[] = []
  let greatest = 0n
  const note = (ids: readonly string[]) => {
    const numbers = ids.filter((id) => !id.endsWith("=")).map(BigInt)
    expect(numbers.filter((id) => id <= greatest)).toEqual([])
    for (const id of numbers) if (id > greatest) greatest = id
    boards.push(...ids.filter((id) => id.endsWith("=")))
    expect([new Set(ids).size, new Set(boards).size]).toEqual([ids.length, boards.length])
  }
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...STEPS), { minLength: 12, maxLength: 20 }),
      async (steps) => {
        await take("reset", note)
        for (const step of steps) await take(step, note)
      },
    ),
    { numRuns: 6 },
  )
  expect(greatest).toBeGreaterThan(0n)
})

async function take(step: Step, note: (ids: readonly string[]) => void): Promise<void> {
  switch (step) {
    case "create":
      return note([(await ann.make("frames", { data: {} })).id])
    case "bulk": {
      const rows = [{ type: "card" }, { type: "app_card" }, { type: "text" }]
      return note((await ann.call("POST", "items/bulk", rows)).rows.map(({ id }) => id))
    }
    case "tag":
      return note([(await ann.make("tags", { title: `${Math.random()}` })).id])
    case "copy": {
      const before = await ann.all()
      await ann.page("POST", `items/${before.at(-1)?.id}/copy`)
      const old = new Set(before.map(({ id }) => id))
      return note((await ann.all()).flatMap(({ id }) => (old.has(id) ? [] : [id])))
    }
    case "delete": {
      const last = (await ann.all()).findLast(({ data }) => data["owned"] !== false)
      await ann.call("DELETE", `items/${last?.id}`)
      return undefined
    }
    case "board": {
      const path = `/v2/boards?copy_from=${encodeURIComponent(ROADMAP)}`
      const { id } = (await ann.call("PUT", path)).json
      const copy = await openBoard(rig, ANN, id)
      return note([id, ...(await copy.all()).map((item) => item.id)])
    }
    case "reset":
      await rig.control("reset")
      ann = await openBoard(rig, ANN)
      return note((await ann.all()).map(({ id }) => id))
    default:
      throw new Error(`Unknown step: ${String(step satisfies never)}`)
  }
}
