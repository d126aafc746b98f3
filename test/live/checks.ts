import { contentHash } from "../../core/cards/hash.ts"
import { customFieldsOfCard, parseCustomFields } from "../../core/cards/customFields.ts"
import {
  cardReadQueryWithCustomFields,
  parseTrelloCard,
  toTicket,
} from "../../core/cards/fromTrello.ts"
import { type AppCard, appCardBody, toAppCard } from "../../core/cards/toAppCard.ts"
import { buildCreateAppCard, buildDeleteAppCard } from "../../worker/miro/appCards.ts"
import type { BoardTables } from "../../worker/sync/store/boardStore.ts"
import type { StoredLink } from "../../worker/sync/link.ts"
import type { Item, Miro } from "../jobs/miro.ts"
import { FORMAT, ORIGINS } from "./flows.ts"
import type { Trello } from "./trello.ts"
import type { Watch } from "./watch.ts"

/** Where cards are made only to see what Miro makes of them. */
const MIRROR = "uXjVOD6LSNE="

/** The card as Trello's own pages show it, as an app card; null when it is not on the board any more. */
export async function expectedCard(
  trello: Trello,
  id: string,
  names: readonly string[],
  now: number,
): Promise<AppCard | null> {
  const query = new URLSearchParams(cardReadQueryWithCustomFields).toString()
  const json = await trello.read(`/1/cards/${id}?${query}`)
  const card = parseTrelloCard(json)
  if (json === null || !card.ok || card.card.idBoard !== trello.board) return null
  const definitions = parseCustomFields(await trello.read(`/1/boards/${trello.board}/customFields`))
  const customFields = customFieldsOfCard(card.card, definitions, names)
  const shown = { ...card.card, closed: card.card.closed || card.card.list?.closed === true }
  return toAppCard(toTicket(shown, { ...ORIGINS, customFields }), FORMAT, now)
}

/** What is looked at when everything is quiet. */
export interface Scene {
  readonly miro: Miro
  readonly trello: Trello
  readonly watch: Watch
  readonly tables: BoardTables
  /** Of the board that cards are moved to. */
  readonly elsewhere: BoardTables
  readonly now: number
  /** Whether what people deleted on Miro is known by now. */
  readonly compared: boolean
  /** Copies that people made, as they were then. */
  readonly copies: ReadonlyMap<string, Item>
}

/** What is wrong with a link of a board that is kept in step; null for nothing. */
export async function findBadLink(scene: Scene, link: StoredLink): Promise<string | null> {
  const { miro, trello, tables, now } = scene
  const { card, miroBoard, item: id, sync } = link
  const says = `${card} on ${miroBoard} as ${id}: ${sync.state} ${sync.reason ?? ""}`
  if (link.state !== "linked" || id === null) return null
  const item = miro.item(id, miroBoard)
  if (item === null) {
    return sync.state === "gone" || !scene.compared ? null : `${says}, and it is not there`
  }
  if (sync.state === "gone") return `${says}, and it is there`
  const expected = await expectedCard(trello, card, tables.settings.customFields(miroBoard), now)
  if (expected === null) {
    if (sync.state !== "ended") return `${says}, and its card is gone`
    return findBadEnd(scene, item, says)
  }
  if (sync.state !== "in_step") return says
  if (item.data.status !== "connected") return `${says}, and it shows ${item.data.status}`
  const shown = await mirror(miro, expected)
  const [wanted, there] = [looksOf(shown), looksOf(item)]
  if (wanted !== there) return `${says}, and it shows\n${there}\ninstead of\n${wanted}`
  if (link.hash !== contentHash(expected)) return `${says}, and its hash is another`
  return null
}

/** What people saw last stays, behind a chip that says that the card ended, once. */
function findBadEnd({ watch }: Scene, item: Item, says: string): string | null {
  const kept = watch.sent.get(item.id)
  const [chip, ...fields] = item.data.fields ?? []
  if (item.data.status !== "disabled") return `${says}, and it shows ${item.data.status}`
  if (kept === undefined) return `${says}, and nobody knows what it showed`
  if (item.data.description !== kept.data.description) return `${says}, and its text is another`
  if (item.style?.["fillColor"] !== kept.style?.["fillColor"]) return `${says}, in another colour`
  const before = kept.data.fields ?? []
  if (JSON.stringify(fields) !== JSON.stringify(before.slice(0, 19))) {
    return `${says}, and its chips are ${JSON.stringify([chip, ...fields])} after ${JSON.stringify(before)}`
  }
  return null
}

function looksOf({ data, style }: Item): string {
  const { title, description, fields } = data
  return JSON.stringify({ title, description, fields, fillColor: style?.["fillColor"] })
}

/** Miro cleans texts: this is how it shows the card. */
async function mirror(miro: Miro, card: AppCard): Promise<Item> {
  const body = appCardBody(card, { x: 0, y: 0 })
  const { answer } = await miro.send("ben", buildCreateAppCard(MIRROR, body))
  const { id } = JSON.parse(answer.body) as { readonly id: string }
  const item = miro.item(id, MIRROR)
  if (item === null) throw new Error(`The mirror is broken: ${answer.body}`)
  await miro.send("ben", buildDeleteAppCard(MIRROR, id))
  return item
}

/** Copies are people's: nobody touches them. */
export function findTouchedCopy({ miro, copies }: Scene, board: string): string | null {
  for (const [id, before] of copies) {
    const item = miro.item(id, board)
    if (item !== null && JSON.stringify(item) !== JSON.stringify(before))
      return `the copy ${id} changed`
  }
  return null
}

/** Every app card on the board that is ours is somebody's link or copy: nothing comes back by itself. */
export function findStranger(
  { miro, tables, elsewhere, copies }: Scene,
  board: string,
  unclear: ReadonlySet<string>,
): string | null {
  const links = [...tables.links.onBoard(board), ...elsewhere.links.onBoard(board)]
  const known = new Set(links.map(({ item }) => item))
  for (const { id, type, data } of miro.items(board)) {
    if (type !== "app_card" || known.has(id) || copies.has(id)) continue
    if ([...unclear].some((shortLink) => data.title?.includes(shortLink))) continue
    return `${id} (${data.title}) is linked to nothing`
  }
  return null
}
