import { describe, expect, it, vi } from "vitest"
import {
  buildCardBoards,
  buildOnMiro,
  connectedKey,
  type CardBoard,
} from "../../core/contract/pluginData.ts"
import { createFakeHandler, WORKSPACE } from "./testing/fakeHandler.ts"

const plan: CardBoard = { id: "b1", item: "1", name: "Plan", state: "ok" }
const gone: CardBoard = { id: "b2", item: "2", name: "Gone", state: "broken" }
const stale: CardBoard = { id: "b3", item: "3", name: "Old", state: "stale" }
const onBoards = (...boards: CardBoard[]) => ({
  pluginData: { "card/shared/m": buildCardBoards(boards) },
})
const signedOut = { member: "notLoggedIn" }

// A build puts these constants in; where tests are run without one, they are given here.
vi.stubGlobal("__APP_ORIGIN__", "https://app.example")
vi.stubGlobal("__MIRO_ORIGIN__", "https://miro.com")
const app = __APP_ORIGIN__

async function load() {
  return (await import("./capabilities.ts")).capabilities
}

const noteOf = (value: unknown) => ({
  pluginData: { [`member/private/${connectedKey(WORKSPACE)}`]: value },
})

describe("card-buttons", () => {
  it("shows the button to everybody who is signed in, observers included", async () => {
    const [button, ...others] = (await load())["card-buttons"](createFakeHandler().t)
    expect(others).toEqual([])
    expect(button).toMatchObject({
      text: "Push to Miro",
      condition: "signedIn",
      icon: `${app}/icons/push.svg`,
    })
  })

  it("opens the push popup with the t of the click, at whose place it appears", async () => {
    const [button] = (await load())["card-buttons"](createFakeHandler().t)
    const clicked = createFakeHandler()
    await button?.callback(clicked.t)
    expect(clicked.calls).toMatchObject([
      { name: "popup", args: [{ title: "Push to Miro", url: `${app}/push/` }] },
    ])
  })
})

describe("list-actions", () => {
  it.each([
    ["Push list to Miro", "push", "Push to Miro"],
    ["Remove list from Miro", "remove", "Remove from Miro"],
  ])("offers “%s”, which opens the window with that list", async (text, kind, title) => {
    const actions = (await load())["list-actions"](createFakeHandler().t)
    expect(actions.length).toBeLessThanOrEqual(3)
    const clicked = createFakeHandler({ list: "l7" })
    await actions.find((action) => action.text === text)?.callback(clicked.t)
    expect(clicked.calls).toMatchObject([
      { name: "modal", args: [{ title, url: `${app}/board/`, args: { list: "l7", kind } }] },
    ])
  })

  it("answers at once, without asking Trello or the network anything", async () => {
    const handler = createFakeHandler()
    expect((await load())["list-actions"](handler.t)).toBeInstanceOf(Array)
    expect(handler.calls).toEqual([])
  })

  it("offers nothing to a viewer who is not signed in", async () => {
    expect((await load())["list-actions"](createFakeHandler(signedOut).t)).toEqual([])
  })
})

describe("board-buttons", () => {
  it("shows one button with an icon for each background, both absolute", async () => {
    const [button, ...others] = (await load())["board-buttons"](createFakeHandler().t)
    expect(others).toEqual([])
    expect(button).toMatchObject({
      text: "Push to Miro",
      condition: "signedIn",
      icon: { dark: `${app}/icons/push-on-dark.svg`, light: `${app}/icons/push-on-light.svg` },
    })
  })

  it("opens the window for the whole board", async () => {
    const [button] = (await load())["board-buttons"](createFakeHandler().t)
    const clicked = createFakeHandler()
    await button?.callback(clicked.t)
    expect(clicked.calls).toMatchObject([
      { name: "modal", args: [{ url: `${app}/board/`, args: { kind: "push" } }] },
    ])
  })

  it("shows none to a viewer who is not signed in", async () => {
    expect((await load())["board-buttons"](createFakeHandler(signedOut).t)).toEqual([])
  })
})

describe("card-badges", () => {
  it.each([
    ["none for a card that is not on Miro", {}, []],
    ["one for a card on a board", onBoards(plan), [{ text: "Miro" }]],
    ["one with a count for several boards", onBoards(plan, plan, plan), [{ text: "Miro · 3" }]],
    [
      "one that says in words when a board is gone",
      onBoards(stale, gone),
      [{ text: "Miro · 2: gone", color: "red" }],
    ],
    [
      "one that says in words when nobody keeps the card in step",
      onBoards(stale),
      [{ text: "Miro: paused", color: "yellow" }],
    ],
    [
      "one for a card that the board-level entry alone names",
      { idShort: 7, pluginData: { "board/shared/m": buildOnMiro([5, 6, 7]) } },
      [{ text: "Miro" }],
    ],
    [
      "none for its neighbour",
      { idShort: 8, pluginData: { "board/shared/m": buildOnMiro([5, 6, 7]) } },
      [],
    ],
    [
      "none for unreadable entries",
      { pluginData: { "card/shared/m": 1, "board/shared/m": {} } },
      [],
    ],
    ["none for a card of unknown number", { pluginData: { "board/shared/m": "0-zzz" } }, []],
  ])("gives %s", async (_, setup, badges) => {
    const answer = await (await load())["card-badges"](createFakeHandler(setup).t)
    expect(answer).toHaveLength(badges.length)
    expect(answer).toMatchObject(badges)
  })

  it("asks Trello for no card on a board from which nothing was pushed", async () => {
    const handler = createFakeHandler()
    await (await load())["card-badges"](handler.t)
    expect(handler.calls.map(({ name }) => name)).toEqual(["get", "get"])
  })
})

describe("card-detail-badges", () => {
  it.each([
    ["offers the push on a card that is not on Miro", {}, { title: "Miro", text: "Push to Miro" }],
    ["names the board of a card on Miro", onBoards(plan), { title: "On Miro", text: "Plan" }],
    ["counts the others", onBoards(plan, plan, plan), { text: "Plan +2" }],
    ["says what is wrong", onBoards(plan, gone), { text: "Plan +1: gone", color: "red" }],
    ["says that it is paused", onBoards(stale), { text: "Old: paused", color: "yellow" }],
    [
      "does without a name where none is known",
      { idShort: 7, pluginData: { "board/shared/m": "7" } },
      { title: "On Miro", text: "Miro board" },
    ],
  ])("%s, and opens the popup", async (_, setup, badge) => {
    const answer = await (await load())["card-detail-badges"](createFakeHandler(setup).t)
    expect(answer).toMatchObject([badge])
    const clicked = createFakeHandler()
    await answer[0]?.callback?.(clicked.t)
    expect(clicked.calls).toMatchObject([{ name: "popup", args: [{ url: `${app}/push/` }] }])
  })

  it("offers nothing to click to a viewer who is not signed in", async () => {
    const { "card-detail-badges": badges } = await load()
    expect(await badges(createFakeHandler(signedOut).t)).toEqual([])
    expect(await badges(createFakeHandler({ ...onBoards(plan), ...signedOut }).t)).toEqual([
      { title: "On Miro", text: "Plan" },
    ])
  })
})

describe("card-back-section", () => {
  it("is null for a card that is not on Miro", async () => {
    expect(await (await load())["card-back-section"](createFakeHandler().t)).toBeNull()
  })

  it("is a signed iframe with an icon for one that is", async () => {
    const section = await (await load())["card-back-section"](createFakeHandler(onBoards(plan)).t)
    expect(section).toEqual({
      title: "Miro",
      icon: `${app}/icons/push.svg`,
      content: { type: "iframe", url: `${app}/section/#signed`, height: 96 },
    })
  })
})

describe("authorization-status", () => {
  it.each([
    ["both are connected", noteOf({ v: 1, trello: true, miro: true }), true],
    ["Miro is missing", noteOf({ v: 1, trello: true, miro: false }), false],
    ["there is no note", {}, false],
    ["the note is unreadable", noteOf("yes"), false],
    ["the board has no workspace", { organization: undefined }, false],
    ["nobody is signed in", { ...noteOf({ v: 1, trello: true, miro: true }), ...signedOut }, false],
  ])("when %s", async (_, setup, authorized) => {
    const answer = await (await load())["authorization-status"](createFakeHandler(setup).t)
    expect(answer).toEqual({ authorized })
  })
})

it("uses the network for nothing, on load or after", async () => {
  const fetched = vi.fn<typeof fetch>()
  vi.stubGlobal("fetch", fetched)
  const { "remove-data": _, ...others } = await load()
  const url = "https://miro.com/app/board/b1="
  const options = { url, name: "Plan", entries: [{ id: "1", name: "Plan", url }] }
  for (const answer of Object.values(others)) {
    await answer(createFakeHandler(onBoards(plan)).t, options)
  }
  expect(fetched).not.toHaveBeenCalled()
})

describe("the menu", () => {
  it.each([
    ["show-authorization", "popup", `${app}/consent/`],
    ["show-settings", "popup", `${app}/settings/`],
    ["on-enable", "modal", `${app}/consent/`],
  ] as const)("answers %s with a %s of %s", async (capability, name, url) => {
    const handler = createFakeHandler()
    await (await load())[capability](handler.t)
    expect(handler.calls).toMatchObject([{ name, args: [{ url }] }])
  })
})
