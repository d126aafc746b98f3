import { type ColumnsPlan, planColumns } from "../../../core/cards/columns.ts"
import type { Rect } from "../../../core/cards/rect.ts"
import type { BoardCard, TrelloBoard } from "../../../core/cards/trelloBoard.ts"
import { type BoardItem, isOurs, shortLinkOf } from "../../miro/items.ts"
import type { StoredFrame } from "../store/frames.ts"
import { isBeingMade, type StoredLink } from "../link.ts"
import type { JobRow } from "./record.ts"
import { placeOnCanvas } from "./survey.ts"

/** What is known when the rows of a push are decided. */
export interface PlanInput {
  readonly cards: readonly BoardCard[]
  /** The hash of what would be sent for a card now. */
  readonly hashOf: (card: BoardCard) => string
  /** The links to this Miro board, by card. */
  readonly links: ReadonlyMap<string, StoredLink>
  /** Everything that is on the Miro board. */
  readonly items: readonly BoardItem[]
  /** When somebody began to look at it. Milliseconds since 1970. */
  readonly beganAt: number
}

/**
 * What a push does to each card. A card whose item is there is updated, or left alone when it shows the present text;
 * so is one whose item was made after somebody began to look. An app card of ours that nobody knew of any more is taken
 * over; everything else is made.
 */
export function planRows({ cards, hashOf, links, items, beganAt }: PlanInput): JobRow[] {
  const there = new Map(items.map((item) => [item.id, item]))
  const known = new Set([...links.values()].flatMap(({ item }) => item ?? []))
  const orphans = new Map<string, string>()
  for (const item of items) {
    const shortLink = isOurs(item) && !known.has(item.id) ? shortLinkOf(item.title) : null
    if (shortLink !== null && !orphans.has(shortLink)) orphans.set(shortLink, item.id)
  }
  return cards.map((card, seq): JobRow => {
    const link = links.get(card.id)
    const linked = link?.item === null ? undefined : there.get(link?.item ?? "")
    const recent = link?.state === "linked" && (link.pushedAt ?? 0) >= beganAt
    const busy = link !== undefined && isBeingMade(link, beganAt)
    const orphan = busy ? null : (orphans.get(card.shortLink) ?? null)
    const item = linked?.id ?? (recent ? link.item : null) ?? orphan
    const shown = linked === undefined ? recent : linked.status === "connected"
    const same = shown && link?.hash === hashOf(card)
    return {
      seq,
      card: card.id,
      idShort: card.idShort,
      shortLink: card.shortLink,
      action: item === null ? "create" : "update",
      state: same ? "done" : "todo",
      outcome: same ? "unchanged" : null,
      item,
      frame: null,
      x: 0,
      y: 0,
      doubted: false,
      tries: 0,
      code: null,
    }
  })
}

export interface Placement {
  readonly rows: readonly JobRow[]
  /** Frames to be written: new ones, those to grow, and those that are elsewhere now. */
  readonly frames: readonly StoredFrame[]
  /** Keys of frames that are gone from the Miro board. */
  readonly lost: readonly string[]
}

/** Gives every card that is to be made its place in the column of its list. */
export function placeRows(input: {
  readonly rows: readonly JobRow[]
  readonly board: TrelloBoard
  readonly listOf: (card: string) => string
  readonly frames: readonly StoredFrame[]
  readonly items: readonly BoardItem[]
  /** Places on the canvas where somebody is putting something. */
  readonly reserved: readonly Rect[]
  readonly miroBoard: string
  readonly job: string
  /** Keeps the keys of new frames apart: a list may get another one in every push. */
  readonly prefix: string
}): Placement {
  const { rows, board, listOf, items, reserved, miroBoard, job, prefix } = input
  const canvas = placeOnCanvas(items)
  const rects = new Map(canvas.map(({ id, rect }) => [id, rect]))
  const kept: StoredFrame[] = []
  const lost: string[] = []
  for (const frame of input.frames) {
    const rect = rects.get(frame.item ?? "")
    if (rect === undefined) lost.push(frame.key)
    else kept.push({ ...frame, rect, state: "made" })
  }
  const byList = new Map<string, JobRow[]>()
  for (const row of rows) {
    const list = listOf(row.card)
    byList.set(list, [...(byList.get(list) ?? []), row])
  }
  const plan = planColumns({
    lists: board.lists.map(({ id, name }) => ({ id, name, cards: byList.get(id)?.length ?? 0 })),
    frames: kept.map(({ list, item, rect }) => ({ list, id: item ?? "", rect })),
    items: [...canvas, ...reserved.map((rect) => ({ id: "", rect, parent: null }))],
  })
  const keys = new Map(kept.map(({ item, key }) => [item, key]))
  const places = new Map(plan.places.map(({ list, cards }) => [list, cards]))
  const placed = [...byList].flatMap(([list, listed]) =>
    listed.map((row, index): JobRow => {
      const place = places.get(list)?.[index]
      // Its list was archived a moment ago.
      if (place === undefined) return { ...row, state: "failed", code: "card_not_found" }
      const { frame, x, y } = place
      const key = frame.kind === "new" ? prefix + frame.key : (keys.get(frame.id) ?? null)
      return { ...row, frame: key, x, y }
    }),
  )
  return {
    rows: placed,
    frames: [...grow(plan, kept), ...make(plan, { miroBoard, job, prefix })],
    lost,
  }
}

function grow(plan: ColumnsPlan, frames: readonly StoredFrame[]): StoredFrame[] {
  const grown = new Map(plan.grownFrames.map(({ id, rect }) => [id, rect]))
  return frames.map((frame) => {
    const rect = grown.get(frame.item ?? "")
    return rect === undefined ? frame : { ...frame, rect, state: "grow" }
  })
}

function make(
  plan: ColumnsPlan,
  {
    prefix,
    ...owner
  }: { readonly miroBoard: string; readonly job: string; readonly prefix: string },
): StoredFrame[] {
  return plan.newFrames.map(({ key, list, title, rect }) => ({
    ...owner,
    key: prefix + key,
    list,
    title,
    state: "todo",
    item: null,
    rect,
    doubted: false,
    lookedAt: 0,
  }))
}
