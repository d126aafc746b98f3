// @vitest-environment happy-dom
import { act, screen } from "@testing-library/react"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type { Link, LinksAnswer } from "../../../core/contract/cards.ts"
import type { FakeClient } from "../testing/fakeClient.ts"
import { link, trelloCard } from "../testing/samples.ts"
import { connectedNote, linked, openSection, roadmap, standing } from "../testing/sectionStage.tsx"
import { ASK_EVERY_MS, ASK_FOR_MS, EXPECT_FOR_MS } from "./useSection.ts"

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: false })
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const asked = (fake: FakeClient) => fake.calls.filter(({ name }) => name === "cardLinks").length
const words = () => document.querySelector(".standing")?.textContent

/** Opens the section; the Worker says of the card what `now` gives. */
async function follow(now: () => Link, card: object = trelloCard) {
  const fake = linked()
  fake.answers.cardLinks = () => ({ links: [now()] })
  const shown = openSection({ fake, data: connectedNote, card })
  await pass(10)
  return shown
}

describe("a change while the section is open", () => {
  it("shows as soon as it has arrived on Miro", async () => {
    let now = standing("waiting")
    const { fake } = await follow(() => now)
    expect(words()).toBe("A change is on its way")
    now = standing("in_step")
    await pass(ASK_EVERY_MS)
    expect(words()).toBe("In step since 14:03")
    await pass(10 * ASK_EVERY_MS)
    expect(asked(fake)).toBe(2)
  })

  it("is asked for no longer than a minute", async () => {
    const { fake } = await follow(() => standing("waiting"))
    await pass(2 * ASK_FOR_MS)
    expect(asked(fake)).toBeLessThanOrEqual(1 + ASK_FOR_MS / ASK_EVERY_MS)
    expect(asked(fake)).toBeGreaterThan(15)
    const before = asked(fake)
    await pass(ASK_FOR_MS)
    expect(asked(fake)).toBe(before)
  })

  it("is looked for when somebody changes the card on Trello, and the picture changes with it", async () => {
    const card = { ...trelloCard, dateLastActivity: "2026-11-22T13:00:00.000Z" }
    const { fake, host } = await follow(() => standing("in_step"), card)
    await act(() => vi.dynamicImportSettled())
    await pass(10)
    expect(screen.getByRole("figure").textContent).toContain("Ship the tour")
    const dateLastActivity = "2026-11-22T14:00:00.000Z"
    host.changeCard({ ...card, name: "Ship two tours", dateLastActivity })
    await pass(10)
    await pass(2 * EXPECT_FOR_MS)
    await act(() => vi.dynamicImportSettled())
    expect(screen.getByRole("figure").textContent).toContain("Ship two tours")
    expect(asked(fake)).toBeGreaterThan(3)
    expect(asked(fake)).toBeLessThanOrEqual(1 + EXPECT_FOR_MS / ASK_EVERY_MS)
  })

  it("is not looked for when another card of the board changed", async () => {
    const card = { ...trelloCard, dateLastActivity: "2026-11-22T13:00:00.000Z" }
    const { fake, host } = await follow(() => standing("in_step"), card)
    host.changeCard({ ...card })
    await pass(10)
    await pass(EXPECT_FOR_MS)
    expect(asked(fake)).toBe(1)
  })

  it("is waited for where the card was just moved here, and its entry stays until then", async () => {
    const fake = linked()
    fake.answers.cardLinks = () => ({ links: [], moving: true })
    const { host } = openSection({ fake, data: connectedNote })
    const before = host.data.get("card/shared/m")
    await pass(10)
    await pass(ASK_EVERY_MS)
    expect(screen.getByRole("heading", { name: "Roadmap" })).toBeTruthy()
    expect(host.data.get("card/shared/m")).toEqual(before)
    fake.answers.cardLinks = () => ({ links: [standing("in_step")] })
    await pass(ASK_EVERY_MS)
    expect(words()).toBe("In step since 14:03")
    await pass(10 * ASK_EVERY_MS)
    expect(asked(fake)).toBe(3)
  })

  it("is looked for when the person comes back", async () => {
    let now = standing("in_step")
    const { fake } = await follow(() => now)
    now = standing("paused", "miro_lost")
    act(() => void window.dispatchEvent(new Event("focus")))
    await pass(10)
    expect(words()).toBe("Paused since 14:03")
    expect(asked(fake)).toBe(2)
  })

  it("does not hide what the person did meanwhile", async () => {
    const fake = linked()
    const late: ((answer: LinksAnswer) => void)[] = []
    fake.answers.cardLinks = () => new Promise((resolve) => late.push(resolve))
    fake.answers.pushCard = () => {
      const pushed = standing("in_step")
      return { outcome: "updated", link: pushed, links: [pushed] }
    }
    openSection({ fake, data: connectedNote })
    await pass(10)
    act(() => screen.getByRole("button", { name: /Push again/ }).click())
    await pass(10)
    expect(late).toHaveLength(1)
    late[0]?.({ links: [standing("waiting")] })
    await pass(10)
    expect(words()).toBe("In step since 14:03")
  })

  it("asks one question at a time", async () => {
    const fake = linked()
    fake.answers.cardLinks = () => new Promise(() => undefined)
    openSection({ fake, data: connectedNote })
    await pass(10)
    for (let i = 0; i < 3; i++) act(() => void window.dispatchEvent(new Event("focus")))
    await pass(10)
    expect(asked(fake)).toBe(1)
  })

  it("stops asking when the section is closed", async () => {
    const { fake, page } = await follow(() => standing("waiting"))
    page.unmount()
    const before = asked(fake)
    act(() => void window.dispatchEvent(new Event("focus")))
    await pass(10 * ASK_EVERY_MS)
    expect(asked(fake)).toBe(before)
  })

  it("keeps what was last known while questions fail", async () => {
    const fake = linked(link(roadmap))
    fake.answers.cardLinks = () => ({ links: [standing("waiting")] })
    openSection({ fake, data: connectedNote })
    await pass(10)
    fake.answers.cardLinks = () => Promise.reject(new Error("Out of reach"))
    await pass(3 * ASK_EVERY_MS)
    expect(words()).toBe("A change is on its way")
    expect(screen.queryByRole("alert")).toBeNull()
  })
})
