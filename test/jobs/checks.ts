import type { ErrorCode } from "../../core/contract/errors.ts"
import { shortLinkOf } from "../../worker/miro/items.ts"
import type { JobRow } from "../../worker/sync/jobs/record.ts"
import type { BoardTables } from "../../worker/sync/store/boardStore.ts"
import type { Item, Miro } from "./miro.ts"
import type { People } from "./people.ts"
import type { Card } from "./trello.ts"
import type { Watch } from "./watch.ts"

/** What is looked at after a job. */
export interface Scene {
  readonly miro: Miro
  readonly watch: Watch
  readonly people: People
  readonly tables: BoardTables
}

/** A card may be missing for these reasons, after so many calls without a clear answer. */
const GIVEN_UP: Readonly<Partial<Record<ErrorCode, number>>> = {
  outcome_unknown: 5,
  upstream_unavailable: 8,
  upstream_timeout: 8,
}

function isGivenUp({ code, tries }: JobRow): boolean {
  return tries >= (GIVEN_UP[code ?? "internal_error"] ?? Infinity)
}

function itemsOfCards(miro: Miro): ReadonlyMap<string, Item[]> {
  const items = new Map<string, Item[]>()
  for (const item of miro.items()) {
    const shortLink = miro.isOurs(item) ? shortLinkOf(item.data.title ?? "") : null
    if (shortLink !== null) items.set(shortLink, [...(items.get(shortLink) ?? []), item])
  }
  return items
}

function wasDeleted({ people }: Scene, { shortLink }: Card): boolean {
  return [...people.deleted].some((title) => shortLinkOf(title) === shortLink)
}

/** After a push: every card is there exactly once, and its link names it. */
export function findBadCard(
  scene: Scene,
  cards: readonly Card[],
  job: string,
  strict: boolean,
): string | null {
  const { miro, tables, watch } = scene
  const items = itemsOfCards(miro)
  const failed = new Map(tables.jobs.rows(job, "failed").map((row) => [row.card, row]))
  for (const card of cards) {
    const found = items.get(card.shortLink) ?? []
    const link = tables.links.read(card.id, miro.board)
    const name = `card ${card.idShort} (${card.shortLink})`
    if (found.length > 1) return `${name} is there ${found.length} times`
    const row = failed.get(card.id)
    const code = row?.code
    if (watch.poison.has(card.shortLink)) {
      if (code !== "miro_refused_card" && link?.item === undefined)
        return `${name} is not refused: ${code}`
      continue
    }
    if (code === "miro_refused_card" || code === "upstream_refused") return `${name}: ${code}`
    if (code === "link_not_found" && !wasDeleted(scene, card)) return `${name} was not deleted`
    if (row !== undefined && isGivenUp(row) && !strict) continue
    const [item] = found
    if (item === undefined) {
      if (wasDeleted(scene, card) && !strict) continue
      return `${name} is missing (${code ?? "no failure"}, link ${link?.state} ${link?.item})`
    }
    if (link?.state !== "linked" || link.item !== item.id) {
      return `${name} is ${item.id}, its link says ${link?.state} ${link?.item}`
    }
  }
  return null
}

/** After a removal: no link and no item of these cards is left, but of those that somebody pushed alone meanwhile. */
export function findLeft(
  { miro, tables }: Scene,
  cards: readonly Card[],
  { job, pushed }: { readonly job: string; readonly pushed: ReadonlySet<string> },
): string | null {
  const failed = tables.jobs.rows(job, "failed")
  const wrong = failed.find((row) => !isGivenUp(row))
  if (wrong !== undefined) return `${wrong.card} is not removed: ${wrong.code}`
  const excused = new Set([...pushed, ...failed.map(({ card }) => card)])
  const items = itemsOfCards(miro)
  for (const { id, shortLink } of cards) {
    if (excused.has(id)) continue
    if (tables.links.read(id, miro.board) !== null) return `a link of ${shortLink} is left`
    const [item] = items.get(shortLink) ?? []
    if (item !== undefined) return `${item.id} of ${shortLink} is left`
  }
  return null
}

/** No card is there that no link knows. Not for cards that somebody pushed alone without an answer. */
export function findUnlinked(scene: Scene, ignored: ReadonlySet<string>): string | null {
  const known = new Set(
    scene.tables.links.onBoard(scene.miro.board).flatMap(({ item }) => item ?? []),
  )
  for (const [shortLink, found] of itemsOfCards(scene.miro)) {
    if (ignored.has(shortLink)) continue
    const unknown = found.find(({ id }) => !known.has(id))
    if (unknown !== undefined) return `${unknown.id} of ${shortLink} is linked to nothing`
  }
  return null
}

/** Every frame of ours is known, and none is there for the same cards twice. */
export function findBadFrame({ miro, people, tables }: Scene): string | null {
  const stored = tables.frames.onBoard(miro.board)
  const known = new Set(stored.flatMap(({ item }) => item ?? []))
  const open = stored.find(({ state }) => state !== "made")
  if (open !== undefined) return `frame ${open.key} is ${open.state}`
  if (new Set(stored.map(({ item }) => item)).size < stored.length) return "two frames are one"
  for (const { id, type } of miro.items()) {
    if (type === "frame" && !known.has(id) && !people.left.has(id)) return `frame ${id} is unknown`
  }
  return null
}
