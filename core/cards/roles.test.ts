import { describe, expect, it } from "vitest"
import { SPECIAL_ROLES } from "../contract/jobs.ts"
import { isPushed, listSpecial, roleOf } from "./roles.ts"

const card = (id: string, cardRole: string | null, isTemplate = false) => ({
  id,
  cardRole,
  isTemplate,
})

describe("roleOf", () => {
  it.each(["separator", "board", "mirror", "link"] as const)("knows a %s", (cardRole) => {
    expect(roleOf({ cardRole, isTemplate: false })).toBe(cardRole)
  })

  it("calls a template one, whatever else it is", () => {
    expect(roleOf({ cardRole: null, isTemplate: true })).toBe("template")
    expect(roleOf({ cardRole: "link", isTemplate: true })).toBe("template")
  })

  it.each([null, undefined, "", "template", "hologram"])(
    "takes a card with the role %j for an ordinary one",
    (cardRole) => {
      expect(roleOf({ cardRole })).toBeNull()
    },
  )
})

describe("isPushed", () => {
  it("leaves out what is no card of its own", () => {
    expect(SPECIAL_ROLES.filter(isPushed)).toEqual(["link"])
    expect(isPushed(null)).toBe(true)
  })
})

describe("listSpecial", () => {
  it("lists special cards by role and says which are pushed", () => {
    const cards = [
      card("a", null),
      card("b", "link"),
      card("c", "separator"),
      card("d", null, true),
      card("e", "separator"),
    ]
    expect(listSpecial(cards)).toEqual([
      { role: "separator", pushed: false, count: 2, cards: ["c", "e"] },
      { role: "link", pushed: true, count: 1, cards: ["b"] },
      { role: "template", pushed: false, count: 1, cards: ["d"] },
    ])
  })

  it("names twenty of them and counts all", () => {
    const [mirrors] = listSpecial(Array.from({ length: 23 }, (_, i) => card(`m${i}`, "mirror")))
    expect(mirrors?.count).toBe(23)
    expect(mirrors?.cards).toEqual(Array.from({ length: 20 }, (_, i) => `m${i}`))
  })

  it("has nothing to say of ordinary cards", () => {
    expect(listSpecial([card("a", null)])).toEqual([])
  })
})
