import type { Job } from "../../core/contract/jobs.ts"
import type { DirectMiro } from "../journey/directMiro.ts"
import type { ManyCards } from "../journey/standIns.ts"

/** An item as Miro tells it. */
export interface Item {
  readonly id: string
  readonly type: string
  readonly parent?: { readonly id: string }
  readonly data: { readonly title?: string }
  readonly position: { readonly x: number; readonly y: number }
}

/** Everything on a Miro board, asked of Miro itself. */
export async function itemsOn(miro: DirectMiro, board: string): Promise<Item[]> {
  const items: Item[] = []
  for (let cursor = ""; ; ) {
    const query = `limit=50&cursor=${encodeURIComponent(cursor)}`
    const path = `/v2/boards/${encodeURIComponent(board)}/items?${query}`
    const page = await miro.call<{ data: Item[]; cursor?: string }>("GET", path)
    items.push(...page.data)
    if (!page.cursor) return items
    cursor = page.cursor
  }
}

/**
 * What is wrong on a Miro board that was empty before a Trello board was pushed to it: each card has to be there once,
 * in the one frame of its list, where no other card is, and nothing else. `newNames` are those of cards, by id, that were
 * changed.
 */
export function findWrongItems(
  items: readonly Item[],
  board: ManyCards,
  newNames: ReadonlyMap<string, string>,
): string[] {
  const wrong: string[] = []
  const frames = items.filter(({ type }) => type === "frame")
  const frameOf = new Map<string, string>()
  for (const { id, name } of board.lists) {
    const found = frames.filter(({ data }) => data.title === name)
    if (found.length !== 1) wrong.push(`${found.length} frames for ${name}`)
    frameOf.set(id, found[0]?.id ?? "")
  }
  const places = new Set<string>()
  for (const card of board.cards) {
    const found = items.filter(({ data }) => data.title?.includes(`/c/${card.shortLink}`))
    if (found.length !== 1) wrong.push(`card ${card.idShort} is there ${found.length} times`)
    for (const { parent, position, data } of found) {
      if (parent?.id !== frameOf.get(card.idList)) wrong.push(`card ${card.idShort} lies elsewhere`)
      places.add(`${parent?.id} ${position.x} ${position.y}`)
      const name = newNames.get(card.id)
      if (name !== undefined && !data.title?.includes(name))
        wrong.push(`card ${card.idShort} shows its old name`)
    }
  }
  if (places.size !== board.cards.length) wrong.push(`${places.size} places`)
  const expected = board.cards.length + board.lists.length
  if (items.length !== expected) wrong.push(`${items.length} items, not ${expected}`)
  return wrong
}

/** What the report of an ended job does not tell as it was. */
export function findWrongReport(
  job: Job,
  truth: Pick<Job, "total" | "created" | "updated" | "removed" | "undoable">,
): string[] {
  const { state, total, done, created, updated, unchanged, removed, failed } = job
  const sum = created + updated + unchanged + removed + failed
  const wrong: string[] = []
  if (state !== "done") wrong.push(`it is ${state}: ${job.reason}`)
  if (failed > 0) wrong.push(`${failed} failed`)
  if (done !== total || sum !== total) wrong.push(`${done} done, ${sum} in all, of ${total}`)
  for (const name of ["total", "created", "updated", "removed", "undoable"] as const) {
    if (job[name] !== truth[name]) wrong.push(`${job[name]} ${name}, not ${truth[name]}`)
  }
  return wrong
}
