import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Client, startClient, type Tokens } from "../testing.ts"

let trello: Client
let tokens: Tokens
beforeAll(async () => {
  trello = await startClient()
  tokens = await trello.connect()
})
afterAll(() => trello.close())

const main = () => trello.board("Website relaunch")
const named = (name: string) => main().cards.find((card) => card.name === name)?.id ?? ""
const read = async (path: string) => JSON.parse((await trello.get(path, tokens)).text)

describe("a member", () => {
  it("names the workspaces that the token reaches, in the fields asked for", async () => {
    const query = "fields=fullName&organizations=all&organization_fields=displayName"
    const { id } = trello.seed.workspaces[0] ?? { id: "" }
    expect((await read(`/1/members/me?${query}`)).organizations).toEqual([
      { id, displayName: "Northwind Studio" },
    ])
  })
})

describe("a card", () => {
  it("has real-looking ids and addresses, by id and by short link", async () => {
    const card = await read(`/1/cards/${named("Redesign the navigation")}`)
    expect(card.id).toMatch(/^[0-9a-f]{24}$/)
    expect(Number.parseInt(card.id.slice(0, 8), 16)).toBeGreaterThan(1.7e9)
    expect(card.shortUrl).toBe(`${trello.origin}/c/${card.shortLink}`)
    expect(card.url).toBe(`${card.shortUrl}/${card.idShort}-redesign-the-navigation`)
    expect(await read(`/1/cards/${card.shortLink}`)).toEqual(card)
  })

  it("brings in one call what a push needs", async () => {
    const query = new URLSearchParams({
      fields: "name,labels,due,cover,badges",
      members: "true",
      member_fields: "fullName",
      checklists: "all",
      attachments: "true",
      attachment_fields: "url",
      customFieldItems: "true",
      list: "true",
      board: "true",
      board_fields: "name",
    })
    const card = await read(`/1/cards/${named("Redesign the navigation")}?${query.toString()}`)
    expect(Object.keys(card).sort()).toEqual(
      "attachments badges board checklists cover customFieldItems due id labels list members name".split(
        " ",
      ),
    )
    expect(card.members.map((member: object) => Object.keys(member))).toEqual([
      ["id", "fullName"],
      ["id", "fullName"],
    ])
    expect(card.labels.map((label: { color: string }) => label.color)).toEqual(["purple", "red"])
    expect([card.list.name, card.board.name]).toEqual(["In progress", "Website relaunch"])
    expect([card.badges.checkItems, card.badges.checkItemsChecked]).toEqual([7, 3])
    expect([card.badges.comments, card.badges.attachments]).toEqual([2, 2])
  })

  it("answers 400 to a field that does not exist", async () => {
    const answer = await trello.get(`/1/cards/${named("Kick-off")}?fields=name,colour`, tokens)
    expect([answer.status, answer.text]).toEqual([400, "invalid value for fields"])
  })

  it("wraps a single field in _value", async () => {
    expect(await read(`/1/cards/${named("Kick-off")}/dueComplete`)).toEqual({ _value: true })
  })
})

const countCards = async (filter: string) =>
  (await read(`/1/boards/${main().id}/cards/${filter}?fields=name`)).length

describe("a board", () => {
  it("filters its cards", async () => {
    expect(await countCards("open")).toBe(19)
    expect(await countCards("closed")).toBe(1)
    expect(await countCards("all")).toBe(20)
    expect(await countCards("complete")).toBe(2)
  })

  it("brings lists, cards, labels, members and workspace along when asked", async () => {
    const query = "lists=open&cards=open&card_fields=name&labels=all&members=all&organization=true"
    const board = await read(`/1/boards/${main().shortLink}?fields=name&${query}`)
    expect(board.lists.map((list: { name: string }) => list.name)).toEqual(
      main().lists.map(({ name }) => name),
    )
    expect([board.cards.length, board.labels.length, board.members.length]).toEqual([19, 11, 5])
    expect(board.organization.displayName).toBe("Northwind Studio")
  })

  it("says who is what", async () => {
    const memberships = await read(`/1/boards/${main().id}/memberships?member=true`)
    expect(memberships.map((one: { memberType: string }) => one.memberType)).toEqual([
      "admin",
      "normal",
      "normal",
      "observer",
      "normal",
    ])
    expect(memberships[0].member.fullName).toBe("Amara Okafor")
  })
})

const buildUrls = (count: number) => Array.from({ length: count }, () => "/members/me").join(",")

describe("batch", () => {
  it("answers each address with its own status", async () => {
    const urls = `/members/me%3Ffields=id%2Cusername,/cards/${"0".repeat(24)},/boards/x`
    const answers = await read(`/1/batch?urls=${urls}`)
    expect(answers.map((answer: object) => Object.keys(answer)[0])).toEqual([
      "200",
      "statusCode",
      "statusCode",
    ])
    expect(answers[0]["200"].username).toBe("diegofernandez")
    expect(answers.slice(1).map((one: { statusCode: number }) => one.statusCode)).toEqual([
      404, 400,
    ])
  })

  it("takes ten addresses and no more", async () => {
    expect((await trello.get(`/1/batch?urls=${buildUrls(10)}`, tokens)).status).toBe(200)
    expect((await trello.get(`/1/batch?urls=${buildUrls(11)}`, tokens)).status).toBe(400)
  })
})
