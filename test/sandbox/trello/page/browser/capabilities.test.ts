import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { buildStage, type Stage } from "../fixture/stage.ts"

let stage: Stage
beforeAll(async () => {
  stage = await buildStage()
}, 60_000)
afterAll(() => stage.close())
beforeEach(() => stage.look("Diego Fernández"))

const slow = { timeout: 10_000 }
const dialog = (name: string) => stage.page.getByRole("dialog", { name, exact: true })
const button = (name: string) => stage.page.getByRole("button", { name, exact: true })
const list = (name: string) => stage.page.getByRole("region", { name, exact: true })
const alert = (words: string) => stage.page.locator(".alert").getByText(words)

/** The hidden page of the Power-Up. */
function connector() {
  const frame = stage.page.frames().find((one) => one.url().includes("/connector"))
  if (frame === undefined) throw new Error("The connector is not loaded.")
  return frame
}

async function openCard(name: string): Promise<void> {
  await stage.page.getByRole("link", { name, exact: true }).click()
  await dialog(name).waitFor()
}

async function attach(url: string, name = ""): Promise<void> {
  await button("Attach a link").click()
  await dialog("Attach a link").getByLabel("Link").fill(url)
  await dialog("Attach a link").getByLabel("Name").fill(name)
  await button("Attach").click()
}

/** How often the Power-Up was asked for the badges of a card. */
const asked = () => connector().evaluate<number>("(window.asked['card-badges'] ?? []).length")

const row = (name: string) =>
  stage.page.getByRole("region", { name: "Attachments" }).locator("li", { hasText: name })

describe("what a Power-Up adds to a board", () => {
  it("are buttons in the header, for those whom they are meant for", async () => {
    await button("Overview").click()
    await dialog("Overview").getByRole("button", { name: "Show" }).click()
    await dialog("A modal").getByRole("button", { name: "Close" }).click()
    await stage.look("ليلى حداد")
    await button("For everybody").click()
    await alert("Hello").waitFor()
    expect(await button("Overview").count()).toBe(0)
  })

  it("are at most three actions of a list, and none that took more than 150 ms", async () => {
    await button("For everybody").waitFor()
    await button("List actions of Review").click()
    await dialog("List actions").getByRole("button", { name: "Three" }).waitFor()
    expect(await button("Four").count()).toBe(0)
    await dialog("List actions").getByRole("button", { name: "Two" }).click()
    await alert("Two in Review").waitFor()
    await connector().evaluate("window.slow = true")
    await button("List actions of Review").click()
    await button("Archive this list").waitFor()
    await stage.page.waitForTimeout(600)
    expect(await button("Late").count()).toBe(0)
    await stage.page.keyboard.press("Escape")
  })

  it("are ways to sort a list, which Trello then keeps", async () => {
    await button("For everybody").waitFor()
    const titles = () => list("Next up").locator(".card-title").allTextContents()
    const before = await titles()
    await button("List actions of Next up").click()
    await button("Sort: By name").click()
    const sorted = before.toSorted((a, b) => a.localeCompare(b))
    await expect.poll(titles, slow).toEqual(sorted)
    await stage.page.reload()
    await list("Next up").locator(".card").first().waitFor()
    expect(await titles()).toEqual(sorted)
  })

  it("are name and description of a card that is made of an address", async () => {
    await button("For everybody").waitFor()
    await list("Done 🎉").getByRole("button", { name: "Add a card" }).click()
    const field = stage.page.getByLabel("Title of the new card in Done 🎉")
    await field.fill("https://boards.example/7")
    await field.press("Enter")
    await openCard("Board 7")
    await dialog("Board 7").getByText("From an address").waitFor()
    await stage.page.keyboard.press("Escape")
    await field.fill("https://elsewhere.example/8")
    await field.press("Enter")
    const plain = list("Done 🎉").getByRole("link", { name: "https://elsewhere.example/8" })
    await expect.poll(() => plain.count(), slow).toBe(1)
  })

  it("are badges, asked for only where a card is in view", async () => {
    await button("For everybody").waitFor()
    await expect.poll(asked, slow).toBeGreaterThan(3)
    const shown = await stage.page.locator("[data-card]").evaluateAll(
      (cards) =>
        cards.filter((card) => {
          const { left, top } = card.getBoundingClientRect()
          return left < window.innerWidth && top < window.innerHeight
        }).length,
    )
    await stage.page.waitForTimeout(300)
    expect(await asked()).toBeLessThanOrEqual(shown)
  })
})

describe("what a Power-Up makes of attachments", () => {
  it("is a section of its own for those that it claims, with a title from a function", async () => {
    await openCard("Contact form")
    await attach("https://boards.example/1")
    await attach("https://boards.example/2")
    const section = stage.page.getByRole("region", { name: "2 boards" })
    await section.frameLocator("iframe").getByText("mark").waitFor()
    expect(await stage.page.getByRole("region", { name: "Attachments" }).count()).toBe(0)
  })

  it("is a thumbnail, or words for an address, or nothing", async () => {
    await openCard("Alternative texts for all images")
    await attach("https://example.com/picture")
    await attach("https://example.com/known")
    await attach("https://example.com/other", "Another")
    await row("A picture").getByText("Changed").waitFor()
    expect(await row("A picture").locator(".logo img").count()).toBe(1)
    await row("A known page").getByText("seen before").waitFor()
    await row("A known page").getByRole("button", { name: "Wave" }).click()
    await alert("Waved").waitFor()
    expect(await row("Another").locator("img").count()).toBe(0)
  })
})

describe("who looks", () => {
  it("decides what a Power-Up offers: nobody signed in sees what is for everybody, on public boards alone", async () => {
    const { page, trello } = stage
    const seed = (await (await page.request.get(`${trello}/_sandbox/seed`)).json()) as {
      readonly boards: readonly { readonly id: string; readonly name: string }[]
    }
    const open = seed.boards.find(({ name }) => name === "Public roadmap")
    await stage.look(null)
    await page.getByRole("heading", { name: "Board not found" }).waitFor()
    await page.goto(`${trello}/b/${open?.id ?? ""}`)
    await button("For everybody").waitFor()
    expect(await button("Overview").count()).toBe(0)
    await button("Power-Ups of this board").click()
    await dialog("Power-Ups").getByText("Sign in to use this Power-Up.").waitFor()
    for (const name of ["Settings", "Authorize account", "Disable"]) {
      expect(await button(name).count()).toBe(0)
    }
    await page.keyboard.press("Escape")
    await page.locator(".card-title").first().click()
    expect(await page.getByLabel("Write a comment").count()).toBe(0)
  })

  it("is a guest with the board's rights and without the workspace's", async () => {
    await stage.look("田中 由紀")
    await openCard("Contact form")
    await button("Power-Ups").click()
    await button("Open page").click()
    await stage.popup.getByRole("button", { name: "Mark" }).click()
    const section = stage.page.getByRole("region", { name: "Sample section" })
    await section.frameLocator("iframe").getByText("mark 1").waitFor()
    expect(await button("For admins").count()).toBe(0)
  })
})

describe("what a Power-Up is told", () => {
  it("are refusals in words, of a secret that everybody would see", async () => {
    await button("Overview").click()
    await dialog("Overview").getByRole("button", { name: "Share a secret" }).click()
    await expect.poll(() => alert("Detected potential secret").count(), slow).toBe(1)
  })

  it("are texts in the page's language, and secrets that the page kept", async () => {
    await openCard("Contact form")
    await button("Power-Ups").click()
    await button("Open page").click()
    await stage.popup.getByText("2 texts").waitFor()
    await expect.poll(() => stage.popup.getByText("secret kept").count(), slow).toBe(1)
  })

  it("is the theme, when it changes", async () => {
    await openCard("Contact form")
    await button("Power-Ups").click()
    await button("Open page").click()
    const mode = () => stage.popup.locator("html").getAttribute("data-color-mode")
    const before = await mode()
    await stage.page.evaluate("document.querySelector('button[aria-label^=\"Switch to\"]').click()")
    await expect.poll(mode, slow).not.toBe(before)
  })

  it("is its end, by whomever it is disabled", async () => {
    const { page, trello } = stage
    await button("For everybody").waitFor()
    const board = new URL(page.url()).pathname.split("/")[2]
    const turn = (enabled: boolean) =>
      page.request.put(`${trello}/_page/plugin`, { data: { board, enabled } })
    await turn(false)
    await button("For everybody").waitFor({ state: "detached" })
    expect(await page.locator("#iframe-io-host iframe").count()).toBe(0)
    await turn(true)
    await button("For everybody").waitFor()
    await button("Power-Ups of this board").click()
    await button("Disable").click()
    await button("For everybody").waitFor({ state: "detached" })
    const answer = await page.request.get(`${trello}/1/boards/${board}/pluginData`)
    expect(JSON.stringify(await answer.json())).toContain("left")
    await turn(true)
  })
})
