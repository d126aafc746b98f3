import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from "vitest"
import { buildStage, closeBrowser, consentTo, type Stage } from "./stage.ts"

let stage: Stage
beforeEach(async () => {
  stage = await buildStage()
  await stage.look("member of the board")
})
afterEach(() => stage.close())
afterAll(closeBrowser)

/** Connects both accounts and pushes the open card. */
async function pushTo(board: string): Promise<void> {
  const push = await stage.openPush()
  const [window] = await Promise.all([
    stage.context.waitForEvent("page"),
    push.getByRole("button", { name: "Connect Trello and Miro" }).click(),
  ])
  await consentTo(window)
  await push.getByText(board).click()
  await push.getByRole("button", { name: "Push to Miro" }).click()
  await push.getByRole("link", { name: "Open in Miro" }).waitFor()
  const popup = stage.page.getByRole("dialog", { name: "Push to Miro" })
  await popup.getByRole("button", { name: "Close" }).click()
}

describe("the card back in Chromium", () => {
  it("shows how the card stands on Miro and what it looks like there, and pushes it elsewhere", async () => {
    await stage.openCard("Redesign the navigation")
    await pushTo("Sprint 48 planning")
    const section = stage.page.frameLocator('iframe[src*="/section/"]')
    await section.getByText(/^In step since/).waitFor()
    const picture = section.getByRole("figure", { name: /Sprint 48 planning/ })
    await picture.waitFor()
    expect(await picture.innerText()).toContain("Redesign the navigation")

    await section.getByRole("button", { name: "Push to another board" }).press("Enter")
    const push = stage.page.frameLocator('iframe[src*="/push/"]')
    await push.getByRole("heading", { name: /Sprint 48 planning/ }).waitFor()
    expect(stage.errors).toEqual([])
  })

  it("draws the card anew when somebody changes it on Trello", async () => {
    const back = await stage.openCard("Redesign the navigation")
    await pushTo("Sprint 48 planning")
    const picture = stage.page.frameLocator('iframe[src*="/section/"]').getByRole("figure")
    await picture.getByText("Redesign the navigation").waitFor()
    await back.getByLabel("Card title").fill("Redesign the menu")
    await back.getByLabel("Card title").press("Enter")
    await picture.getByText("Redesign the menu").waitFor()
    expect(stage.errors).toEqual([])
  })

  it("shows a link to a Miro board as a drawing, and the board itself on a press", async () => {
    await stage.openCard("Redesign the navigation")
    await stage.attach(await stage.miroUrl("Product roadmap"), "Our roadmap")
    const shown = stage.page.frameLocator('iframe[src*="/attachments/"]')
    await shown.getByRole("link", { name: "Open in Miro: “Our roadmap”" }).waitFor()
    expect(stage.page.frames().some((frame) => frame.url().includes("/live-embed/"))).toBe(false)

    await shown.getByRole("button", { name: "Show the board here: “Our roadmap”" }).click()
    const board = shown.frameLocator('iframe[src*="/live-embed/"]')
    const items = board.getByRole("list", { name: "Items on the board" })
    await items.getByText("Interview five customers").waitFor()
    expect(await board.getByRole("button").count()).toBe(0)

    await shown.getByRole("button", { name: "Hide the board: “Our roadmap”" }).click()
    await expect.poll(() => shown.locator("iframe").count()).toBe(0)
    expect(stage.errors).toEqual([])
  })

  it("leaves links to other places to Trello", async () => {
    await stage.openCard("Redesign the navigation")
    await stage.attach("https://miro.com.evil.example/app/board/a=/", "Not a board")
    await stage.page.getByRole("link", { name: "Not a board" }).waitFor()
    expect(await stage.page.locator('iframe[src*="/attachments/"]').count()).toBe(0)
  })

  it("tells in a tab of its own that a card is gone", async () => {
    const { page } = stage
    const { app } = inject("stack")
    await page.goto(`${app}/gone/?reason=card_deleted`)
    await page.getByRole("heading", { name: "This Trello card was deleted" }).waitFor()
    await page.goto(`${app}/gone/?reason=<script>`)
    await page.getByRole("heading", { name: "This Trello card cannot be opened" }).waitFor()
    expect(stage.errors).toEqual([])
  })
})
