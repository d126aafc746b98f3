import { describe, expect, it } from "vitest"
import { planColumns, type ColumnsInput } from "./columns.ts"
import { frameSize } from "./frameGrid.ts"
import { slotPosition } from "./layout.ts"
import type { Rect } from "./rect.ts"

const list = (id: string, cards: number) => ({ id, name: `List ${id}`, cards })
const frame = (id: string, rect: Rect, of = "a") => ({ id, list: of, rect })
const item = (id: string, rect: Rect, parent: string | null = null) => ({ id, rect, parent })
const sized = (x: number, y: number, columns: number, rows: number): Rect => ({
  x,
  y,
  ...frameSize({ columns, rows }),
})

/** The plan for these cards; our frames need not be repeated among the items. */
function plan({ lists, frames = [], items = [] }: Partial<ColumnsInput>) {
  const ours = frames.map(({ id, rect }) => item(id, rect))
  return planColumns({ lists: lists ?? [], frames, items: [...items, ...ours] })
}

/** A child for every cell of a frame, so that it is full. */
function fill(of: { readonly id: string; readonly rect: Rect }, columns: number, rows: number) {
  return Array.from({ length: columns * rows }, (_, i) => {
    const [column, row] = [Math.floor(i / rows), i % rows]
    const [x, y] = [of.rect.x + 40 + column * 360, of.rect.y + 40 + row * 240]
    return item(`${of.id}/${i}`, { x, y, width: 320, height: 94 }, of.id)
  })
}

describe("on an empty board, planColumns", () => {
  it("makes a frame for each list with cards, side by side in Trello's order", () => {
    const { newFrames, grownFrames, places } = plan({
      lists: [list("a", 2), list("b", 0), list("c", 45)],
    })
    expect(grownFrames).toEqual([])
    expect(newFrames).toEqual([
      { key: "a", list: "a", title: "List a", rect: { x: 360, y: -148, width: 400, height: 536 } },
      {
        key: "c",
        list: "c",
        title: "List c",
        rect: { x: 840, y: -148, width: 1120, height: 4856 },
      },
    ])
    expect(places.map(({ list, cards }) => [list, cards.length])).toEqual([
      ["a", 2],
      ["b", 0],
      ["c", 45],
    ])
    expect(places[0]?.cards).toEqual([
      { frame: { kind: "new", key: "a" }, x: 200, y: 148 },
      { frame: { kind: "new", key: "a" }, x: 200, y: 388 },
    ])
    expect(places[2]?.cards[20]).toEqual({ frame: { kind: "new", key: "c" }, x: 560, y: 148 })
  })

  it("puts the first card level with single cards, and covers none of their first column", () => {
    const [first] = plan({ lists: [list("a", 1)] }).newFrames
    expect((first?.rect.y ?? 0) + 148).toBe(slotPosition(0).y)
    expect(first?.rect.x).toBeGreaterThan(slotPosition(19).x + 160)
  })

  it("writes a list's name on one line, and something where nothing can be read", () => {
    const lists = [
      { id: "a", name: " In\nprogress\u202E ", cards: 1 },
      { id: "b", name: " ", cards: 1 },
      { id: "c", name: "x".repeat(500), cards: 1 },
    ]
    const titles = plan({ lists }).newFrames.map(({ title }) => title)
    expect(titles).toEqual(["In progress", "–", `${"x".repeat(199)}…`])
  })
})

describe("for a list that has a frame, planColumns", () => {
  it("fills the gaps in it and moves nothing", () => {
    const own = frame("f", sized(1000, 500, 1, 4))
    const [first, , third] = fill(own, 1, 4)
    const items = [first, third].filter((one) => one !== undefined)
    const { places, ...rest } = plan({ lists: [list("a", 2)], frames: [own], items })
    expect(rest).toEqual({ newFrames: [], grownFrames: [] })
    expect(places[0]?.cards).toEqual([
      { frame: { kind: "existing", id: "f" }, x: 200, y: 388 },
      { frame: { kind: "existing", id: "f" }, x: 200, y: 868 },
    ])
  })

  it("fills the oldest of several first", () => {
    const frames = [frame("f", sized(0, 0, 1, 2)), frame("g", sized(1000, 0, 1, 2))]
    const { places } = plan({ lists: [list("a", 3)], frames })
    const used = places[0]?.cards.map((place) => place.frame.kind === "existing" && place.frame.id)
    expect(used).toEqual(["f", "f", "g"])
  })

  it("uses what a person made of it: wider, lower, or too small for any card", () => {
    const wide = frame("f", { x: 0, y: 0, width: 800, height: 320 })
    expect(plan({ lists: [list("a", 2)], frames: [wide] }).grownFrames).toEqual([])
    const tiny = frame("f", { x: 5, y: 6, width: 100, height: 100 })
    expect(plan({ lists: [list("a", 1)], frames: [tiny] }).grownFrames).toEqual([
      { id: "f", rect: sized(5, 6, 1, 1) },
    ])
  })

  it("lets it grow downwards first, then to the right", () => {
    const own = frame("f", sized(0, 0, 1, 2))
    const items = fill(own, 1, 2)
    const grown = (cards: number) => plan({ lists: [list("a", cards)], frames: [own], items })
    expect(grown(3).grownFrames).toEqual([{ id: "f", rect: sized(0, 0, 1, 5) }])
    expect(grown(18).grownFrames).toEqual([{ id: "f", rect: sized(0, 0, 1, 20) }])
    expect(grown(39).grownFrames).toEqual([{ id: "f", rect: sized(0, 0, 3, 20) }])
    expect(grown(39).newFrames).toEqual([])
  })

  it("grows as far as it can and continues in a new frame", () => {
    const own = frame("f", sized(0, 0, 1, 2))
    const below = item("note", { x: 100, y: 2000, width: 100, height: 100 })
    const right = item("picture", { x: 500, y: -1000, width: 100, height: 9000 })
    const items = [...fill(own, 1, 2), below, right]
    const { grownFrames, newFrames } = plan({ lists: [list("a", 10)], frames: [own], items })
    expect(grownFrames).toEqual([{ id: "f", rect: sized(0, 0, 1, 7) }])
    expect(newFrames.map(({ title, rect }) => [title, rect.height])).toEqual([
      ["List a (2)", frameSize({ columns: 1, rows: 5 }).height],
    ])
  })

  it("lets a frame grow only when cards go into what it gains", () => {
    const older = frame("f", sized(0, 0, 2, 1))
    const newer = frame("g", sized(2000, 0, 1, 1))
    const below = item("wall", { x: 1900, y: 600, width: 900, height: 10 })
    const beside = item("edge", { x: 2450, y: -100, width: 10, height: 600 })
    const items = [...fill(older, 2, 1), ...fill(newer, 1, 1), below, beside]
    const { grownFrames, places } = plan({ lists: [list("a", 2)], frames: [older, newer], items })
    expect(grownFrames).toEqual([
      { id: "f", rect: sized(0, 0, 2, 2) },
      { id: "g", rect: sized(2000, 0, 1, 2) },
    ])
    expect(places[0]?.cards).toEqual(
      ["f", "g"].map((id) => ({ frame: { kind: "existing", id }, x: 200, y: 388 })),
    )
  })

  it("stops for what touches the edge of a frame that would grow", () => {
    const own = frame("f", sized(0, 0, 1, 1))
    const point = item("point", { x: 200, y: own.rect.height, width: 0, height: 0 })
    const items = [...fill(own, 1, 1), point]
    const { grownFrames } = plan({ lists: [list("a", 1)], frames: [own], items })
    expect(grownFrames).toEqual([{ id: "f", rect: sized(0, 0, 2, 1) }])
  })

  it("lets no two frames grow into the same place", () => {
    const frames = [frame("f", sized(0, 0, 1, 20)), frame("g", sized(500, -600, 1, 2), "b")]
    const items = [...fill(frame("f", sized(0, 0, 1, 20)), 1, 20)]
    const alone = plan({ lists: [list("b", 5)], frames, items })
    expect(alone.grownFrames).toEqual([{ id: "g", rect: sized(500, -600, 1, 5) }])
    const { grownFrames, newFrames } = plan({ lists: [list("a", 1), list("b", 5)], frames, items })
    expect(grownFrames[0]).toEqual({ id: "f", rect: sized(0, 0, 2, 20) })
    expect(grownFrames[1]).toEqual({ id: "g", rect: sized(500, -600, 3, 2) })
    expect(newFrames).toEqual([])
  })

  it("numbers a third frame", () => {
    const frames = [frame("f", sized(0, 0, 1, 20)), frame("g", sized(480, 0, 1, 20))]
    const wall = item("wall", { x: 970, y: -500, width: 10, height: 9000 })
    const items = [wall, ...frames.flatMap((one) => fill(one, 1, 20))]
    const { newFrames } = plan({ lists: [list("a", 1)], frames, items })
    expect(newFrames.map(({ title }) => title)).toEqual(["List a (3)"])
  })
})

describe("for new frames beside others, planColumns", () => {
  const own = frame("f", sized(1000, 500, 1, 2))
  const row = (...items: ReturnType<typeof item>[]) =>
    plan({ lists: [list("a", 0), list("b", 1), list("c", 1)], frames: [own], items }).newFrames.map(
      ({ rect }) => [rect.x, rect.y],
    )

  it("takes the place right of our right-most frame", () => {
    expect(row()).toEqual([
      [1480, 500],
      [1960, 500],
    ])
  })

  it("takes the place below our frames when something is on the right", () => {
    expect(row(item("note", { x: 2200, y: 600, width: 10, height: 10 }))).toEqual([
      [1000, 1116],
      [1480, 1116],
    ])
  })

  it("goes right of everything when there is something too", () => {
    const notes = [
      item("note", { x: 2200, y: 600, width: 10, height: 10 }),
      item("text", { x: 1100, y: 1200, width: 10, height: 10 }),
    ]
    expect(row(...notes)).toEqual([
      [2290, 500],
      [2770, 500],
    ])
  })

  it("goes right of everything where single cards stand in the way of the first frames", () => {
    const single = item("card", { x: 380, y: 0, width: 320, height: 94 })
    const { newFrames } = plan({ lists: [list("a", 1)], items: [single] })
    expect(newFrames.map(({ rect }) => [rect.x, rect.y])).toEqual([[780, -148]])
  })
})
