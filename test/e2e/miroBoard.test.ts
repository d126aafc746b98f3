import { readFileSync } from "node:fs"
import { mkdir } from "node:fs/promises"
import { createRequire } from "node:module"
import { resolve } from "node:path"
import type { Page } from "playwright-core"
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from "vitest"
import { type BoardClient, openBoard } from "../sandbox/miro/boardClient.ts"
import { ANN, ROADMAP, VERA } from "../sandbox/miro/seed.ts"
import { attachRig, type Rig } from "../sandbox/miro/testing.ts"
import { buildStage, closeBrowser, type Stage } from "./stage.ts"

const folder = resolve(import.meta.dirname, "screenshots")
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

let stage: Stage
let rig: Rig
let ann: BoardClient
beforeEach(async () => {
  stage = await buildStage()
  rig = await attachRig(inject("stack").miro)
  ann = await openBoard(rig, ANN)
})
afterEach(() => stage.close())
afterAll(closeBrowser)

async function open(id: string, viewer = ANN, page?: Page): Promise<Page> {
  const tab = page ?? (await stage.context.newPage())
  await tab.setViewportSize({ width: 1280, height: 800 })
  await tab.request.post(`${rig.origin}/_page/viewer`, { data: { user: viewer } })
  await tab.goto(`${rig.origin}/app/board/${encodeURIComponent(id)}/`)
  await tab.getByRole("main").waitFor()
  return tab
}
const entry = (page: Page, text: string) =>
  page
    .getByRole("list", { name: "Items on the board" })
    .getByRole("listitem")
    .filter({ hasText: text })
const drawn = (page: Page, id: string) => page.locator(`.canvas [data-item="${id}"]`)
const read = async (id: string) => (await ann.call("GET", `items/${id}`)).json

describe("a Miro board in Chromium", () => {
  it("shows what REST does at once, and is worked on by keyboard alone", async () => {
    const page = await open(ROADMAP)
    const data = { title: "Fix login", status: "connected" }
    const { id } = await ann.make("app_cards", { data, position: { x: 0, y: 0 } })
    await entry(page, "Fix login").getByRole("button", { name: "Show" }).press("Enter")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Shift+ArrowDown")
    await expect.poll(async () => (await read(id)).position).toMatchObject({ x: 8, y: 40 })

    await page.keyboard.press("Control+d")
    await expect.poll(() => entry(page, "Fix login").count()).toBe(2)
    await entry(page, "Disconnected").waitFor()
    await page.keyboard.press("Delete")
    await expect.poll(() => entry(page, "Fix login").count()).toBe(1)
    expect((await ann.call("GET", `app_cards/${id}`)).status).toBe(404)
    expect(stage.errors).toEqual([])
  })

  it("takes a card into the frame that it is dragged to", async () => {
    const page = await open(ROADMAP)
    const frame = (await ann.all("&type=frame"))[0]
    const { id } = await ann.make("app_cards", { position: { x: -300, y: 0 } })
    await page.getByRole("button", { name: "Show everything" }).click()
    const from = await drawn(page, id).boundingBox()
    const to = await drawn(page, frame?.id ?? "").boundingBox()
    if (from === null || to === null) throw new Error("Nothing is drawn")
    await page.mouse.move(from.x + from.width / 2, from.y + 8)
    await page.mouse.down()
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 })
    await page.mouse.up()
    await expect.poll(async () => (await read(id)).parent?.id).toBe(frame?.id)
    const place = (await read(id)).position
    expect(place.relativeTo).toBe("parent_top_left")
    expect(stage.errors).toEqual([])
  })

  it("lets those who may only look do just that", async () => {
    const page = await open(ROADMAP, VERA)
    const card = (await ann.all("&type=card"))[0]
    await drawn(page, card?.id ?? "").click()
    await page.keyboard.press("Delete")
    await page.keyboard.press("ArrowRight")
    await entry(page, "Interview five customers").waitFor()
    expect(await page.getByRole("button", { name: /Copy|Delete/ }).count()).toBe(0)
    expect(await read(card?.id ?? "")).toEqual(card)
  })
})

describe("boards of every size", () => {
  it("draw what can be seen, find the rest, and look right in light and dark", async () => {
    await mkdir(folder, { recursive: true })
    const page = await stage.context.newPage()
    for (const count of [0, 1, 30, 1000]) {
      const id = await boardOf(count)
      await open(id, ANN, page)
      expect(await page.locator(".canvas .item").count()).toBeLessThanOrEqual(60)
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme })
        const path = resolve(folder, `${colorScheme}-miro-${count}.png`)
        await page.screenshot({ path })
        const wrong = count === 0 || count === 30 ? await violations(page) : []
        expect(wrong, `${count} in ${colorScheme}`).toEqual([])
      }
    }
    await page.getByRole("searchbox", { name: "Find items" }).fill("card 987")
    await expect.poll(() => entry(page, "Card").count()).toBe(1)
    await entry(page, "Card 987").getByRole("button", { name: "Show" }).click()
    await page.locator(".canvas .selected", { hasText: "Card 987" }).waitFor()
    await page.getByRole("button", { name: "Show everything" }).click()
    await page.locator("canvas.far").waitFor()
    expect(stage.errors).toEqual([])
  })
})

/** A board with a frame for up to 30 app cards, or columns of more. */
async function boardOf(count: number): Promise<string> {
  const { id } = (await ann.call("POST", "/v2/boards", { name: `A board of ${count}` })).json
  const board = await openBoard(rig, ANN, id)
  const frame =
    count === 30
      ? await board.make("frames", {
          data: { title: "Sprint 48" },
          geometry: { width: 2000, height: 1400 },
        })
      : null
  const rows = Array.from({ length: count }, (_, n) => ({
    type: "app_card",
    data: {
      title: `<p>Card ${n}</p>`,
      status: n % 3 === 0 ? "disabled" : "connected",
      fields: [{ value: "Doing", tooltip: "List" }],
    },
    position: { x: 200 + Math.floor(n / 6) * 380, y: 150 + (n % 6) * 220 },
    ...(frame === null ? {} : { parent: { id: frame.id } }),
  }))
  for (let from = 0; from < count; from += 20) {
    await board.call("POST", "items/bulk", rows.slice(from, from + 20))
    if (from % 800 === 780) await rig.control("clock", { advanceSeconds: 60 })
  }
  return id
}

/** What axe finds against WCAG 2.2 AA. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(options: object): Promise<{
          violations: { id: string; nodes: { target: string[]; failureSummary?: string }[] }[]
        }>
      }
    }
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    const { violations } = await axe.run({ runOnly })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")} ${failureSummary}`),
    )
  })
}
