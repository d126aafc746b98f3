import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest"
import { buildStage, closeBrowser, type Stage } from "./stage.ts"

let stage: Stage
beforeEach(async () => {
  stage = await buildStage()
  const member = stage.person("member of the board")
  const { users, teams } = await stage.standIns.miroSeed()
  await stage.standIns.consent("trello", "allow", member.options.member)
  await stage.standIns.consent("miro", "allow", users[0]?.id, teams[0]?.id)
  await member.connect()
  await stage.standIns.consent("trello", "ask")
  await stage.standIns.consent("miro", "ask")
  await stage.look("member of the board")
})
afterEach(() => stage.close())
afterAll(closeBrowser)

describe("the settings", () => {
  it("say whose each connection is, what it allows and when it was checked", async () => {
    await stage.openMenu("Settings")
    const settings = stage.page.frameLocator('iframe[src*="/settings/"]')
    for (const text of ["Diego Fernández", "Ann Keller", "Northwind Product"]) {
      await settings.getByText(text).waitFor()
    }
    expect(await settings.getByText("Connected", { exact: true }).count()).toBe(2)
    await settings.getByText("What it allows").first().click()
    await settings.getByText("Stay connected while you are away").waitFor()
  })

  it("disconnect Miro at once, at Miro too, and connect it again", async () => {
    await stage.openMenu("Settings")
    const settings = stage.page.frameLocator('iframe[src*="/settings/"]')
    await settings.getByRole("button", { name: "Disconnect Miro" }).click()
    await settings.getByRole("button", { name: "Disconnect", exact: true }).click()
    await settings.getByText("You disconnected it.").waitFor()
    const revocation = (await stage.standIns.requests("miro")).filter(
      ({ path }) => path === "/v2/oauth/revoke",
    )
    expect(revocation.at(-1)).toMatchObject({ status: 204 })

    const [window] = await Promise.all([
      stage.context.waitForEvent("page"),
      settings.getByRole("button", { name: "Connect Miro", exact: true }).click(),
    ])
    await window.getByRole("radio", { name: "Northwind Product" }).check()
    await window.getByRole("button", { name: "Allow" }).click()
    await expect.poll(() => settings.getByText("Connected", { exact: true }).count()).toBe(2)
  })
})
