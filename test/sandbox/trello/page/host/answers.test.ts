import { describe, expect, it } from "vitest"
import {
  parseAuthorized,
  parseBadges,
  parseButtons,
  parseSection,
  sectionMaxHeight,
} from "./capabilities.ts"
import { meetsCondition } from "./conditions.ts"
import { buildJwtCache } from "./jwts.ts"
import { sampleState, viewedBy } from "./samples.ts"

const owner = { postMessage: () => undefined }
const icon = "https://pu.example/i.svg"

describe("an answer", () => {
  it("with an address that is neither http nor an image is dropped", () => {
    expect(
      parseButtons(
        [
          { text: "a", url: "javascript:alert(1)" },
          { text: "b", icon },
        ],
        owner,
      ),
    ).toMatchObject([{ text: "b" }])
    expect(
      parseBadges(
        [
          { text: "a", icon: "data:image/svg+xml,x" },
          { text: "b", icon: "data:text/html,x" },
        ],
        owner,
      ),
    ).toHaveLength(1)
  })

  it("needs text on a button, and text, icon or a function on a badge", () => {
    expect(parseButtons([{ icon }, { text: "" }, null, "x"], owner)).toEqual([])
    expect(
      parseBadges([{ color: "blue" }, { icon }, { dynamic: { _callback: "cb1" } }], owner),
    ).toHaveLength(2)
  })

  it("never refreshes a badge more often than every 10 seconds", () => {
    expect(parseBadges({ text: "a", refresh: 1 }, owner)[0]?.refreshSeconds).toBe(10)
    expect(parseBadges({ text: "a", refresh: 60 }, owner)[0]?.refreshSeconds).toBe(60)
  })

  it("is a section only with title, icon and page, at most 1500 pixels high", () => {
    const content = { type: "iframe", url: "https://pu.example/s", height: 9000 }
    expect(parseSection({ title: "S", icon, content }, owner)).toMatchObject({
      title: "S",
      height: sectionMaxHeight,
    })
    for (const answer of [null, [], {}, { title: "S", content }, { title: "S", icon }]) {
      expect(parseSection(answer, owner)).toBeNull()
    }
  })

  it("says whether an account is connected, or nothing", () => {
    expect([{ authorized: true }, { authorized: false }, {}, null].map(parseAuthorized)).toEqual([
      true,
      false,
      null,
      null,
    ])
  })
})

describe("a condition", () => {
  const admin = viewedBy({ roleOnBoard: "admin" })
  const observer = viewedBy({ canWriteBoard: false, roleOnBoard: "observer" })
  const signedOut = viewedBy(null)
  it.each([
    [undefined, [true, true, false, false]],
    ["edit", [true, true, false, false]],
    ["admin", [true, false, false, false]],
    ["readOnly", [false, false, true, true]],
    ["signedIn", [true, true, true, false]],
    ["signedOut", [false, false, false, true]],
    ["always", [true, true, true, true]],
    ["never heard of", [false, false, false, false]],
  ])("%s decides for admin, member, observer and signed out", (condition, expected) => {
    const states = [admin, sampleState, observer, signedOut]
    expect(states.map((state) => meetsCondition(state, condition))).toEqual(expected)
  })
})

describe("the kept JWT", () => {
  it("is given again until a minute before it expires, for the same request", async () => {
    let now = 0
    let count = 0
    const claims = btoa(JSON.stringify({ iat: 1000, exp: 1900 }))
    const ask = buildJwtCache(
      async () => {
        count += 1
        return `${count}.${claims}.x`
      },
      () => now,
    )
    const first = await ask({ idBoard: "b" })
    now = 839_999
    expect(await ask({ idBoard: "b" })).toBe(first)
    expect(await ask({ idBoard: "b", idCard: "c" })).not.toBe(first)
    now = 840_000
    expect(await ask({ idBoard: "b" })).not.toBe(first)
  })

  it("is not kept when it cannot be read", async () => {
    let count = 0
    const ask = buildJwtCache(
      async () => {
        count += 1
        return "unreadable"
      },
      () => 0,
    )
    await ask({ idBoard: "b" })
    await ask({ idBoard: "b" })
    expect(count).toBe(2)
  })
})
