import { mkdir } from "node:fs/promises"
import { resolve } from "node:path"
import type { FrameLocator } from "playwright-core"
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest"
import { TrelloPerson } from "../journey/trelloEdits.ts"
import { lookAt } from "./look.ts"
import { buildStage, closeBrowser, type Stage } from "./stage.ts"

const folder = resolve(import.meta.dirname, "screenshots")
const stack = inject("stack")
beforeAll(() => mkdir(folder, { recursive: true }))
afterAll(closeBrowser)

let stage: Stage
afterEach(() => stage.close())

/** Connects, opens a board of its own, and pushes its first card to a Miro board, over HTTP. */
async function pushed(theme: "light" | "dark") {
  stage = await buildStage({ colorScheme: theme })
  const { standIns, page } = stage
  const [user, team] = await standIns.miroSeed().then(({ users, teams }) => [users[0], teams[0]])
  const somebody = stage.person("member of the board")
  await standIns.consent("trello", "allow", somebody.options.member)
  await standIns.consent("miro", "allow", user?.id, team?.id)
  await somebody.connect()
  const board = await standIns.addBoard(3)
  const [card] = board.cards
  if (card === undefined) throw new Error("The new board has no cards")
  const person = somebody.on(board.id)
  const connection = `miro:${user?.id}:${team?.id}`
  const { boards } = await standIns.miroSeed()
  const miroBoard = boards.find(({ name }) => name === "Sprint 48 planning")
  if (miroBoard === undefined) throw new Error("The seed lacks the Miro board")
  await person.push(card.id, { id: miroBoard.id, name: miroBoard.name }, connection)
  const trello = new TrelloPerson(stack.trello, somebody.options.member)
  await page.request.post(`${stack.trello}/_page/viewer`, {
    data: { member: somebody.options.member },
  })
  const open = async () => {
    await page.goto(`${stack.trello}/c/${card.shortLink}`)
    await page.getByRole("dialog").first().waitFor()
  }
  return { card, person, trello, miroBoard, open, connection }
}

/** The card's section in a theme, in step and looked at. */
async function inStep(theme: "light" | "dark") {
  const card = await pushed(theme)
  const { page } = stage
  const look = (name: string) =>
    lookAt(page, "/section/", resolve(folder, `${theme}-standing-${name}.png`))
  await card.open()
  // Nobody has opened a page since the push over HTTP: the popup notes where the card is.
  const push = await stage.openPush()
  await push.getByRole("option", { name: /Sprint 48 planning/ }).click()
  await push.getByRole("button", { name: "Push to Miro" }).click()
  await push.getByRole("link", { name: "Open in Miro" }).waitFor()
  await card.open()
  const section = page.frameLocator('iframe[src*="/section/"]')
  await section.getByText("In step").waitFor()
  await look("in-step")
  return { ...card, section, look }
}

describe.each(["light", "dark"] as const)("the back of a card that is on Miro, %s", (theme) => {
  it("shows that it was deleted there, and that a change is on its way", async () => {
    const { card, trello, open, section, look } = await inStep(theme)
    const { standIns } = stage
    const items = await itemsOnMiro()
    await items.filter({ hasText: "Card 1" }).getByRole("button", { name: "Delete" }).click()
    await trello.edit("PUT", `/cards/${card.id}`, { name: "Deleted on Miro" })
    await untilShown("Gone from Miro", open, section)
    await look("gone")
    await section.getByRole("button", { name: "Push again" }).click()
    await items.filter({ hasText: "Deleted on Miro" }).waitFor()

    const path = "/v2/boards/*/app_cards/*"
    await standIns.faults("miro", { method: "PATCH", path, kind: "hold" })
    await trello.edit("PUT", `/cards/${card.id}`, { name: "A new name" })
    await untilShown("A change is on its way", open, section)
    await look("waiting")
    await standIns.post("miro", "release", {})
    await items.filter({ hasText: "A new name" }).waitFor()
    expect(stage.errors.filter((error) => !error.includes("409"))).toEqual([])
  })
})

/** Cuts the pusher's Miro connection, and shows that the card is paused. */
async function paused(theme: "light" | "dark") {
  const stands = await inStep(theme)
  const { card, person, trello, connection, open, section, look } = stands
  const { workspace } = person.options
  await person.api("POST", "/api/connections/disconnect", { workspace, connection })
  await trello.edit("PUT", `/cards/${card.id}`, { name: "Nobody carries this over" })
  await untilShown("Paused", open, section)
  await look("paused")
  return stands
}

it("shows in the dark that a card is paused", async () => {
  await paused("dark")
  expect(stage.errors.filter((error) => !error.includes("409"))).toEqual([])
})

it("goes on with a paused card by itself once its pusher has reauthorized", async () => {
  const { person, connection, open } = await paused("light")
  const [, user, team] = connection.split(":")
  await stage.standIns.consent("miro", "allow", user, team)
  await person.connect(["miro"])
  await open()
  const items = await itemsOnMiro()
  await items.filter({ hasText: "Nobody carries this over" }).waitFor({ timeout: 30_000 })
  expect(stage.errors.filter((error) => !error.includes("409"))).toEqual([])
})

it("is in step on the Trello board that it was moved to, opened at once", async () => {
  const { card, trello, section, look } = await inStep("light")
  const { id } = await stage.standIns.addBoard(1)
  const lists = await trello.edit<{ id: string }[]>("GET", `/boards/${id}/lists`)
  await trello.edit("PUT", `/cards/${card.id}`, { idBoard: id, idList: lists[1]?.id })
  await stage.page.goto(`${stack.trello}/c/${card.shortLink}`)
  await section.getByText("Sprint 48 planning").waitFor()
  await section.getByText("In step").waitFor()
  await look("moved")
  await trello.edit("PUT", `/cards/${card.id}`, { name: "On its new board" })
  const items = await itemsOnMiro()
  await items.filter({ hasText: "On its new board" }).waitFor()
  expect(await items.count()).toBe(1)
  expect(stage.errors).toEqual([])
})

async function itemsOnMiro() {
  const miro = await stage.miroPage("Sprint 48 planning")
  return miro.getByRole("list", { name: "Items on the board" }).getByRole("listitem")
}

/** Opens the card again and again until its section says how it stands. */
async function untilShown(
  words: string,
  open: () => Promise<void>,
  section: FrameLocator,
): Promise<void> {
  await expect
    .poll(
      async () => {
        await open()
        await section
          .getByText(/In step|Paused|Gone from|on its way/)
          .first()
          .waitFor()
        return section.getByText(words).count()
      },
      { timeout: 20_000, interval: 700 },
    )
    .toBeGreaterThan(0)
}
