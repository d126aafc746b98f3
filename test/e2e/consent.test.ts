import type { FrameLocator, Page } from "playwright-core"
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest"
import { buildStage, closeBrowser, consentTo, type Stage } from "./stage.ts"

let stage: Stage
let push: FrameLocator
beforeEach(async () => {
  stage = await buildStage()
  await stage.look("member of the board")
  await stage.openCard("Redesign the navigation")
  push = await stage.openPush()
})
afterEach(() => stage.close())
afterAll(closeBrowser)

async function pressConnect(name = "Connect Trello and Miro"): Promise<Page> {
  const [window] = await Promise.all([
    stage.context.waitForEvent("page"),
    push.getByRole("button", { name }).click(),
  ])
  return window
}

describe("the consent window", () => {
  it("closes itself when both consents are confirmed by the page that opened it", async () => {
    const window = await pressConnect()
    await Promise.all([window.waitForEvent("close"), consentTo(window)])
    await push.getByRole("option", { name: /Sprint 48 planning/ }).waitFor()
  })

  it("says on both sides that nothing was connected when the person cancels", async () => {
    const window = await pressConnect()
    await window.getByRole("button", { name: "Cancel" }).click()
    await push.getByText("You did not allow access at Trello").waitFor()
    await push.getByRole("button", { name: "Connect Trello and Miro" }).waitFor()
  })

  it("keeps Trello connected when the person cancels at Miro", async () => {
    const window = await pressConnect()
    await consentTo(window, null)
    await window.getByRole("button", { name: "Cancel" }).click()
    await push.getByText("You did not allow access at Miro").waitFor()
    await push.getByRole("button", { name: "Connect Miro", exact: true }).waitFor()
  })

  it("is missed when the person closes it, and can be opened again", async () => {
    const window = await pressConnect()
    await window.getByRole("button", { name: "Allow" }).waitFor()
    await window.close()
    await push.getByText(/window was closed/i).waitFor()
    const second = await pressConnect()
    await Promise.all([second.waitForEvent("close"), consentTo(second)])
    await push.getByRole("option", { name: /Sprint 48 planning/ }).waitFor()
  })

  it("finishes for a popup that was closed and opened again meanwhile", async () => {
    const { page } = stage
    const window = await pressConnect()
    await window.getByRole("button", { name: "Allow" }).waitFor()
    await page.bringToFront()
    await page
      .getByRole("dialog", { name: "Push to Miro" })
      .getByRole("button", { name: "Close" })
      .click()
    push = await stage.openPush()
    await push.getByText("You started connecting in another window").waitFor()

    await consentTo(window)
    await window.getByText(/Connect the Miro account Ann Keller/).waitFor()
    await window
      .getByText(/Trello account Diego Fernández in the workspace Northwind Studio/)
      .waitFor()
    await window.getByRole("button", { name: "Yes, connect" }).click()
    await push.getByRole("option", { name: /Sprint 48 planning/ }).waitFor()
  })

  it("asks for itself, naming both accounts, where the opener is cut", async () => {
    await stage.standIns.quirks("trello", { opener: "cut" })
    const window = await pressConnect()
    await consentTo(window)
    const closed = window.waitForEvent("close")
    await window.getByRole("button", { name: "Yes, connect" }).click()
    await closed
    await push.getByRole("option", { name: /Sprint 48 planning/ }).waitFor()
  })

  it("connects nothing when the person says no where the opener is cut", async () => {
    await stage.standIns.quirks("trello", { opener: "cut" })
    const window = await pressConnect()
    await consentTo(window)
    await window.getByRole("button", { name: "No", exact: true }).click()
    await window.getByText("Nothing was connected.").waitFor()
    const answer = await stage.person("member of the board").connections()
    expect(answer.body).toMatchObject({ trello: { state: "never_connected" }, miro: [] })
  })

  it("refuses another Trello account than the one on the board", async () => {
    const window = await pressConnect()
    await window.getByRole("combobox").selectOption({ label: "Amara Okafor (@amaraokafor)" })
    await window.getByRole("button", { name: "Allow" }).click()
    await push.getByText("Trello was signed in with another account").waitFor()
    await window.getByText("Trello was signed in with another account").waitFor()
  })

  it("leads back when a Miro admin must approve the app first", async () => {
    await stage.standIns.quirks("miro", { adminApproval: true })
    const window = await pressConnect()
    await consentTo(window, null)
    await window.getByText(/admin/i).first().waitFor()
    await window.close()
    await push
      .getByText(/your Miro admin/)
      .first()
      .waitFor()
    await push.getByRole("button", { name: /Connect/ }).waitFor()
  })
})
