import { describe, expect, it, vi } from "vitest"
import { createFakeHandler } from "./testing/fakeHandler.ts"

// A build puts these constants in; where tests are run without one, they are given here.
vi.stubGlobal("__APP_ORIGIN__", "https://app.example")
vi.stubGlobal("__MIRO_ORIGIN__", "https://miro.com")

async function load() {
  return (await import("./capabilities.ts")).capabilities
}

const entry = (id: string, url: string, name = url) => ({ id, url, name })
const board = entry("1", "https://miro.com/app/board/uXjVOD6LSME=/", "Sprint 48")
const item = entry("2", "https://www.miro.com/app/board/a=/?moveToWidget=34")
const embed = entry("3", "https://miro.com/app/live-embed/uXjVOD6LSME%3D/?autoplay=true")
const OTHERS = [
  "https://miro.com.evil.example/app/board/a=",
  "https://miro.com@evil.example/app/board/a=",
  "https://user@miro.com/app/board/a=",
  "https://miro.com:8443/app/board/a=",
  "javascript:alert('https://miro.com/app/board/a=')",
  "https://miro.com/app/dashboard/",
  "https://trello.com/c/AbCd1234",
  "",
]
const others = OTHERS.map((url, index) => entry(`o${index}`, url))

describe("attachment-sections", () => {
  it("claims links to Miro boards and leaves every other attachment to Trello", async () => {
    const { t, calls } = createFakeHandler()
    const entries = [others[0] ?? board, board, item, embed, ...others.slice(1)]
    const sections = await (await load())["attachment-sections"](t, { entries })
    expect(sections).toEqual([
      {
        id: "miro-boards",
        claimed: [board, item, embed],
        icon: "https://app.example/icons/push.svg",
        title: "Miro boards",
        content: {
          type: "iframe",
          url: "https://app.example/attachments/#signed",
          height: 288,
        },
      },
    ])
    const links = [board, item, embed].map(({ name, url }) => ({ name, url }))
    expect(calls).toEqual([
      { name: "signUrl", args: ["https://app.example/attachments/", { links }] },
    ])
  })

  it("makes no frame where there is no such link", async () => {
    const { "attachment-sections": sections } = await load()
    const { t } = createFakeHandler()
    expect(await sections(t, { entries: others })).toEqual([])
    expect(await sections(t, { entries: [] })).toEqual([])
  })

  it("begins no higher than Trello lets a section be", async () => {
    const entries = Array.from({ length: 40 }, (_, index) => ({ ...board, id: String(index) }))
    const { "attachment-sections": sections } = await load()
    const [section] = await sections(createFakeHandler().t, { entries })
    expect(section?.content.height).toBe(1_500)
  })
})

describe("attachment-thumbnail", () => {
  it.each([
    ["the name that somebody gave it", "Sprint 48", "Sprint 48"],
    ["words where its name is its address", board.url, "Miro board"],
    ["words where it has no name", "", "Miro board"],
  ])("shows a link to a Miro board with %s", async (_, name, title) => {
    const { "attachment-thumbnail": thumbnail } = await load()
    expect(await thumbnail(createFakeHandler().t, { url: board.url, name })).toEqual({
      title,
      image: { url: "https://app.example/icons/board.svg", logo: true },
      openText: "Open in Miro",
    })
  })

  it.each(OTHERS)("leaves %j to others", async (url) => {
    const { "attachment-thumbnail": thumbnail } = await load()
    await expect(thumbnail(createFakeHandler().t, { url, name: "x" })).rejects.toThrow("NotHandled")
  })
})

describe("format-url", () => {
  it("names a board, and an item on one", async () => {
    const { "format-url": format } = await load()
    const { t, calls } = createFakeHandler()
    const icon = "https://app.example/icons/push.svg"
    expect(await format(t, board)).toEqual({ icon, text: "Miro board", subtext: "uXjVOD6LSME=" })
    expect(await format(t, item)).toEqual({ icon, text: "On a Miro board", subtext: "a=" })
    expect(calls).toEqual([])
  })

  it.each(OTHERS)("leaves %j to others", async (url) => {
    const { "format-url": format } = await load()
    await expect(format(createFakeHandler().t, { url })).rejects.toThrow("NotHandled")
  })
})
