// @vitest-environment happy-dom
import { act, screen, waitFor } from "@testing-library/react"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { show } from "../../pages/testing/show.tsx"
import { Frame } from "./Frame.tsx"

const root = document.documentElement
let height = 100
let resized: () => void = () => undefined

beforeEach(() => {
  height = 100
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockImplementation(
    () => ({ height }) as DOMRect,
  )
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(callback: () => void) {
        resized = callback
      }
      observe(): void {}
      disconnect(): void {}
    },
  )
})
afterEach(() => {
  root.removeAttribute("data-color-mode")
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

function Broken(): never {
  throw new Error("secret detail")
}

describe("the frame of a page", () => {
  it("tells Trello each new height once", () => {
    const { host } = show(({ t }) => <Frame t={t}>words</Frame>)
    for (height of [100, 101, 240.4, 240.4]) act(resized)
    expect(host.heights).toEqual([100, 241])
  })

  it("stays within the height that Trello allows", () => {
    height = 9_000
    const { host } = show(({ t }) => <Frame t={t}>words</Frame>)
    expect(host.heights).toEqual([1_500])
  })

  it("takes Trello's mode until its tokens are there, and follows a change", async () => {
    show(({ t }) => <Frame t={t}>words</Frame>, { context: { initialTheme: "dark" } })
    expect(root.getAttribute("data-color-mode")).toBe("dark")
    const data = { type: "POWER-UP-THEME-CHANGE", theme: "light" }
    window.dispatchEvent(new MessageEvent("message", { data, source: window }))
    await waitFor(() => expect(root.getAttribute("data-color-mode")).toBe("light"))
  })

  it("leaves the mode to Trello's library where that has set it", () => {
    root.setAttribute("data-color-mode", "light")
    show(({ t }) => <Frame t={t}>words</Frame>, { context: { initialTheme: "dark" } })
    expect(root.getAttribute("data-color-mode")).toBe("light")
  })

  it("has words for a page that breaks", () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined)
    show(({ t }) => (
      <Frame t={t}>
        <Broken />
      </Frame>
    ))
    const alert = screen.getByRole("alert")
    expect(alert.textContent).toContain("Something went wrong on this page.")
    expect(alert.textContent).not.toContain("secret detail")
  })
})
