import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { basename } from "node:path"
import type { Frame, Page } from "playwright-core"
import { expect } from "vitest"

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

/** Trello loads a section anew when the card's entry changed, also while somebody looks at it. */
const LOOKS_MAX = 3
const WENT = /No frame shows|Frame was detached|context was destroyed/

/**
 * Keeps a picture of a page for people to look at, and looks itself for what a picture can get wrong. `frameOf` is
 * part of the address of the frame that is looked at; null for the page itself.
 */
export async function lookAt(page: Page, frameOf: string | null, file: string): Promise<void> {
  for (let look = 1; ; look++) {
    try {
      return await lookOnce(page, frameOf, file)
    } catch (error) {
      if (look === LOOKS_MAX || !WENT.test(String(error))) throw error
    }
  }
}

async function lookOnce(page: Page, frameOf: string | null, file: string): Promise<void> {
  const frame = frameOf === null ? page.mainFrame() : await findFrame(page, frameOf)
  await frame.evaluate(() => document.fonts.ready.then(() => undefined))
  if (frameOf !== null) await (await frame.frameElement()).scrollIntoViewIfNeeded()
  await frame.evaluate(painted)
  await page.screenshot({ path: file })
  const name = basename(file)
  expect(await overflowing(frame), `${name}: cut off at the side`).toEqual([])
  expect(await violations(frame), `${name}: accessibility`).toEqual([])
}

/** What just came into view is drawn two frames later. */
function painted(): Promise<void> {
  return new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => done()))
  })
}

async function findFrame(page: Page, path: string): Promise<Frame> {
  const element = await page.locator(`iframe[src*="${path}"]`).elementHandle()
  const frame = await element?.contentFrame()
  if (!frame) throw new Error(`No frame shows ${path}`)
  await frame.waitForLoadState()
  return frame
}

/** Elements whose text is wider than they are, which no scrolling shows. */
function overflowing(frame: Frame): Promise<string[]> {
  return frame.evaluate(() => {
    const root = document.documentElement
    const wide = root.scrollWidth > root.clientWidth + 1 ? [`page ${root.scrollWidth}`] : []
    return wide
  })
}

/** What axe finds against WCAG 2.2 AA. */
async function violations(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe)
  return frame.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(options: object): Promise<{
          violations: { id: string; nodes: { target: string[]; failureSummary?: string }[] }[]
        }>
      }
    }
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    const { violations } = await axe.run({ runOnly: tags, iframes: false })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")} ${failureSummary}`),
    )
  })
}
