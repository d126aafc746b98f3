import { beforeAll, beforeEach, describe, expect, inject, it } from "vitest"
import type { LinksAnswer, PushAnswer } from "../../core/contract/cards.ts"
import type { LinkSync } from "../../core/contract/sync.ts"
import { connectDirectly, type DirectMiro, type MiroItem } from "../journey/directMiro.ts"
import type { Person } from "../journey/person.ts"
import { TrelloPerson } from "../journey/trelloEdits.ts"
import { setStage, type Stage } from "../soak/people.ts"

const stack = inject("stack")

let stage: Stage
let member: Person
let trello: TrelloPerson
let miro: DirectMiro
let card: string
let board: { readonly id: string; readonly name: string }
let item: string

beforeAll(async () => {
  stage = await setStage(stack)
  const { workspace } = stage.member.options
  await stage.standIns.reset()
  await stage.member.api("POST", "/api/me/remove", { workspace })
  await stage.begin()
  trello = new TrelloPerson(stack.trello, stage.member.options.member)
  miro = await connectDirectly(stack.miro, stage.standIns)
})

beforeEach(async () => {
  const made = await webhooks()
  const cards = await stage.standIns.addBoard(3)
  member = stage.member.on(cards.id)
  card = cards.cards[0]?.id ?? ""
  board = await miro.makeBoard("In step")
  const pushed = (await member.push(card, board, stage.grants.miro)).body as PushAnswer
  item = pushed.link.item
  await until(async () => (await webhooks()) === made + 1)
})

/** How many webhooks Trello was asked to make. */
async function webhooks(): Promise<number> {
  const rows = await stage.standIns.requests("trello")
  return rows.filter(
    ({ method, path, status }) =>
      method === "POST" && path.startsWith("/1/webhooks") && status === 200,
  ).length
}

async function until(ready: () => Promise<boolean>, ms = 15_000): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    if (await ready()) return
    await new Promise((later) => setTimeout(later, 100))
  }
  throw new Error("It never happened")
}

const shown = (): Promise<MiroItem> => miro.read(board.id, item)

async function standing(as: Person = member): Promise<LinkSync | undefined> {
  const { workspace } = as.options
  const links = await as.api("GET", `/api/cards/${card}/links?workspace=${workspace}`)
  return (links.body as LinksAnswer).links[0]?.sync
}

/** Moves the card to the first list of a Trello board. */
async function move(idBoard: string): Promise<void> {
  const lists = await trello.edit<{ id: string }[]>("GET", `/boards/${idBoard}/lists`)
  await trello.edit("PUT", `/cards/${card}`, { idBoard, idList: lists[0]?.id })
}

describe("a card that changes on Trello", () => {
  it("shows its new title, list and description on Miro within seconds", async () => {
    const began = Date.now()
    await trello.edit("PUT", `/cards/${card}`, { name: "Menu, new", desc: "A **bold** plan" })
    await until(async () => (await shown()).data.title.includes("Menu, new"))
    expect(Date.now() - began).toBeLessThan(5_000)
    expect((await shown()).data.description).toContain("<strong>bold</strong>")
    await until(async () => (await standing())?.state === "in_step")
    expect(await standing()).toMatchObject({ mine: true, reason: null })
  })

  it("reads as archived, and as open again", async () => {
    const chips = async () => ((await shown()).data.fields ?? []).map(({ value }) => value)
    await trello.edit("PUT", `/cards/${card}`, { closed: true })
    await until(async () => (await chips()).includes("Archived"))
    await trello.edit("PUT", `/cards/${card}`, { closed: false })
    await until(async () => !(await chips()).includes("Archived"))
    expect((await shown()).data.status).toBe("connected")
  })

  it("keeps its content and says so when it was deleted", async () => {
    const before = (await shown()).data
    await trello.edit("DELETE", `/cards/${card}`)
    await until(async () => (await shown()).data.status === "disabled")
    const after = (await shown()).data
    expect(after.description).toBe(before.description)
    expect(after.title).toContain("/gone/?reason=card_deleted")
    expect(after.fields?.[0]?.value).toBe("Deleted in Trello")
    expect(after.fields?.slice(1)).toEqual(before.fields)
  })

  it("stays in step on the Trello board that it is moved to, and back again", async () => {
    const there = await stage.standIns.addBoard(1)
    const home = member.options.board
    await move(there.id)
    const moved = stage.member.on(there.id)
    const first = await moved.api(
      "GET",
      `/api/cards/${card}/links?workspace=${moved.options.workspace}`,
    )
    const { links, moving } = first.body as LinksAnswer
    expect(moving === true || links.length === 1).toBe(true)
    await until(async () => (await standing(moved))?.state === "in_step")
    await trello.edit("PUT", `/cards/${card}`, { name: "On another board" })
    await until(async () => (await shown()).data.title.includes("On another board"))
    await move(home)
    await trello.edit("PUT", `/cards/${card}`, { name: "Home again" })
    await until(async () => (await shown()).data.title.includes("Home again"))
    expect((await shown()).data.status).toBe("connected")
    await until(async () => (await standing())?.state === "in_step")
    const path = `/v2/boards/${encodeURIComponent(board.id)}/items`
    expect((await miro.call<{ data: unknown[] }>("GET", path)).data).toHaveLength(1)
  })

  it("ends where it is moved to a board without the Power-Up", async () => {
    const there = await stage.standIns.addBoard(1)
    await trello.edit("PUT", "/_page/plugin", { board: there.id, enabled: false })
    await move(there.id)
    await until(async () => (await shown()).data.status === "disabled")
    expect((await shown()).data.title).toContain("/gone/?reason=card_out_of_reach")
  })

  it("stops with the Power-Up and goes on with it", async () => {
    await trello.edit("PUT", "/_page/plugin", { board: member.options.board, enabled: false })
    await until(async () => (await shown()).data.status === "disconnected")
    await trello.edit("PUT", "/_page/plugin", { board: member.options.board, enabled: true })
    await trello.edit("PUT", `/cards/${card}`, { name: "While it was off" })
    await standing()
    await until(async () => (await shown()).data.title.includes("While it was off"))
    expect((await shown()).data.status).toBe("connected")
  })
})
