import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest"
import { buildStage, closeBrowser, consentTo, type Stage } from "./stage.ts"

let stage: Stage
beforeEach(async () => {
  stage = await buildStage()
})
afterEach(() => stage.close())
afterAll(closeBrowser)

describe("pushing a card in Chromium", () => {
  it("goes from both consents to an app card on the Miro board, and back with Undo", async () => {
    const { page, context } = stage
    await stage.look("member of the board")
    const back = await stage.openCard("Redesign the navigation")
    const push = await stage.openPush()

    const [window] = await Promise.all([
      context.waitForEvent("page"),
      push.getByRole("button", { name: "Connect Trello and Miro" }).click(),
    ])
    await consentTo(window)
    await push.getByText("Sprint 48 planning").click()
    await push.getByRole("button", { name: "Push to Miro" }).click()
    await push.getByRole("link", { name: "Open in Miro" }).waitFor()

    const miro = await stage.miroPage("Sprint 48 planning")
    const item = miro.getByRole("list", { name: "Items on the board" }).getByRole("listitem")
    await item.filter({ hasText: "Redesign the navigation" }).waitFor()
    const text = await item.filter({ hasText: "Redesign the navigation" }).innerText()
    expect(text).toContain("Search stays visible on phones")
    for (const field of [
      "In progress",
      "3/7",
      "Design",
      "Urgent",
      "Diego Fernández",
      "田中 由紀",
    ]) {
      expect(text).toContain(field)
    }

    await back
      .getByRole("button", { name: /On Miro|Sprint 48/ })
      .first()
      .waitFor()
    await page.frameLocator('iframe[src*="/section/"]').getByText("Sprint 48 planning").waitFor()

    await push.getByRole("button", { name: "Undo" }).click()
    await push
      .getByText(/removed|undone|took/i)
      .first()
      .waitFor()
    await expect
      .poll(() => item.filter({ hasText: "Redesign the navigation" }).count(), { timeout: 10_000 })
      .toBe(0)
    await expect.poll(() => page.locator('iframe[src*="/section/"]').count()).toBe(0)
    expect(stage.errors).toEqual([])
  })
})
