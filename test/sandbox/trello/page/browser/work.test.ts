import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { buildStage, type Stage } from "../fixture/stage.ts"

let stage: Stage
beforeAll(async () => {
  stage = await buildStage()
}, 60_000)
afterAll(() => stage.close())

const slow = { timeout: 10_000 }
const dialog = (name: string) => stage.page.getByRole("dialog", { name, exact: true })
const button = (name: string) => stage.page.getByRole("button", { name, exact: true })
const list = (name: string) => stage.page.getByRole("region", { name, exact: true })

async function open(name: string): Promise<void> {
  await stage.page.getByRole("link", { name, exact: true }).click()
  await dialog(name).waitFor()
}

/** What Trello's API says of a card whose back is open. */
async function card(part = ""): Promise<Record<string, unknown>> {
  const shortLink = new URL(stage.page.url()).pathname.split("/")[2]
  const answer = await stage.page.request.get(`${stage.trello}/1/cards/${shortLink}${part}`)
  return (await answer.json()) as Record<string, unknown>
}

/** Waits until Trello has it; then the page has it too. */
function stored(part: string, wanted: unknown): Promise<void> {
  return expect.poll(() => card(part), slow).toMatchObject(wanted as object)
}

describe("a card on the board page", () => {
  it("gets another title and description", async () => {
    await stage.look("Diego Fernández")
    await open("Contact form")
    await stage.page.getByLabel("Card title").fill("Contact page")
    await stage.page.keyboard.press("Enter")
    await dialog("Contact page").waitFor()
    const description = stage.page.getByRole("region", { name: "Description" })
    await description.getByRole("button").first().click()
    await description.getByRole("textbox").fill("With a **map**")
    await description.getByRole("button", { name: "Save" }).click()
    await description.getByText("map").waitFor()
    await expect
      .poll(() => card(), slow)
      .toMatchObject({ name: "Contact page", desc: "With a **map**" })
  })

  it("gets labels that are made, changed and deleted on the way", async () => {
    await button("Labels").click()
    await button("Create a new label").click()
    await dialog("Labels").getByLabel("Name").fill("Sea")
    await dialog("Labels").getByLabel("Colour").selectOption("sky_dark")
    await dialog("Labels").getByRole("button", { name: "Create" }).click()
    await dialog("Labels").getByRole("checkbox", { name: "Sea", exact: true }).check()
    await stored("", { labels: expect.arrayContaining([expect.objectContaining({ name: "Sea" })]) })
    await button("Edit label Sea").click()
    await dialog("Labels").getByLabel("Name").fill("Ocean")
    await dialog("Labels").getByRole("button", { name: "Save" }).click()
    await button("Edit label Ocean").click()
    await button("Delete from the board").click()
    await button("Create a new label").waitFor()
    const { labels } = await card()
    expect(labels).not.toContainEqual(expect.objectContaining({ name: "Ocean" }))
    await stage.page.keyboard.press("Escape")
  })

  it("gets members and a due date, which can be done and taken away", async () => {
    await button("Members").click()
    await dialog("Members")
      .getByRole("checkbox", { name: /Priya Raman/ })
      .check()
    await stage.page.keyboard.press("Escape")
    await button("Dates").click()
    await dialog("Dates").getByLabel("Due date").fill("2027-03-01T09:30")
    await dialog("Dates").getByRole("button", { name: "Save" }).click()
    await stage.page.getByText("Mar 1, 2027, 9:30").waitFor()
    await stage.page.getByRole("checkbox", { name: "Mark due date as complete" }).check()
    await stored("", { dueComplete: true })
    await button("Dates").click()
    await dialog("Dates").getByRole("button", { name: "Remove" }).click()
    await stored("", { due: null })
    await stored("/members", expect.arrayContaining([expect.objectContaining({ initials: "PR" })]))
  })

  it("gets checklists to name, fill, tick and delete", async () => {
    await button("Checklist").click()
    await dialog("Add a checklist").getByLabel("Title").fill("Before")
    await dialog("Add a checklist").getByRole("button", { name: "Add" }).click()
    const section = (name: string) => stage.page.getByRole("region", { name, exact: true })
    await section("Before").getByPlaceholder("Add an item").fill("Ask legal")
    await stage.page.keyboard.press("Enter")
    await section("Before").getByRole("checkbox", { name: "Ask legal" }).check()
    await section("Before").getByRole("button", { name: "Ask legal", exact: true }).click()
    await stage.page.getByLabel("Rename item").fill("Ask twice")
    await stage.page.keyboard.press("Enter")
    await section("Before").getByRole("button", { name: "Before", exact: true }).click()
    await stage.page.getByLabel("Rename checklist").fill("After")
    await stage.page.keyboard.press("Enter")
    await section("After").getByText("100%").waitFor()
    const items = [expect.objectContaining({ name: "Ask twice", state: "complete" })]
    const after = expect.objectContaining({ name: "After", checkItems: items })
    await stored("/checklists", expect.arrayContaining([after]))
    await button("Remove Ask twice").click()
    await section("After").getByText("0%").waitFor()
    await button("Delete checklist After").click()
    await expect.poll(() => section("After").count(), slow).toBe(0)
  })

  it("gets comments, which their author changes and deletes", async () => {
    const comments = stage.page.getByRole("region", { name: "Comments and activity" })
    await comments.getByLabel("Write a comment").fill("First draft")
    await comments.getByRole("button", { name: "Save" }).click()
    const own = comments.getByRole("listitem").filter({ hasText: "First draft" })
    await own.getByRole("button", { name: "Edit" }).click()
    await comments.getByLabel("Edit comment").fill("Second draft")
    await comments.getByRole("button", { name: "Save" }).click()
    const changed = comments.getByRole("listitem").filter({ hasText: "Second draft" })
    await changed.getByRole("button", { name: "Delete" }).click()
    await expect.poll(() => changed.count(), slow).toBe(0)
  })

  it("gets links and loses them", async () => {
    await button("Attach a link").click()
    await dialog("Attach a link").getByLabel("Link").fill("https://example.com/plan")
    await dialog("Attach a link").getByLabel("Name").fill("The plan")
    await button("Attach").click()
    await stage.page.getByRole("link", { name: "The plan" }).waitFor()
    await button("Remove attachment The plan").click()
    await stage.page.getByRole("link", { name: "The plan" }).waitFor({ state: "detached" })
    await expect.poll(() => card("/attachments"), slow).toEqual([])
  })

  it("moves to a place that the keyboard chooses, and to another board", async () => {
    await stage.look("Diego Fernández")
    await open("Contact page")
    await stage.page.getByRole("button", { name: /^Move/ }).press("Enter")
    await dialog("Move card").getByLabel("List").selectOption("Ideas")
    await dialog("Move card").getByLabel("Position").fill("2")
    await dialog("Move card").getByRole("button", { name: "Move" }).press("Enter")
    await button("Move, in list Ideas").waitFor()
    await stage.page.keyboard.press("Escape")
    await expect
      .poll(() => list("Ideas").locator(".card-title").nth(1).textContent(), slow)
      .toBe("Contact page")
    await open("Contact page")
    await stage.page.getByRole("button", { name: /^Move/ }).click()
    await dialog("Move card").getByLabel("Board").selectOption({ label: "Home renovation" })
    await dialog("Move card").getByRole("button", { name: "Move" }).click()
    await stage.page.getByText("Moved to Home renovation.").waitFor()
    await dialog("Contact page").waitFor({ state: "detached" })
    expect(new URL(stage.page.url()).pathname).toMatch(/^\/b\//)
  })
})

describe("cards and lists on the board page", () => {
  it("can be added, archived, found again, restored and deleted", async () => {
    await list("Review").getByRole("button", { name: "Add a card" }).click()
    await stage.page.getByLabel("Title of the new card in Review").fill("Temporary")
    await stage.page.keyboard.press("Enter")
    await open("Temporary")
    await button("Archive").click()
    await stage.page.getByText("This card is archived.").waitFor()
    await button("Close card").click()
    await button("Archived items").click()
    await button("Send to board: Temporary").click()
    await list("Review").getByRole("link", { name: "Temporary" }).waitFor()
    await stage.page.keyboard.press("Escape")
    await open("Temporary")
    await button("Archive").click()
    await button("Delete Temporary").click()
    await dialog("Delete card?").getByRole("button", { name: "Delete" }).click()
    await dialog("Temporary").waitFor({ state: "detached" })
    expect(await stage.page.getByRole("link", { name: "Temporary" }).count()).toBe(0)
  })

  it("can be lists that are added, renamed, archived and restored", async () => {
    await stage.page.getByLabel("Name of the new list").fill("Later")
    await stage.page.keyboard.press("Enter")
    await list("Later").getByRole("button", { name: "Later", exact: true }).click()
    await stage.page.getByLabel("Rename list").fill("Much later")
    await stage.page.keyboard.press("Enter")
    await button("List actions of Much later").click()
    await button("Archive this list").click()
    await list("Much later").waitFor({ state: "detached" })
    await button("Archived items").click()
    await button("Send to board: list Much later").click()
    await expect.poll(() => list("Much later").count(), slow).toBe(1)
    await stage.page.keyboard.press("Escape")
  })

  it("say in words what Trello refuses, and go back to what is", async () => {
    const { page } = stage
    await page.route("**/1/cards/*", (route) =>
      route.request().method() === "PUT"
        ? route.fulfill({ status: 403, body: "Not today." })
        : route.continue(),
    )
    await list("Next up").locator(".card").first().dragTo(list("Review").locator(".cards"))
    await page.getByRole("alert").getByText("Not today.").waitFor()
    await page.unroute("**/1/cards/*")
    const back = list("Next up").getByRole("link", { name: "Write the style guide" })
    await expect.poll(() => back.count(), slow).toBe(1)
  })

  it("show what others change, and another person's own board", async () => {
    const { page, trello } = stage
    await open("Write the style guide")
    const path = new URL(page.url()).pathname.split("/")[2]
    await page.request.put(`${trello}/1/cards/${path}`, { data: { name: "Write the manual" } })
    await dialog("Write the manual").waitFor()
    await page.keyboard.press("Escape")
    await page.getByRole("button", { name: /^Looking as/ }).click()
    await page.getByRole("button", { name: /田中 由紀/ }).click()
    await page.getByRole("button", { name: "Looking as: 田中 由紀" }).waitFor()
    const adder = list("Next up").getByRole("button", { name: "Add a card" })
    await expect.poll(() => adder.count(), slow).toBe(1)
  })
})
