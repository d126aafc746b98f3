// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react"
import { describe, expect, it } from "vitest"
import { LINK_REASONS, LINK_STATES } from "../../../core/contract/sync.ts"
import { link, trelloCard } from "../testing/samples.ts"
import {
  AT_1403,
  connectedNote,
  entry,
  linked,
  openSection,
  retro,
  roadmap,
  standing,
} from "../testing/sectionStage.tsx"
import { describePlace } from "./place.ts"
import { STANDING_TEXTS } from "./texts.ts"

const SENTENCES = /^\p{Lu}.*[.!?]$/su
const here = { mayAct: true, mayAsk: true }

/** Opens the section with one link and gives what it says of it. */
async function say(...args: Parameters<typeof standing>) {
  const shown = openSection({ fake: linked(standing(...args)), data: connectedNote })
  await screen.findByText(STANDING_TEXTS[args[0]], { exact: false, selector: ".standing span" })
  const line = shown.page.container.querySelector('[role="status"]:has(.standing)')
  return { ...shown, words: line?.textContent ?? "" }
}

describe("how the card stands on a board", () => {
  it("is in step since a time, with a sign beside the words", async () => {
    const { words, page } = await say("in_step")
    expect(words).toBe("In step since 14:03")
    const time = page.container.querySelector("time")
    expect(time?.dateTime).toBe(AT_1403)
    expect(page.container.querySelector(".standing svg")?.getAttribute("aria-hidden")).toBe("true")
  })

  it("is told with the date where that was not today", async () => {
    const since = new Date(2026, 10, 3, 9, 14).toISOString()
    expect((await say("in_step", null, { since })).words).toBe(
      "In step since 3 November 2026 at 09:14",
    )
  })

  it("waits for a change that is on its way", async () => {
    expect((await say("waiting")).words).toBe("A change is on its way")
  })

  it("asks the one who pushed it to reauthorize Miro, in the settings", async () => {
    const { words, host, user } = await say("paused", "miro_lost")
    expect(words).toContain("Paused since 14:03")
    expect(words).toContain("Your Miro connection")
    await user.click(screen.getByRole("button", { name: "Reauthorize Miro" }))
    await waitFor(() => expect(host.popups[0]?.url).toBe("https://app.example/settings/"))
  })

  it("asks others to ask whoever pushed it, without a name", async () => {
    const { words } = await say("paused", "miro_lost", { mine: false })
    expect(words).toContain("Ask whoever pushed it")
    expect(screen.queryByRole("button", { name: "Reauthorize Miro" })).toBeNull()
  })

  it("leads everybody to the settings where nobody reads the Trello board", async () => {
    const { words } = await say("paused", "trello_lost", { mine: false })
    expect(words).toContain("let your connections stand in")
    expect(screen.getByRole("button", { name: "Open the settings" })).toBeTruthy()
  })

  it("offers the board, a push and a removal where the card was deleted on Miro", async () => {
    const { words } = await say("gone", "deleted_on_miro")
    expect(words).toContain("Gone from Miro since 14:03")
    const open = screen.getByRole("link", { name: /Open in Miro/ })
    expect(open.getAttribute("href")).toBe("https://miro.com/app/board/uXjVBoard1%3D/")
    expect(screen.getByRole("button", { name: /Push again/ })).toBeTruthy()
    expect(screen.getByRole("button", { name: /Remove/ })).toBeTruthy()
    expect(screen.queryByRole("figure")).toBeNull()
  })

  it("opens no board that is gone", async () => {
    await say("gone", "miro_board_gone")
    expect(screen.queryByRole("link", { name: /Open in Miro/ })).toBeNull()
  })

  it("says that it ended and that Miro keeps it", async () => {
    const { words } = await say("ended", "card_out_of_reach")
    expect(words).toContain("Not kept in step any more since 14:03")
    expect(words).toContain("Miro keeps it as it was last seen")
  })

  it.each([
    ["ok", "On Miro"],
    ["stale", "Paused"],
    ["broken", "Gone from Miro"],
  ])("is told from the entry alone: %s", async (state, words) => {
    openSection({ data: { "card/shared/m": entry(state) } })
    expect(await screen.findByText(words, { selector: ".standing span" })).toBeTruthy()
  })

  it("has words for every state with every reason, for oneself and for others", () => {
    for (const state of LINK_STATES) {
      for (const reason of [...LINK_REASONS, null]) {
        for (const mine of [true, false]) {
          const sync = { state, reason, mine, since: "2026-11-22T08:00:00.000Z" }
          const { why, next, look } = describePlace({ sync, state: "ok" }, here)
          expect(look).toBe(state)
          for (const words of reason === null ? [] : [why, next]) expect(words).toMatch(SENTENCES)
        }
      }
    }
  })

  it("tells who cannot act why, but nothing to do", () => {
    const { sync } = standing("paused", "miro_lost")
    const told = describePlace({ sync, state: "stale" }, { mayAct: false, mayAsk: false })
    expect(told).toMatchObject({ look: "paused", next: null, step: null })
    expect(told.why).toMatch(SENTENCES)
  })
})

describe("the picture of the app card", () => {
  it("is drawn from the open card, with Miro's sign", async () => {
    await say("in_step")
    const picture = await screen.findByRole("figure", {
      name: "The card as it looks on “Roadmap”",
    })
    expect(picture.textContent).toContain(trelloCard.name)
    expect(picture.textContent).toContain("Connected")
  })

  it.each([
    ["board_off", "Disconnected"],
    ["miro_lost", "Connected"],
  ] as const)("says what Miro shows while it is paused: %s", async (reason, sign) => {
    await say("paused", reason)
    const picture = await screen.findByRole("figure", { name: /would show it now/ })
    expect(picture.textContent).toContain(sign)
    expect(screen.getByText(/Miro may still show it as it was before/)).toBeTruthy()
  })

  it("is behind a line for each of several boards, and made when that is opened", async () => {
    openSection({ fake: linked(link(roadmap), link(retro)), data: connectedNote })
    await screen.findByRole("heading", { name: "Retro" })
    expect(screen.queryByRole("figure")).toBeNull()
    const [details] = document.querySelectorAll("details")
    if (details !== undefined) details.open = true
    details?.dispatchEvent(new Event("toggle"))
    await screen.findByRole("figure", { name: /“Roadmap”/ })
    expect(screen.getAllByRole("figure")).toHaveLength(1)
  })

  it("is left out where Trello shows no card", async () => {
    const { host } = openSection({ card: { id: 1 } })
    await screen.findByText("Roadmap")
    await waitFor(() => expect(document.querySelector(".skeleton")).toBeNull())
    expect(screen.queryByRole("figure")).toBeNull()
    expect(host.writes).toEqual([])
  })
})
