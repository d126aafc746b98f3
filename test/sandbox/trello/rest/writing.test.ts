import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Client, startClient } from "../testing.ts"

let trello: Client
let token = ""
beforeAll(async () => {
  trello = await startClient()
})
afterAll(() => trello.close())
beforeEach(async () => {
  await trello.control("reset")
  const scope = "read:board:trello write:board:trello offline_access"
  token = (await trello.connect("diegofernandez", scope)).access_token
})

const main = () => trello.board("Website relaunch")
const named = (name: string) => main().cards.find((card) => card.name === name)?.id ?? ""
const call = (method: string, path: string, body?: unknown) =>
  trello.call(method, path, body === undefined ? { token } : { token, body })
const read = async (path: string) => JSON.parse((await call("GET", path)).text)
const actions = async (filter: string) =>
  (await read(`/1/boards/${main().id}/actions?filter=${filter}`)) as {
    id: string
    type: string
    data: Record<string, { id: string; name: string } & Record<string, unknown>>
    appCreator: { idPlugin: string } | null
  }[]

describe("cards", () => {
  it("are created at the end of their list, with an action that names the Power-Up", async () => {
    const [list] = main().lists
    const { json } = await call("POST", "/1/cards", {
      idList: list?.id,
      name: "New",
      due: "2030-01-02",
    })
    expect(json).toMatchObject({ name: "New", idList: list?.id, due: "2030-01-02T00:00:00.000Z" })
    expect(json["idShort"]).toBe(21)
    const cards = await read(`/1/lists/${list?.id}/cards`)
    expect(cards.at(-1).id).toBe(json["id"])
    const [newest] = await actions("createCard")
    expect(newest?.data["card"]?.name).toBe("New")
    expect(newest?.appCreator?.idPlugin).toBe(trello.seed.idPlugin)
  })

  it("change with one action for each field, naming what was before", async () => {
    const path = `/1/cards/${named("Kick-off")}`
    const { json } = await call("PUT", path, { name: "Start", desc: "", dueComplete: true })
    expect([json["name"], json["desc"]]).toEqual(["Start", ""])
    const changes = await actions("updateCard")
    expect(changes.map((action) => Object.keys(action.data["old"] ?? {}))).toEqual([
      ["desc"],
      ["name"],
    ])
    expect(changes[1]?.data["old"]?.name).toBe("Kick-off")
  })

  it("move with listBefore and listAfter, found by updateCard:idList", async () => {
    const target = main().lists[4]
    await call("PUT", `/1/cards/${named("Contact form")}`, { idList: target?.id })
    const [move] = await actions("updateCard:idList")
    expect([move?.data["listBefore"]?.name, move?.data["listAfter"]?.id]).toEqual([
      "Review",
      target?.id,
    ])
    expect(await actions("updateCard:closed")).toEqual([])
  })

  it("lose nothing when a value of a change is wrong", async () => {
    const path = `/1/cards/${named("Kick-off")}`
    const answer = await call("PUT", path, { name: "Changed", due: "someday" })
    expect([answer.status, answer.text]).toEqual([400, "invalid value for due"])
    expect((await read(path)).name).toBe("Kick-off")
  })

  it.each(["name", "desc"])("take 16,384 characters of %s and no more", async (field) => {
    const path = `/1/cards/${named("Kick-off")}`
    expect((await call("PUT", path, { [field]: "a".repeat(16_384) })).status).toBe(200)
    const answer = await call("PUT", path, { [field]: "a".repeat(16_385) })
    expect([answer.status, answer.text]).toEqual([400, `invalid value for ${field}`])
  })

  it("are gone after DELETE; the action has no name", async () => {
    const id = named("Buy the domain")
    expect((await call("DELETE", `/1/cards/${id}`)).status).toBe(200)
    expect((await call("GET", `/1/cards/${id}`)).status).toBe(404)
    const [action] = await actions("deleteCard")
    expect(Object.keys(action?.data["card"] ?? {})).toEqual(["id", "idShort", "shortLink"])
  })

  it("are not created in a list of another workspace", async () => {
    const idList = trello.board("Mobile app").lists[0]?.id
    expect((await call("POST", "/1/cards", { idList, name: "x" })).status).toBe(403)
  })
})

describe("what hangs on cards", () => {
  it("labels go on once and come off", async () => {
    const [label] = (await read(`/1/boards/${main().id}/labels`)) as { id: string }[]
    const path = `/1/cards/${named("Pick photographs for the team page")}/idLabels`
    expect((await call("POST", path, { value: label?.id })).text).toBe(JSON.stringify([label?.id]))
    expect((await call("POST", path, { value: label?.id })).text).toBe("label not found")
    await call("DELETE", `${path}/${label?.id}`)
    expect((await actions("addLabelToCard,removeLabelFromCard")).map(({ type }) => type)).toEqual([
      "removeLabelFromCard",
      "addLabelToCard",
    ])
  })

  it("refuses the label of another board and somebody who cannot see the board", async () => {
    const card = named("Kick-off")
    const other = trello.board("Mobile app").id
    expect((await call("POST", `/1/cards/${card}/idLabels`, { value: other })).status).toBe(400)
    const value = trello.member("tomlindqvist")
    expect((await call("POST", `/1/cards/${card}/idMembers`, { value })).status).toBe(400)
  })

  it("comments are written, changed and counted", async () => {
    const path = `/1/cards/${named("Kick-off")}`
    const { json } = await call("POST", `${path}/actions/comments`, { text: "Hello" })
    await call("PUT", `${path}/actions/${String(json["id"])}/comments`, { text: "Hello again" })
    const [comment] = (await read(`${path}/actions`)) as { data: { text: string } }[]
    expect(comment?.data.text).toBe("Hello again")
    expect((await read(path)).badges.comments).toBe(1)
  })

  it("attachments are addresses on the web", async () => {
    const path = `/1/cards/${named("Kick-off")}/attachments`
    expect((await call("POST", path, { url: "javascript:alert(1)" })).status).toBe(400)
    const { json } = await call("POST", path, {
      url: "https://miro.com/app/board/x/",
      name: "Miro",
    })
    expect((await read(path)).map((one: { name: string }) => one.name)).toEqual(["Miro"])
    await call("DELETE", `${path}/${String(json["id"])}`)
    expect(await read(path)).toEqual([])
  })

  it("check items are ticked", async () => {
    const path = `/1/cards/${named("Write the style guide")}`
    const { id } = (await read(`${path}/checklists`))[0].checkItems[2]
    await call("PUT", `${path}/checkItem/${id}`, { state: "complete" })
    expect((await read(path)).badges.checkItemsChecked).toBe(3)
    expect(await actions("updateCheckItemStateOnCard")).toHaveLength(1)
  })
})

const ids = async (query: string) =>
  (await read(`/1/boards/${main().id}/actions?filter=updateCard&${query}`)).map(
    (action: { id: string }) => action.id,
  )

describe("actions", () => {
  it("are found since and before an id or a date", async () => {
    const path = `/1/cards/${named("Kick-off")}`
    const date = new Date().toISOString()
    for (const name of ["One", "Two", "Three"]) await call("PUT", path, { name })
    const all = await actions("updateCard")
    expect(all).toHaveLength(3)
    expect(await ids(`since=${all[2]?.id}`)).toEqual([all[0]?.id, all[1]?.id])
    expect(await ids(`before=${all[0]?.id}`)).toEqual([all[1]?.id, all[2]?.id])
    expect(await ids(`since=${date}&limit=1`)).toEqual([all[0]?.id])
  })
})
