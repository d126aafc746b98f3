import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { cpuTime } from "../../cpuTime.ts"
import { type Client, startClient } from "../testing.ts"

const CARDS = 5000
/** Ten times what an ordinary computer needs. */
const BOUNDS_MS = { cards: 5000, state: 8000, change: 500 }

let trello: Client
let token = ""
let board: { id: string; lists: { id: string }[]; cards: { id: string; shortLink: string }[] }
beforeAll(async () => {
  trello = await startClient()
  const scope = "read:board:trello write:board:trello"
  token = (await trello.connect("diegofernandez", scope)).access_token
  board = JSON.parse((await trello.control("seed", { cards: CARDS })).text)
})
afterAll(() => trello.close())

describe("a board of 5,000 cards", () => {
  it("gives all of them with what a push needs", async () => {
    const fields = "name,desc,labels,due,dueComplete,start,cover,badges,idList,idShort,closed,url"
    const nested = "members=true&checklists=all&attachments=true&customFieldItems=true"
    const path = `/1/boards/${board.id}/cards?fields=${fields}&${nested}`
    const answer = await trello.call("GET", path, { token })
    const cards = JSON.parse(answer.text) as { id: string }[]
    expect(new Set(cards.map(({ id }) => id)).size).toBe(CARDS)
    expect(await cpuTime(() => trello.call("GET", path, { token }))).toBeLessThan(BOUNDS_MS.cards)
  })

  it("is shown by the page", async () => {
    const path = `/_page/state?board=${board.id}`
    const cookie = `viewer=${trello.member("diegofernandez")}`
    const call = () => trello.call("GET", path, { cookie })
    const { json } = await call()
    expect((json["board"] as { cards: unknown[] }).cards).toHaveLength(CARDS)
    expect(await cpuTime(call)).toBeLessThan(BOUNDS_MS.state)
  })

  it("has a card changed, moved, found and told about at once", async () => {
    const [first, , third] = board.lists
    const path = `/1/cards/${board.cards[2500]?.shortLink}`
    const put = (body: unknown) => () => trello.call("PUT", path, { token, body })
    expect(await cpuTime(put({ name: "Renamed" }))).toBeLessThan(BOUNDS_MS.change)
    expect(await cpuTime(put({ idList: third?.id, pos: "top" }))).toBeLessThan(BOUNDS_MS.change)
    const feed = () => trello.call("GET", `/1/boards/${board.id}/actions`, { token })
    expect(await cpuTime(feed)).toBeLessThan(BOUNDS_MS.change)
    const list = await trello.call("GET", `/1/lists/${third?.id}/cards?fields=id`, { token })
    const [top] = JSON.parse(list.text) as { id: string }[]
    expect(top?.id).toBe(board.cards[2500]?.id)
    const full = await trello.call("POST", "/1/cards", { token, body: { idList: first?.id } })
    expect([full.status, full.json["error"]]).toEqual([403, "CARDS_OPEN_PER_BOARD_LIMIT_EXCEEDED"])
  })
})
