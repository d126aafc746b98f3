import type { Browser, BrowserContext, FrameLocator, Locator, Page } from "playwright-core"
import { inject, TestRunner } from "vitest"
import { Person } from "../journey/person.ts"
import { StandIns, type TrelloSeed } from "../journey/standIns.ts"
import { launchBrowser } from "./browser.ts"
import { keepEvidence, tellOfFailure } from "./evidence.ts"

/** One browser with a Trello board open in it, beside the running product. */
export interface Stage {
  readonly context: BrowserContext
  readonly page: Page
  readonly standIns: StandIns
  readonly board: TrelloSeed["boards"][number]
  readonly errors: readonly string[]
  person(role: string): Person
  /** Looks at the board as somebody of the seed, by the beginning of one of their roles; null is signed out. */
  look(role: string | null): Promise<void>
  /** Opens a card's back by a part of its name. */
  openCard(name: string): Promise<Locator>
  /** Opens the push popup from the Power-Ups popover of an open card. */
  openPush(): Promise<FrameLocator>
  openMenu(item: string): Promise<void>
  /** Attaches a link to the open card. */
  attach(url: string, name: string): Promise<void>
  /** The address of a Miro board of the seed. */
  miroUrl(boardName: string): Promise<string>
  miroPage(boardName: string): Promise<Page>
  close(): Promise<void>
}

let browser: Promise<Browser> | null = null

/** The one browser of a test file. */
export function theBrowser(): Promise<Browser> {
  browser ??= launchBrowser()
  return browser
}

export async function closeBrowser(): Promise<void> {
  const open = await browser
  browser = null
  await open?.close()
}

/** A fresh stage: stand-ins at their seed, nobody connected, an empty browser profile. */
export async function buildStage(
  options: { readonly colorScheme?: "light" | "dark" } = {},
): Promise<Stage> {
  const stack = inject("stack")
  const standIns = new StandIns(stack)
  await standIns.reset()
  const seed = await standIns.trelloSeed()
  const board = find(seed.boards, ({ name }) => name === "Website relaunch", "the main board")
  const workspace = board.idOrganization ?? ""
  const member = (role: string) =>
    find(seed.members, ({ roles }) => roles.some((text) => text.startsWith(role)), role).id
  const person = (role: string) =>
    new Person({
      app: (path, init) => fetch(stack.app + path, init),
      standIns,
      member: member(role),
      board: board.id,
      workspace,
      appOrigin: stack.app,
    })
  for (const role of ["admin of the board", "member of the board", "guest of", "observer on"]) {
    await person(role).api("POST", "/api/me/remove", { workspace })
  }

  const context = await (await theBrowser()).newContext({
    viewport: { width: 1280, height: 860 },
    colorScheme: options.colorScheme ?? "light",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
  })
  context.setDefaultTimeout(15_000)
  keepEvidence(context)
  const errors: string[] = []
  context.on("console", (message) => {
    if (message.type() === "error") errors.push(`${message.page()?.url()}: ${message.text()}`)
  })
  context.on("weberror", (error) => errors.push(String(error.error())))
  const page = await context.newPage()
  const miroUrl = async (boardName: string): Promise<string> => {
    const { boards } = await standIns.miroSeed()
    const { id } = find(boards, ({ name }) => name === boardName, boardName)
    return `${stack.miro}/app/board/${encodeURIComponent(id)}/`
  }

  return {
    context,
    page,
    standIns,
    board,
    errors,
    person,
    look: async (role) => {
      const body = { member: role === null ? null : member(role) }
      await page.request.post(`${stack.trello}/_page/viewer`, { data: body })
      await page.goto(`${stack.trello}/b/${board.shortLink}`)
      await page.getByText("In progress").first().waitFor()
    },
    openCard: async (name) => {
      const card = find(board.cards, (candidate) => candidate.name.includes(name), name)
      await page.goto(`${stack.trello}/c/${card.shortLink}`)
      const back = page.getByRole("dialog").first()
      await back.waitFor()
      return back
    },
    openPush: async () => {
      await page.getByRole("dialog").first().getByRole("button", { name: "Power-Ups" }).click()
      await page
        .getByRole("dialog", { name: "Power-Ups" })
        .getByRole("button", { name: "Push to Miro" })
        .click()
      return page.frameLocator('iframe[src*="/push/"]')
    },
    openMenu: async (item) => {
      await page.getByRole("banner").getByRole("button", { name: "Power-Ups" }).click()
      await page.getByRole("button", { name: item, exact: true }).click()
    },
    attach: async (url, name) => {
      await page.getByRole("button", { name: "Attach a link" }).click()
      const dialog = page.getByRole("dialog", { name: "Attach a link" })
      await dialog.getByLabel("Link").fill(url)
      await dialog.getByLabel("Name").fill(name)
      await dialog.getByRole("button", { name: "Attach", exact: true }).click()
    },
    miroUrl,
    miroPage: async (boardName) => {
      const miro = await context.newPage()
      await miro.goto(await miroUrl(boardName))
      return miro
    },
    close: async () => {
      await tellOfFailure(TestRunner.getCurrentTest())
      await context.close()
    },
  }
}

/** Answers both consents in the window that a click opened: Trello first, then Miro's team. */
export async function consentTo(
  window: Page,
  team: string | null = "Northwind Product",
): Promise<void> {
  await window.getByRole("button", { name: "Allow" }).click()
  if (team === null) return
  await window.getByRole("radio", { name: team }).check()
  await window.getByRole("button", { name: "Allow" }).click()
}

function find<T>(from: readonly T[], wanted: (candidate: T) => boolean, what: string): T {
  const found = from.find(wanted)
  if (found === undefined) throw new Error(`The seed lacks ${what}`)
  return found
}
