import { mkdir } from "node:fs/promises"
import { resolve } from "node:path"
import type { FrameLocator } from "playwright-core"
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest"
import { TrelloPerson } from "../journey/trelloEdits.ts"
import { buildStage, closeBrowser, consentTo, type Stage } from "./stage.ts"
import { lookAt } from "./look.ts"

const folder = resolve(import.meta.dirname, "screenshots")
beforeAll(() => mkdir(folder, { recursive: true }))
afterAll(closeBrowser)

let stage: Stage
afterEach(() => stage.close())

const BULK = { method: "POST", path: "/v2/boards/*/items/bulk" } as const

/** Opens the window for many cards from the board's button, connects, and chooses the Miro board. */
async function openWindow(): Promise<FrameLocator> {
  const { page, context } = stage
  await page.getByRole("button", { name: "Push to Miro" }).first().click()
  const modal = page.frameLocator('iframe[src*="/board/"]')
  const [window] = await Promise.all([
    context.waitForEvent("page"),
    modal.getByRole("button", { name: "Connect Trello and Miro" }).click(),
  ])
  await consentTo(window)
  await modal.getByRole("option", { name: /Sprint 48 planning/ }).click()
  await modal.getByRole("button", { name: /^Push \d+ cards$/ }).waitFor()
  return modal
}

describe.each(["light", "dark"] as const)("pushing a whole board in Chromium, %s", (theme) => {
  it("tells before, shows progress through a reload, reports, and takes it back", async () => {
    stage = await buildStage({ colorScheme: theme })
    const { page, standIns } = stage
    const look = (name: string) =>
      lookAt(page, "/board/", resolve(folder, `${theme}-many-${name}.png`))
    await stage.look("member of the board")
    let modal = await openWindow()
    await look("plan")

    const wait = { ...BULK, kind: "status", status: 429, headers: { "retry-after": "4" } } as const
    await standIns.faults("miro", wait)
    await modal.getByRole("button", { name: /^Push \d+ cards$/ }).click()
    await modal.getByRole("progressbar").waitFor()
    await look("progress")

    await page.reload()
    await page.getByText("In progress").first().waitFor()
    await page.getByRole("button", { name: "Push to Miro" }).first().click()
    modal = page.frameLocator('iframe[src*="/board/"]')
    await modal.getByRole("link", { name: "Open in Miro" }).waitFor()
    await look("report")
    const miro = await stage.miroPage("Sprint 48 planning")
    const items = miro.getByRole("list", { name: "Items on the board" }).getByRole("listitem")
    await items.filter({ hasText: "Redesign the navigation" }).waitFor()
    await miro.screenshot({ path: resolve(folder, `${theme}-many-miro.png`) })

    await modal.getByRole("button", { name: "Undo" }).click()
    await look("undo")
    await modal.getByRole("button", { name: /19 cards/ }).click()
    await modal
      .getByText(/19 cards were removed|Removed 19|19 cards are off/i)
      .first()
      .waitFor()
    await look("undone")
    expect(await items.filter({ hasText: "Redesign the navigation" }).count()).toBe(0)
    expect(stage.errors).toEqual([])
  })
})

it("pushes the list whose menu was opened, can be cancelled, and follows the list's name", async () => {
  stage = await buildStage()
  const { page, standIns, board } = stage
  await stage.look("member of the board")
  await page.getByRole("button", { name: "List actions of Next up" }).click()
  await page.getByRole("button", { name: "Push list to Miro" }).click()
  const { context } = stage
  const modal = page.frameLocator('iframe[src*="/board/"]')
  const [window] = await Promise.all([
    context.waitForEvent("page"),
    modal.getByRole("button", { name: "Connect Trello and Miro" }).click(),
  ])
  await consentTo(window)
  await modal.getByRole("option", { name: /Sprint 48 planning/ }).click()
  await modal.getByRole("button", { name: "Push 5 cards" }).waitFor()
  await standIns.faults("miro", { ...BULK, kind: "delay", delayMs: 1_200 })
  await modal.getByRole("button", { name: "Push 5 cards" }).click()
  await modal.getByRole("progressbar").waitFor()
  await modal.getByRole("button", { name: "Cancel" }).click()
  await modal.getByRole("button", { name: "Cancel the push" }).click()
  await modal.getByRole("heading", { name: "Push to “Sprint 48 planning” cancelled" }).waitFor()

  await modal.getByRole("button", { name: "Push again" }).click()
  await modal.getByRole("button", { name: "Push 5 cards" }).click()
  await modal.getByRole("link", { name: "Open in Miro" }).waitFor()
  const miro = await stage.miroPage("Sprint 48 planning")
  const items = miro.getByRole("list", { name: "Items on the board" }).getByRole("listitem")
  await items.filter({ hasText: "Next up" }).first().waitFor()
  const trello = new TrelloPerson(
    inject("stack").trello,
    stage.person("member of the board").options.member,
  )
  const lists = await trello.edit<{ id: string; name: string }[]>(
    "GET",
    `/boards/${board.id}/lists`,
  )
  const list = lists.find(({ name }) => name === "Next up")
  await trello.edit("PUT", `/lists/${list?.id}`, { name: "After the launch" })
  await items.filter({ hasText: "After the launch" }).first().waitFor()
  expect(stage.errors).toEqual([])
})
