import * as fc from "fast-check"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Client, startClient } from "../testing.ts"

interface Row {
  readonly id: string
  readonly date: string
}

let trello: Client
let cookie = ""
beforeAll(async () => {
  trello = await startClient()
  cookie = `viewer=${trello.member("amaraokafor")}`
})
afterAll(() => trello.close())
beforeEach(() => trello.control("reset"))

const main = () => trello.board("Website relaunch")
const read = async (path: string) =>
  JSON.parse((await trello.call("GET", `/1${path}`, { cookie })).text) as Row[]
const feed = (query = "") => read(`/boards/${main().id}/actions?fields=date&${query}`)
const comment = async (index: number) => {
  const path = `/1/cards/${main().cards[index % 20]?.id}/actions/comments`
  const body = { text: `Comment ${index}` }
  return (await trello.call("POST", path, { cookie, body })).json["id"] as string
}

/** Reads a feed page by page with `next`, until one is empty. */
async function readAll(next: (page: number, last: string | null) => Promise<Row[]>) {
  const rows: Row[] = []
  for (let page = 0; page < 200; page += 1) {
    const more = await next(page, rows.at(-1)?.id ?? null)
    if (more.length === 0) return rows
    rows.push(...more)
  }
  throw new Error("The feed has no end.")
}

describe("a feed", () => {
  it("is whole, without doubles, in steps of any size by `before`, while it grows and shrinks", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.constantFrom("write", "delete last", "wait"), { maxLength: 6 }),
        async (limit, meanwhile) => {
          const before = await feed("limit=1000")
          const events = [...meanwhile]
          const deleted = new Set<string>()
          const rows = await readAll(async (_page, last) => {
            const rest = last === null ? "" : `&before=${last}`
            const event = events.pop()
            if (event === "write") await comment(limit)
            if (event === "wait") await trello.control("clock", { advanceSeconds: 1 })
            if (event === "delete last" && last !== null) {
              const answer = await trello.call("DELETE", `/1/actions/${last}`, { cookie })
              if (answer.status === 200) deleted.add(last)
            }
            return await feed(`limit=${limit}${rest}`)
          })
          const ids = rows.map(({ id }) => id)
          expect(new Set(ids).size).toBe(ids.length)
          expect(before.map(({ id }) => id).filter((id) => !ids.includes(id))).toEqual([])
          expect(rows.map(({ date }) => date)).toEqual(
            rows
              .map(({ date }) => date)
              .toSorted()
              .toReversed(),
          )
        },
      ),
      { numRuns: 12 },
    )
  })

  it("falls into what is before, at and since any of its actions", async () => {
    for (let index = 0; index < 10; index += 1) await comment(index)
    const all = (await feed("limit=1000")).map(({ id }) => id)
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: all.length - 1 }), async (index) => {
        const edge = all[index] ?? ""
        const since = (await feed(`limit=1000&since=${edge}`)).map(({ id }) => id)
        const before = (await feed(`limit=1000&before=${edge}`)).map(({ id }) => id)
        expect([...since, edge, ...before]).toEqual(all)
      }),
      { numRuns: 15 },
    )
  })

  it("is the same by pages as in one, and by dates that lie between", async () => {
    for (let index = 0; index < 6; index += 1) {
      await trello.control("clock", { advanceSeconds: 5 })
      await comment(index)
    }
    const all = await feed("limit=1000")
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 4, max: 60 }),
        fc.nat({ max: 5 }),
        async (limit, index) => {
          const paged = await readAll((page) =>
            page > 19 ? Promise.resolve([]) : feed(`limit=${limit}&page=${page}`),
          )
          expect(paged).toEqual(all.slice(0, limit * 20))
          const between = new Date(Date.parse(all[index]?.date ?? "") - 2000).toISOString()
          const since = await feed(`limit=1000&since=${between}`)
          const before = await feed(`limit=1000&before=${between}`)
          expect([...since, ...before]).toEqual(all)
          expect(since).toHaveLength(index + 1)
        },
      ),
      { numRuns: 12 },
    )
  })
})

describe("a search", () => {
  it("finds every card once over pages of any size", async () => {
    const { id } = (await trello.control("seed", { cards: 60 })).json
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 7, max: 80 }), async (limit) => {
        const path = `/1/search?query=card&idBoards=${String(id)}&modelTypes=cards&card_fields=id`
        const cards = await readAll(async (page) => {
          const answer = await trello.call(
            "GET",
            `${path}&cards_limit=${limit}&cards_page=${page}`,
            { cookie },
          )
          return answer.json["cards"] as Row[]
        })
        expect(new Set(cards.map((card) => card.id)).size).toBe(60)
        expect(cards).toHaveLength(60)
      }),
      { numRuns: 10 },
    )
  })
})
