// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react"
import { describe, expect, it, vi } from "vitest"
import type { LinksAnswer, PushAnswer } from "../../../core/contract/cards.ts"
import { buildCardBoards } from "../../../core/contract/pluginData.ts"
import { boardsOf } from "../../ui/entries/cardEntries.ts"
import { link } from "../testing/samples.ts"
import {
  connectedNote,
  entry,
  linked,
  openSection,
  roadmap,
  standing,
} from "../testing/sectionStage.tsx"
import { namesOf } from "../testing/show.tsx"
import { RELOAD_MS } from "./useLeaving.ts"

/** An answer that the test gives when it likes. */
function later<T>() {
  const asked: ((answer: T) => void)[] = []
  return {
    answer: new Promise<T>((done) => asked.push(done)),
    give: (answer: T) => asked.forEach((done) => done(answer)),
  }
}

const again = () => screen.findByRole("button", { name: "Push again to “Roadmap”" })
const isOff = (button: HTMLElement) => button.getAttribute("aria-disabled") === "true"

describe("a section that Trello is about to load anew", () => {
  it("takes no press from when it changed the card's entry, and all of them where it stays", async () => {
    const fake = linked(standing("gone", "deleted_on_miro"))
    fake.answers.pushCard = () => ({ outcome: "created", link: link(roadmap), links: [] })
    const { host, user } = openSection({ fake, data: connectedNote })
    await screen.findByText(/Gone from Miro/)
    await waitFor(() => expect(host.data.get("card/shared/m")).toEqual(entry("broken")))
    expect(isOff(await again())).toBe(true)
    await user.click(await again())
    expect(namesOf(fake)).toEqual(["cardLinks"])
    const settled = async () => expect(isOff(await again())).toBe(false)
    await vi.waitFor(settled, RELOAD_MS + 1_000)
    await user.click(await again())
    expect(namesOf(fake)).toContain("pushCard")
  })

  it("is not loaded anew before what the person asked for is done", async () => {
    const links = later<LinksAnswer>()
    const pushed = later<PushAnswer>()
    const fake = linked()
    fake.answers.cardLinks = () => links.answer
    fake.answers.pushCard = () => pushed.answer
    const { host, user } = openSection({ fake, data: connectedNote })
    await user.click(await again())
    links.give({ links: [standing("gone", "deleted_on_miro")] })
    await screen.findByText(/Gone from Miro/)
    expect(host.data.get("card/shared/m")).toEqual(entry())
    const item = "3458764517517819999"
    const anew = { ...standing("in_step"), item }
    pushed.give({ outcome: "created", link: anew, links: [anew] })
    await screen.findByText(/^In step/)
    await waitFor(() =>
      expect(host.data.get("card/shared/m")).toMatchObject({ boards: [{ item }] }),
    )
    expect(host.alerts).toEqual(["The card is on “Roadmap” again."])
  })

  it("says the outcome in its own place where the entry is as it was", async () => {
    const fake = linked(link(roadmap))
    const answer: PushAnswer = { outcome: "updated", link: link(roadmap), links: [link(roadmap)] }
    fake.answers.pushCard = () => answer
    const present = buildCardBoards(boardsOf([link(roadmap)]))
    const { host, user } = openSection({ fake, data: { "card/shared/m": present } })
    await user.click(await again())
    await screen.findByText("“Roadmap” shows the present text now.")
    expect(host.alerts).toEqual([])
  })
})
