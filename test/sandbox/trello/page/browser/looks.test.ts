import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { buildStage, type Stage } from "../fixture/stage.ts"

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")
const everybody = [
  "Amara Okafor",
  "Diego Fernández",
  "Priya Raman",
  "ليلى حداد",
  "田中 由紀",
  "Tom Lindqvist",
  null,
]
/** One who may edit, one who may look, one who sees no board. */
const oneOfEach = ["Diego Fernández", "ليلى حداد", null]

let stage: Stage
beforeAll(async () => {
  stage = await buildStage()
}, 60_000)
afterAll(() => stage.close())

/** What axe finds against WCAG 2.2 AA, and whether the page is wider than its window. */
async function faults(): Promise<string[]> {
  await stage.page.evaluate(axe)
  return stage.page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(
          options: object,
        ): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>
      }
    }
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    const { violations } = await axe.run({ runOnly, iframes: false })
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ["too wide"] : []
    return [
      ...wide,
      ...violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target }) => `${id} ${target.join(" ")}`),
      ),
    ]
  })
}

describe.each([
  ["light", 1280, 800, everybody],
  ["dark", 1024, 700, oneOfEach],
] as const)("the board page in %s at %i × %i", (colorScheme, width, height, people) => {
  beforeAll(async () => {
    await stage.page.emulateMedia({ colorScheme })
    await stage.page.setViewportSize({ width, height })
  })

  it("is accessible for people of the seed, also for those who may not see the board", async () => {
    for (const person of people) {
      await stage.look(person)
      await stage.page.getByRole("heading", { level: 1 }).waitFor()
      expect([person, ...(await faults())]).toEqual([person])
    }
  })

  it("is accessible with a card and each of its forms open", async () => {
    const { page } = stage
    await stage.look("Diego Fernández")
    await page.getByRole("link", { name: "Redesign the navigation" }).click()
    await page.getByRole("dialog", { name: "Redesign the navigation" }).waitFor()
    for (const name of ["Labels", "Dates", "Checklist", "Members", "Attach a link", "Power-Ups"]) {
      await page.getByRole("button", { name, exact: true }).click()
      expect([name, ...(await faults())]).toEqual([name])
      await page.keyboard.press("Escape")
    }
  })

  it("is accessible with each of the board's menus open", async () => {
    const { page } = stage
    await stage.look("Diego Fernández")
    for (const name of [
      "Switch boards",
      "Power-Ups of this board",
      "Archived items",
      "List actions of Ideas",
      "Looking as: Diego Fernández",
    ]) {
      await page.getByRole("button", { name, exact: true }).click()
      expect([name, ...(await faults())]).toEqual([name])
      await page.keyboard.press("Escape")
    }
  })
})
