import { mkdir } from "node:fs/promises"
import { resolve } from "node:path"
import type { BrowserContext, Page } from "playwright-core"
import { afterEach, type RunnerTask } from "vitest"

const FOLDER = resolve(import.meta.dirname, "screenshots", "failed")
/** Characters of a frame's text that are printed. */
const MAX_TEXT = 500

/** The open pages, each with what was logged on it and what got no answer. */
const pages = new Map<Page, string[]>()

/** Watches every page of a context, so that a test that fails can tell what was on the screen. */
export function keepEvidence(context: BrowserContext): void {
  context.on("page", (page) => {
    const lines: string[] = []
    pages.set(page, lines)
    page.on("close", () => pages.delete(page))
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) lines.push(message.text())
    })
    page.on("pageerror", (error) => lines.push(String(error)))
    page.on("requestfailed", (request) => {
      lines.push(`${request.method()} ${request.url()} ${request.failure()?.errorText ?? ""}`)
    })
  })
}

afterEach(({ task }) => tellOfFailure(task))

/** After a test that failed: prints what its open pages show, and keeps pictures of them. To call before they close. */
export async function tellOfFailure(
  test: Pick<RunnerTask, "name" | "result"> | undefined,
): Promise<void> {
  if (test?.result?.state !== "fail") return
  await mkdir(FOLDER, { recursive: true })
  let shot = 0
  for (const [page, lines] of pages) {
    shot += 1
    const file = `${test.name.replaceAll(/\W+/g, "-")}-${shot}.png`
    await page.screenshot({ path: resolve(FOLDER, file) }).catch(() => undefined)
    const frames = await Promise.all(page.frames().map(tell))
    console.error([`── ${file}`, ...lines, ...frames].join("\n"))
  }
  pages.clear()
}

async function tell(frame: ReturnType<Page["frames"]>[number]): Promise<string> {
  const { origin, pathname } = URL.canParse(frame.url())
    ? new URL(frame.url())
    : { origin: "", pathname: frame.url() }
  const text = await frame.evaluate(() => document.body.innerText).catch(String)
  return `${origin}${pathname}: ${text.slice(0, MAX_TEXT)}`
}
