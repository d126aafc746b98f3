// @vitest-environment happy-dom
import axe from "axe-core"
import { beforeEach, describe, expect, it } from "vitest"
import { GONE_REASONS } from "../../../core/contract/gone.ts"
import { showGone } from "./showGone.ts"

const text = () => document.body.textContent ?? ""

beforeEach(() => {
  document.documentElement.lang = "en"
  document.body.innerHTML = "<main><h1>Before the script</h1></main>"
})

describe("the page of a card that is gone", () => {
  it.each([...GONE_REASONS, null])(
    "says what happened, that Miro keeps the card and what to do: %s",
    async (reason) => {
      showGone(document, reason)
      expect(document.querySelectorAll("h1")).toHaveLength(1)
      expect(document.title).toContain(document.querySelector("h1")?.textContent)
      expect(text()).toContain("kept as it was last seen")
      expect(text()).toContain("What you can do")
      expect(text()).not.toContain("Before the script")
      const rules = { "color-contrast": { enabled: false } }
      expect((await axe.run(document, { rules })).violations).toEqual([])
    },
  )

  it("tells a deleted card from one that was moved away", () => {
    showGone(document, "card_deleted")
    expect(text()).toContain("was deleted")
    showGone(document, "card_out_of_reach")
    expect(text()).toContain("was moved to a Trello board without this Power-Up")
    expect(text()).not.toContain("was deleted")
  })
})
