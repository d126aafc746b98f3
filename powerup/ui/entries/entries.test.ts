import { describe, expect, it } from "vitest"
import { parseCardBoards, parseOnMiro, type CardBoard } from "../../../core/contract/pluginData.ts"
import { buildFakeHost } from "../../pages/testing/fakeHost.ts"
import {
  connected,
  DESIGN,
  link,
  MARKETING,
  nothingConnected,
} from "../../pages/testing/samples.ts"
import { repairOnMiro } from "./boardEntry.ts"
import { boardsOf, repairEntries } from "./cardEntries.ts"
import { missingProviders, noteConnected, usableMiro, wasConnected } from "./connected.ts"
import { buildRemembered, connectionFor, parseRemembered } from "./remembered.ts"

const onRoadmap: CardBoard = { id: "a=", item: "1", name: "Roadmap", state: "ok" }

describe("the card's entries", () => {
  it("are written once and left alone when they are right", async () => {
    const { t, data, writes } = buildFakeHost()
    expect(await repairEntries(t, 12, [onRoadmap])).toBe("written")
    expect(parseCardBoards(data.get("card/shared/m"))).toEqual([onRoadmap])
    expect(parseOnMiro(data.get("board/shared/m"))).toEqual([12])
    expect(writes).toHaveLength(2)
    expect(await repairEntries(t, 12, [onRoadmap])).toBe("unchanged")
    expect(writes).toHaveLength(2)
  })

  it("forget a card that is on no board, and no other", async () => {
    const data = { "card/shared/m": { v: 1, boards: [onRoadmap] }, "board/shared/m": "b-d" }
    const host = buildFakeHost({ data })
    await repairEntries(host.t, 12, [])
    expect(host.data.has("card/shared/m")).toBe(false)
    expect(parseOnMiro(host.data.get("board/shared/m"))).toEqual([11, 13])
  })

  it("are repaired whatever was in them", async () => {
    const host = buildFakeHost({ data: { "card/shared/m": "nonsense", "board/shared/m": 7 } })
    await repairEntries(host.t, 12, [onRoadmap])
    expect(parseCardBoards(host.data.get("card/shared/m"))).toEqual([onRoadmap])
    expect(parseOnMiro(host.data.get("board/shared/m"))).toEqual([12])
  })

  it("are left to others by an observer", async () => {
    const host = buildFakeHost({ canWrite: false })
    expect(await repairEntries(host.t, 12, [onRoadmap])).toBe("skipped")
    expect(host.writes).toEqual([])
  })

  it("cost no failure when Trello refuses the write", async () => {
    const host = buildFakeHost()
    const t = { ...host.t, set: () => Promise.reject(new Error("too long")) }
    expect(await repairEntries(t, 12, [onRoadmap])).toBe("skipped")
  })

  it.each([
    ["in_step", null, "ok"],
    ["waiting", null, "ok"],
    ["paused", "trouble", "ok"],
    ["paused", "miro_lost", "stale"],
    ["paused", null, "stale"],
    ["ended", "card_out_of_reach", "stale"],
    ["gone", "deleted_on_miro", "broken"],
  ] as const)("keep of a link that is %s (%s) that it is %s", (state, reason, kept) => {
    const one = link({ id: "a=", name: "Roadmap" })
    const [board] = boardsOf([{ ...one, sync: { ...one.sync, state, reason } }])
    expect(board).toEqual({ id: "a=", item: one.item, name: "Roadmap", state: kept })
  })
})

describe("the board-level entry", () => {
  it("is written when it differs and not again", async () => {
    const { t, data, writes } = buildFakeHost({ data: { "board/shared/m": "1-3" } })
    expect(await repairOnMiro(t, "1-5")).toBe("written")
    expect(data.get("board/shared/m")).toBe("1-5")
    expect(await repairOnMiro(t, "1-5")).toBe("unchanged")
    expect(writes).toHaveLength(1)
  })

  it("takes the entries of cards that are on Miro no more with it, and no others", async () => {
    const cards = [1, 2, 3].map((idShort) => ({ id: `card${idShort}`, idShort }))
    const own = Object.fromEntries(cards.map(({ id }) => [`${id}/shared/m`, { v: 1, boards: [] }]))
    const host = buildFakeHost({ data: { "board/shared/m": "1-2", ...own }, cards })
    expect(await repairOnMiro(host.t, "1")).toBe("written")
    expect([...host.data.keys()]).toEqual(["board/shared/m", "card1/shared/m", "card3/shared/m"])
  })

  it("is right although the cards cannot be read", async () => {
    const host = buildFakeHost({ data: { "board/shared/m": "1-2" } })
    const t = { ...host.t, cards: () => Promise.reject(new Error("no")) }
    expect(await repairOnMiro(t, "1")).toBe("written")
    expect(host.data.get("board/shared/m")).toBe("1")
  })

  it("is not made only to say that nothing is on Miro", async () => {
    const { t, writes } = buildFakeHost()
    expect(await repairOnMiro(t, "")).toBe("unchanged")
    expect(writes).toEqual([])
  })

  it("is left to others by an observer, and by who is refused", async () => {
    const observer = buildFakeHost({ canWrite: false })
    expect(await repairOnMiro(observer.t, "1")).toBe("skipped")
    expect(observer.writes).toEqual([])
    const t = { ...buildFakeHost().t, set: () => Promise.reject(new Error("too long")) }
    expect(await repairOnMiro(t, "1")).toBe("skipped")
  })
})

describe("a remembered board", () => {
  const board = { id: "a=", name: "Roadmap", connection: DESIGN }

  it("comes back as it was put away, with or without who can see it", () => {
    const choice = { v: 1, ...board } as const
    expect(parseRemembered(buildRemembered(board, "link_can_view"))).toEqual({
      choice,
      audience: "link_can_view",
    })
    expect(parseRemembered(buildRemembered(board, null))).toEqual({ choice, audience: null })
    expect(parseRemembered({ ...choice, audience: "everyone" })).toEqual({ choice, audience: null })
    expect(parseRemembered({ v: 2 })).toBeNull()
  })

  it("is reached through one's own connection to the same Miro team", () => {
    const choice = { v: 1, ...board, connection: "miro:77:3458764500000000009" } as const
    expect(connectionFor(choice, [MARKETING, DESIGN])).toBe(DESIGN)
    expect(connectionFor({ ...choice, connection: MARKETING }, [MARKETING, DESIGN])).toBe(MARKETING)
  })

  it("is reached through the only connection, or left to the person", () => {
    const choice = { v: 1, ...board, connection: "miro:77:88" } as const
    expect(connectionFor(choice, [DESIGN])).toBe(DESIGN)
    expect(connectionFor(choice, [DESIGN, MARKETING])).toBeNull()
    expect(connectionFor(choice, [])).toBeNull()
  })
})

describe("what is connected", () => {
  it("lacks what cannot be called, Trello first", () => {
    expect(missingProviders(nothingConnected)).toEqual(["trello", "miro"])
    expect(missingProviders(connected)).toEqual([])
    const revoked = { ...connected.trello, state: "revoked" } as const
    expect(missingProviders({ ...connected, trello: revoked })).toEqual(["trello"])
    expect(usableMiro(connected)).toEqual([DESIGN])
  })

  it("is noted and read back; without a note nothing counts as connected", async () => {
    const { t } = buildFakeHost()
    expect(await wasConnected(t, "trello")).toBe(false)
    await noteConnected(t, { ...connected, miro: [] })
    expect(await wasConnected(t, "trello")).toBe(true)
    expect(await wasConnected(t, "miro")).toBe(false)
  })
})
