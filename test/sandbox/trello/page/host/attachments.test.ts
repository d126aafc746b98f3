import { describe, expect, it } from "vitest"
import {
  parseAttachmentSections,
  parseCardFromUrl,
  parseFormattedUrl,
  parseSorted,
  parseSorters,
  parseThumbnail,
} from "./attachments.ts"

const owner = { postMessage: () => undefined }
const icon = "https://pu.example/i.svg"
const callback = { _callback: "cb1" }

const parse = (answer: unknown) => parseAttachmentSections(answer, owner, new Set(["a", "b"]))

describe("attachment-sections", () => {
  const content = { type: "iframe", url: "https://pu.example/s" }
  const section = {
    id: "miro",
    claimed: [{ id: "a" }, { id: "z" }],
    icon,
    title: "Boards",
    content,
  }
  it("claims attachments that are on the card, and takes a function as its title", () => {
    expect(parse([section])).toMatchObject([{ id: "miro", claimed: ["a"], height: 150 }])
    expect(parse([{ ...section, title: callback }])).toMatchObject([{ title: { name: "cb1" } }])
  })

  it.each([
    { ...section, claimed: [{ id: "z" }] },
    { ...section, icon: "javascript:alert(1)" },
    { ...section, title: "" },
    { ...section, content: { ...content, type: "image" } },
  ])("is left out where it lacks what it needs: %j", (row) => {
    expect(parse([row])).toEqual([])
  })
})

describe("a preview", () => {
  it("of an attachment has title, picture and times, or a page of its own", () => {
    expect(
      parseThumbnail({ title: "T", image: { url: icon, logo: true }, modified: 0 }),
    ).toMatchObject({ type: "preview", isLogo: true, modified: "1970-01-01T00:00:00.000Z" })
    const start = { initialize: { type: "iframe", url: "https://pu.example/start" } }
    expect(parseThumbnail(start)).toEqual({ type: "page", url: "https://pu.example/start" })
    for (const nothing of [null, {}, { created: "x" }]) expect(parseThumbnail(nothing)).toBeNull()
  })

  it("of an address needs text; actions need words and something to do", () => {
    const actions = [{ text: "Go", callback }, { text: "No" }, { callback }]
    expect(parseFormattedUrl({ icon, text: "Board", subtext: "3 cards", actions }, owner)).toEqual({
      icon,
      text: "Board",
      subtext: "3 cards",
      image: null,
      actions: [{ text: "Go", callback: { name: "cb1", owner }, url: null }],
    })
    expect(parseFormattedUrl({ icon }, owner)).toBeNull()
  })

  it("of a new card needs a name", () => {
    expect(parseCardFromUrl({ name: "N" })).toEqual({ name: "N", desc: "" })
    expect(parseCardFromUrl({ desc: "d" })).toBeNull()
  })
})

describe("list-sorters", () => {
  it("are five at most and need a function", () => {
    const many = Array.from({ length: 7 }, (_, at) => ({ text: `s${at}`, callback }))
    expect(parseSorters([{ text: "no function" }, ...many], owner)).toHaveLength(5)
  })

  it("leave out nothing: cards that the answer lacks follow, strangers are dropped", () => {
    expect(parseSorted({ sortedIds: ["c", "x", "a", "c"] }, ["a", "b", "c"])).toEqual([
      "c",
      "a",
      "b",
    ])
    expect(parseSorted(null, ["a", "b"])).toEqual(["a", "b"])
  })
})
