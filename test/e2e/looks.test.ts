import { mkdir } from "node:fs/promises"
import { resolve } from "node:path"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, inject, it } from "vitest"
import { lookAt } from "./look.ts"
import { buildStage, closeBrowser, consentTo, type Stage } from "./stage.ts"

const folder = resolve(import.meta.dirname, "screenshots")

beforeAll(() => mkdir(folder, { recursive: true }))
afterAll(closeBrowser)

describe.each(["light", "dark"] as const)("every page of the Power-Up in %s", (theme) => {
  let stage: Stage
  let shot = 0
  beforeAll(async () => {
    shot = 0
    stage = await buildStage({ colorScheme: theme })
    await stage.look("member of the board")
  })
  afterAll(() => stage.close())

  /** Keeps a picture for people to look at, and looks itself for what a picture can get wrong. */
  async function look(name: string, page: Page = stage.page, frameOf?: string): Promise<void> {
    shot += 1
    const file = `${theme}-${String(shot).padStart(2, "0")}-${name}.png`
    await lookAt(page, frameOf ?? null, resolve(folder, file))
  }

  it("asks before consent, waits, and lets choose a board", async () => {
    await stage.openCard("Redesign the navigation")
    const push = await stage.openPush()
    await push.getByRole("button", { name: "Connect Trello and Miro" }).waitFor()
    await look("push-before-consent", stage.page, "/push/")
    const [window] = await Promise.all([
      stage.context.waitForEvent("page"),
      push.getByRole("button", { name: "Connect Trello and Miro" }).click(),
    ])
    await push.getByText("Go on in the other window").waitFor()
    await look("push-waiting", stage.page, "/push/")
    await Promise.all([window.waitForEvent("close"), consentTo(window)])
    await push.getByRole("option", { name: /Sprint 48 planning/ }).waitFor()
    await look("push-boards", stage.page, "/push/")
    await push.getByRole("combobox").fill("no such board")
    await push
      .getByText(/no board|nothing/i)
      .first()
      .waitFor()
    await look("push-boards-none", stage.page, "/push/")
    await push.getByRole("combobox").fill("")
    await push.getByRole("option", { name: /Sprint 48 planning/ }).click()
    await push.getByRole("button", { name: "Push to Miro" }).waitFor()
    await look("push-ready", stage.page, "/push/")
  })

  it("says what came of a push and what went wrong", async () => {
    const push = stage.page.frameLocator('iframe[src*="/push/"]')
    await stage.standIns.faults("miro", {
      method: "POST",
      path: "/v2/boards/*/app_cards",
      kind: "status",
      status: 409,
    })
    await push.getByRole("button", { name: "Push to Miro" }).click()
    await push.getByRole("alert").waitFor()
    await look("push-error", stage.page, "/push/")
    await push.getByRole("button", { name: "Try again" }).click()
    await push.getByRole("link", { name: "Open in Miro" }).waitFor()
    await look("push-result", stage.page, "/push/")
    const popup = stage.page.getByRole("dialog", { name: "Push to Miro" })
    await popup.getByRole("button", { name: "Close" }).click()
    await stage.page.frameLocator('iframe[src*="/section/"]').getByText("Sprint 48").waitFor()
    await look("card-back-with-section", stage.page, "/section/")
  })

  it("shows settings and the authorization popup", async () => {
    await stage.look("member of the board")
    await stage.openMenu("Settings")
    const settings = stage.page.frameLocator('iframe[src*="/settings/"]')
    await settings.getByText("Ann Keller").waitFor()
    await look("settings", stage.page, "/settings/")
    await settings.getByRole("button", { name: "Disconnect Miro" }).click()
    await look("settings-disconnect", stage.page, "/settings/")
    await stage.look("guest of")
    await stage.openMenu("Authorize account")
    const consent = stage.page.frameLocator('iframe[src*="/consent/"]')
    await consent.getByRole("button", { name: /Connect/ }).waitFor()
    await look("consent", stage.page, "/consent/")
  })

  it("shows links to Miro boards, and what is left of a card that is gone", async () => {
    await stage.look("member of the board")
    await stage.openCard("Redesign the navigation")
    await stage.attach(await stage.miroUrl("Product roadmap"), "Our roadmap")
    const links = stage.page.frameLocator('iframe[src*="/attachments/"]')
    await links.getByRole("link", { name: /Open in Miro/ }).waitFor()
    await look("attachments", stage.page, "/attachments/")
    await links.getByRole("button", { name: /Show the board here/ }).click()
    const board = links.frameLocator("iframe")
    await board.getByText("Interview five customers").first().waitFor({ state: "attached" })
    await look("attachments-live", stage.page, "/attachments/")
    const window = await stage.context.newPage()
    await window.goto(`${inject("stack").app}/gone/?reason=card_out_of_reach`)
    await window.getByRole("heading", { name: /out of reach/ }).waitFor()
    await look("gone", window)
    await window.close()
  })

  it("asks in its own window where the opener is cut, and says why a consent failed", async () => {
    await stage.standIns.quirks("trello", { opener: "cut" })
    await stage.look("admin of the board")
    await stage.openCard("Redesign the navigation")
    const push = await stage.openPush()
    const [window] = await Promise.all([
      stage.context.waitForEvent("page"),
      push.getByRole("button", { name: "Connect Trello and Miro" }).click(),
    ])
    await consentTo(window)
    await window.getByRole("button", { name: "Yes, connect" }).waitFor()
    await look("callback-question", window)
    await window.getByRole("button", { name: "No", exact: true }).click()
    await window.getByText("Nothing was connected.").waitFor()
    await look("callback-refused", window)
  })
})
