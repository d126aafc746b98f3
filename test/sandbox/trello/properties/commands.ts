import * as fc from "fast-check"

/** What exists, in the order in which it came to be; commands name it by number. */
export interface World {
  readonly boards: readonly string[]
  readonly lists: string[]
  readonly cards: string[]
  readonly labels: string[]
  readonly members: readonly string[]
  readonly comments: { readonly card: string; readonly id: string }[]
  readonly checklists: string[]
  readonly items: { readonly card: string; readonly id: string }[]
  readonly links: { readonly card: string; readonly id: string }[]
  readonly numberField: string
}

/** A call on `/1`, and where what it makes is remembered. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly body?: unknown
  readonly made?: (world: World, id: string) => void
}

/** A choice that does not know yet what there will be. */
export type Command = (world: World) => Call

export const DUES = ["2031-01-01T00:00:00.000Z", "2032-02-02T12:30:00.000Z"]

export const at = fc.nat({ max: 1000 })
const name = fc.constantFrom("Plan", "Ärger ✓", "a".repeat(16_384), "a".repeat(16_385), "x", " ")
const pos = fc.constantFrom("top", "bottom", 5, 70_000.5, "middle")

/** The thing with this number, counted around. */
export function pick<T>(all: readonly T[], index: number): T | undefined {
  return all[index % Math.max(1, all.length)]
}
export const card = (world: World, index: number): string =>
  pick(world.cards, index) ?? "0".repeat(24)
const list = (world: World, index: number): string => pick(world.lists, index) ?? "0".repeat(24)

/** Changes one or several fields of a card. */
const edit: fc.Arbitrary<Command> = fc
  .tuple(
    at,
    fc.record(
      {
        name,
        desc: fc.constantFrom("", "Some **words**"),
        closed: fc.boolean(),
        due: fc.constantFrom(...DUES, null, "never"),
        dueComplete: fc.boolean(),
        pos,
        cover: fc.constantFrom({ color: "red" }, { color: "lime", size: "full" }, ""),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([index, body]) => (world) => ({
    method: "PUT",
    path: `/cards/${card(world, index)}`,
    body,
  }))

const create: fc.Arbitrary<Command> = fc
  .tuple(at, name, pos)
  .map(([index, text, place]) => (world) => ({
    method: "POST",
    path: "/cards",
    body: { idList: list(world, index), name: text, pos: place },
    made: (after, id) => after.cards.push(id),
  }))

const copy: fc.Arbitrary<Command> = fc.tuple(at, at).map(([index, source]) => (world) => ({
  method: "POST",
  path: "/cards",
  body: { idList: list(world, index), idCardSource: card(world, source) },
  made: (after, id) => after.cards.push(id),
}))

/** Within a board and across boards. */
const move: fc.Arbitrary<Command> = fc
  .tuple(at, at, at, pos)
  .map(([index, goal, board, place]) => (world) => ({
    method: "PUT",
    path: `/cards/${card(world, index)}`,
    body: { idList: list(world, goal), idBoard: pick(world.boards, board), pos: place },
  }))

const remove: fc.Arbitrary<Command> = at.map((index) => (world) => ({
  method: "DELETE",
  path: `/cards/${card(world, index)}`,
}))

const wholeList: fc.Arbitrary<Command> = fc
  .tuple(at, fc.record({ name, closed: fc.boolean(), pos }, { requiredKeys: [] }), at, fc.boolean())
  .map(([index, body, board, moves]) => (world) => ({
    method: "PUT",
    path: `/lists/${list(world, index)}`,
    body: moves ? { idBoard: pick(world.boards, board) } : body,
  }))

/** What becomes of whole cards and lists. */
export const CARD_COMMANDS = [edit, create, move, copy, remove, wholeList] as const
