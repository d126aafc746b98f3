import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { buildStage, type Stage } from "../fixture/stage.ts"

/** Far above what any machine needs; without windows over long lists it is missed by minutes. */
const bound = 20_000
const drawnAtMost = 400

let stage: Stage
beforeAll(async () => {
  stage = await buildStage()
}, 60_000)
afterAll(() => stage.close())

async function seed(cards: number): Promise<string> {
  const answer = await stage.page.request.post(`${stage.trello}/_sandbox/seed`, { data: { cards } })
  return ((await answer.json()) as { id: string }).id
}

/** Milliseconds that something takes. */
async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return Math.round(performance.now() - start)
}

const first = (page: Page) => page.getByRole("region", { name: "List 1", exact: true })

/** For how many cards the Power-Up was asked for badges; at least for those that are in view. */
async function countAsked(page: Page): Promise<number> {
  const connector = page.frames().find((frame) => frame.url().includes("/connector"))
  const asked = (): Promise<number> | undefined =>
    connector?.evaluate<number>("new Set(window.asked['card-badges'] ?? []).size")
  await expect.poll(asked, { timeout: bound }).toBeGreaterThan(5)
  return (await asked()) ?? 0
}

async function scrollToEnd(page: Page, last: string): Promise<void> {
  const cards = first(page).locator(".cards")
  await expect
    .poll(
      async () => {
        await cards.evaluate((element) => element.scrollTo(0, element.scrollHeight))
        return first(page).getByRole("link", { name: last, exact: true }).count()
      },
      { timeout: bound, interval: 20 },
    )
    .toBe(1)
}

describe.each([200, 5000])("a board of %i cards", (cards) => {
  it("opens, scrolls, shows a card and moves it without making anybody wait", async () => {
    const { page, trello } = stage
    const board = await seed(cards)
    const last = `Card ${cards - 4}`
    const times = {
      open: await time(async () => {
        await page.goto(`${trello}/b/${board}`)
        await page.getByRole("link", { name: "Card 1", exact: true }).waitFor()
      }),
      scroll: await time(() => scrollToEnd(page, last)),
      card: await time(async () => {
        await page.getByRole("link", { name: last, exact: true }).click()
        await page.getByRole("dialog", { name: last }).waitFor()
      }),
      drag: 0,
      saved: 0,
    }
    await page.keyboard.press("Escape")
    const target = page.getByRole("region", { name: "List 2", exact: true })
    const moved = target.getByRole("link", { name: last, exact: true })
    const put = page.waitForResponse((response) => response.request().method() === "PUT")
    times.drag = await time(async () => {
      await first(page)
        .locator(".card", { hasText: last })
        .dragTo(target.locator("[data-row]").first())
      await moved.waitFor()
    })
    times.saved = await time(() => put)
    console.info(`${cards} cards, milliseconds: ${JSON.stringify(times)}`)
    for (const took of Object.values(times)) expect(took).toBeLessThan(bound)
    expect(await page.locator(".card").count()).toBeLessThan(drawnAtMost)
    expect(await countAsked(page)).toBeLessThan(drawnAtMost)
    await page.reload()
    await moved.waitFor()
  })
})
