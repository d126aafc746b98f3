import { mkdir } from "node:fs/promises"
import { resolve } from "node:path"
import type { BrowserContext, Frame, Page, Request } from "playwright-core"
import { afterEach, type RunnerTask } from "vitest"

const FOLDER = resolve(import.meta.dirname, "screenshots", "failed")
/** Characters of a frame's text that are printed. */
const MAX_TEXT = 500

interface Seen {
  /** What was logged, and what got no answer. */
  readonly lines: string[]
  /** What has no answer yet. */
  readonly open: Set<Request>
}

/** The open pages. */
const pages = new Map<Page, Seen>()
/** The failures that were told. */
const told = new WeakSet<object>()

/** Watches every page of a context, so that a test that fails can tell what was on the screen. */
export function keepEvidence(context: BrowserContext): void {
  context.on("page", (page) => {
    const lines: string[] = []
    const open = new Set<Request>()
    pages.set(page, { lines, open })
    page.on("close", () => pages.delete(page))
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) lines.push(message.text())
    })
    page.on("pageerror", (error) => lines.push(String(error)))
    page.on("request", (request) => open.add(request))
    page.on("requestfinished", (request) => open.delete(request))
    page.on("requestfailed", (request) => {
      open.delete(request)
      const why = request.failure()?.errorText ?? ""
      lines.push(`${request.method()} ${placeOf(request.url())} ${why}`)
    })
  })
}

afterEach(({ task }) => tellOfFailure(task))

/** After a test that failed: prints what its open pages show, and keeps pictures of them. To call before they close. */
export async function tellOfFailure(
  test: Pick<RunnerTask, "name" | "result"> | undefined,
): Promise<void> {
  if (test?.result?.state !== "fail" || told.has(test)) return
  told.add(test)
  await mkdir(FOLDER, { recursive: true })
  let shot = 0
  for (const [page, { lines, open }] of pages) {
    shot += 1
    const file = `${test.name.replaceAll(/\W+/g, "-")}-${shot}.png`
    await page.screenshot({ path: resolve(FOLDER, file) }).catch(() => undefined)
    const frames = await Promise.all(page.frames().map(tell))
    const waiting = [...open].map((request) => `no answer yet: ${placeOf(request.url())}`)
    console.error([`── ${file}`, ...lines, ...waiting, ...frames].join("\n"))
  }
}

async function tell(frame: Frame): Promise<string> {
  const text = await frame.evaluate(() => document.body.innerText).catch(String)
  return `${placeOf(frame.url())}: ${text.slice(0, MAX_TEXT)}`
}

/** An address without what may be secret in it. */
function placeOf(url: string): string {
  return url.split(/[?#]/)[0] ?? ""
}
