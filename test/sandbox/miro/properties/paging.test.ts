import * as fc from "fast-check"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Answer, type BoardClient, cursorOf, openBoard } from "../boardClient.ts"
import { ANN } from "../seed.ts"
import { type Rig, startRig } from "../testing.ts"

let rig: Rig
let ann: BoardClient
beforeAll(async () => {
  rig = await startRig()
})
afterAll(async () => {
  await rig.close()
})
beforeEach(async () => {
  await fresh()
})

const fresh = async () => {
  await rig.control("reset")
  ann = await openBoard(rig, ANN)
}

/** What happens between two pages: so many are made, and these of the living ones go. */
interface Meanwhile {
  readonly made: number
  readonly gone: readonly number[]
}
const meanwhile = fc.record({
  made: fc.nat({ max: 20 }),
  gone: fc.array(fc.nat(), { maxLength: 4 }),
})

async function make(count: number): Promise<string[]> {
  if (count === 0) return []
  const rows = Array.from({ length: count }, () => ({ type: "app_card" }))
  return (await ann.call("POST", "items/bulk", rows)).rows.map(({ id }) => id)
}

/** Deletes some of the living and gives back the others. */
async function remove(living: readonly string[], gone: readonly number[]): Promise<string[]> {
  const ids = new Set(gone.flatMap((at) => living[at % Math.max(1, living.length)] ?? []))
  for (const id of ids) await ann.call("DELETE", `items/${id}`)
  return living.filter((id) => !ids.has(id))
}

describe("pages by cursor", () => {
  it("show all that is there at the last page exactly once, and nothing twice or after its deletion", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 20 }), { maxLength: 4 }),
        fc.integer({ min: 10, max: 50 }),
        fc.array(meanwhile, { maxLength: 8 }),
        async (batches, limit, events: Meanwhile[]) => {
          await fresh()
          let living = (await Promise.all(batches.map(make))).flat()
          const seen: string[] = []
          let page: Answer | null = null
          for (let n = 0; n === 0 || (page && cursorOf(page) !== undefined); n += 1) {
            const cursor = page === null ? "" : encodeURIComponent(cursorOf(page) ?? "")
            page = await ann.call("GET", `items?type=app_card&limit=${limit}&cursor=${cursor}`)
            const rows = page.rows.filter(({ data }) => data["owned"]).map(({ id }) => id)
            expect(living).toEqual(expect.arrayContaining(rows))
            seen.push(...rows)
            const event = events[n]
            if (event === undefined || cursorOf(page) === undefined) continue
            living = [...(await remove(living, event.gone)), ...(await make(event.made))]
          }
          expect(new Set(seen).size).toBe(seen.length)
          expect(seen).toEqual(expect.arrayContaining(living))
        },
      ),
      { numRuns: 12 },
    )
  })

  it("are in order of creation, whatever changes", async () => {
    const ids = await make(20)
    await ann.call("PATCH", `app_cards/${ids[0]}`, { data: { title: "z" } })
    await ann.page("PATCH", `items/${ids[1]}`, { x: 1, y: 2 })
    expect((await ann.all("&type=app_card")).slice(1).map(({ id }) => id)).toEqual(ids)
  })
})

/** Goes through all tags by offset and calls back after each page. */
const throughTags = async (limit: number, between: (page: Answer) => Promise<unknown>) => {
  const seen: string[] = []
  for (let offset = 0; offset === 0 || offset < 40; offset += limit) {
    const page = await ann.call("GET", `tags?limit=${limit}&offset=${offset}`)
    seen.push(...page.rows.map(({ id }) => id))
    await between(page)
  }
  return seen
}

describe("pages by offset", () => {
  it("show everything once while nothing is deleted, and skip one row for each that is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 15 }),
        fc.integer({ min: 2, max: 6 }),
        fc.nat({ max: 2 }),
        async (count, limit, deleted) => {
          await fresh()
          const made: string[] = []
          for (let n = 0; n < count; n += 1) {
            made.push((await ann.make("tags", { title: `${n}` })).id)
          }
          const gone = made.slice(0, Math.min(deleted, limit))
          const seen = await throughTags(limit, async (page) => {
            if (page.rows[0]?.id !== made[0]) return
            for (const id of gone) await ann.call("DELETE", `tags/${id}`)
          })
          const skipped = made.slice(limit, limit + gone.length)
          expect(seen).toEqual(made.filter((id) => !skipped.includes(id)))
        },
      ),
      { numRuns: 8 },
    )
  })
})
