import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { cardsOfBoard } from "../store/lookups.ts"
import type { Store } from "../store/model.ts"
import { type Client, startClient } from "../testing.ts"
import { AMARA, DIEGO, LEILA, TOM, YUKI } from "./people.ts"
import { buildSeed } from "./seed.ts"

const ID_PLUGIN = "aaaaaaaaaaaaaaaaaaaaaaaa"
const NOW = Date.UTC(2026, 10, 22, 9)
const seed = buildSeed(NOW, ID_PLUGIN)
const main = (store: Store) => {
  const [board] = store.boards.values()
  if (board === undefined) throw new Error("no board")
  return board
}
const cards = cardsOfBoard(seed, main(seed).id)

const onBoards = (id: string) =>
  [...seed.boards.values()].flatMap((board) =>
    board.memberships.filter(({ idMember }) => idMember === id).map((one) => one.memberType),
  )

const inWorkspaces = (id: string) =>
  [...seed.organizations.values()].flatMap(({ memberships }) =>
    memberships.filter(({ idMember }) => idMember === id).map((one) => one.memberType),
  )

describe("the seed", () => {
  it("has the same ids at every start, while dates move with the clock", () => {
    const later = buildSeed(NOW + 86_400_000, ID_PLUGIN)
    expect([...later.cards.keys()]).toEqual([...seed.cards.keys()])
    expect([...later.labels.keys()]).toEqual([...seed.labels.keys()])
    const dues = [seed, later].map((store) => [...store.cards.values()].map(({ due }) => due))
    expect(dues[1]).not.toEqual(dues[0])
  })

  it("gives everything an id and a short link of its own", () => {
    const ids = [seed.members, seed.organizations, seed.boards, seed.lists, seed.cards, seed.labels]
      .flatMap((map) => [...map.keys()])
      .concat([...seed.actions.values()].map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => !/^[0-9a-f]{24}$/.test(id))).toEqual([])
    const links = [...seed.cards.values(), ...seed.boards.values()].map((one) => one.shortLink)
    expect(new Set(links).size).toBe(links.length)
    expect(links.filter((link) => !/^[A-Za-z0-9]{8}$/.test(link))).toEqual([])
  })

  it("refers to nothing that is not there", () => {
    for (const card of seed.cards.values()) {
      expect(seed.lists.get(card.idList)?.idBoard).toBe(card.idBoard)
      for (const id of card.idLabels) expect(seed.labels.get(id)?.idBoard).toBe(card.idBoard)
      const members = seed.boards.get(card.idBoard)?.memberships.map(({ idMember }) => idMember)
      for (const id of card.idMembers) expect(members).toContain(id)
    }
    const workspaces = [...seed.boards.values()].map(({ idOrganization }) => idOrganization)
    expect(new Set(workspaces)).toEqual(new Set([...seed.organizations.keys(), null]))
  })

  it("has an admin, a plain member, a guest of one board, an observer and an outsider", () => {
    expect(inWorkspaces(AMARA.id)).toEqual(["admin"])
    expect(inWorkspaces(DIEGO.id)).toEqual(["normal", "normal"])
    expect([inWorkspaces(YUKI.id), onBoards(YUKI.id)]).toEqual([[], ["normal"]])
    expect(onBoards(LEILA.id)).toEqual(["observer"])
    expect([inWorkspaces(TOM.id), onBoards(TOM.id)]).toEqual([[], []])
  })

  it("has a lively main board with everything that a card can be", () => {
    expect(cards).toHaveLength(20)
    expect(cards.some(({ name }) => name.length > 1000)).toBe(true)
    expect(cards.some(({ desc }) => desc.length > 5000 && desc.length <= 16_384)).toBe(true)
    expect(cards.filter(({ closed }) => closed)).toHaveLength(1)
    expect(cards.some(({ desc }) => desc === "")).toBe(true)
    expect(cards.some(({ desc }) => desc.includes("<script>"))).toBe(true)
    expect(cards.some(({ name }) => /\p{Script=Arabic}/u.test(name))).toBe(true)
    expect(cards.some(({ cover }) => cover.size === "full")).toBe(true)
    const dues = cards.flatMap(({ due }) => (due === null ? [] : [Date.parse(due) - NOW]))
    expect(dues.some((ms) => ms < 0)).toBe(true)
    expect(dues.some((ms) => ms > 0 && ms < 86_400_000)).toBe(true)
    const colors = [...seed.labels.values()].map(({ color }) => color)
    expect(colors).toEqual(expect.arrayContaining([null, "purple", "yellow_light", "blue_dark"]))
    expect([...seed.labels.values()].some(({ name }) => name === "")).toBe(true)
  })
})

describe("the control API", () => {
  let trello: Client
  beforeAll(async () => {
    trello = await startClient()
  })
  afterAll(() => trello.close())

  it("tells what a client needs", () => {
    const { client, idPlugin, members } = trello.seed
    expect(client.id).toMatch(/^[A-Za-z0-9]{32}$/)
    expect(client.secret).toMatch(/^ATO[A-Za-z0-9]{40}$/)
    expect(client.redirectUris).toEqual([
      "http://localhost:8787/oauth/trello/callback",
      "http://localhost:8790/callback",
    ])
    expect(idPlugin).toMatch(/^[0-9a-f]{24}$/)
    expect(members.every(({ roles }) => roles.length > 0)).toBe(true)
    expect(trello.seed.boards.map(({ idOrganization }) => idOrganization)).toContain(null)
  })

  it("forgets changes and tokens at a reset", async () => {
    const tokens = await trello.connect()
    await trello.control("seed", { cards: 3 })
    await trello.control("reset")
    expect((await trello.get("/1/members/me", tokens)).status).toBe(401)
    expect((await trello.call("GET", "/_sandbox/seed")).json).toEqual(trello.seed)
  })

  it("adds a board with as many cards as asked for, spread over its lists", async () => {
    const added = (await trello.control("seed", { cards: 12 })).json
    const tokens = await trello.connect()
    const lists = added["lists"] as { id: string }[]
    const answer = await trello.get(`/1/boards/${String(added["id"])}/cards?fields=idList`, tokens)
    const found = JSON.parse(answer.text) as { idList: string }[]
    expect(lists.map(({ id }) => found.filter(({ idList }) => idList === id).length)).toEqual([
      3, 3, 2, 2, 2,
    ])
  })

  it.each([{}, { cards: 0 }, { cards: 5001 }, { cards: "2" }, { cards: 2, lists: 1 }])(
    "refuses %o as a number of cards",
    async (body) => {
      expect((await trello.control("seed", body)).status).toBe(400)
    },
  )
})
