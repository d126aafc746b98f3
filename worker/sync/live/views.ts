import { toTicket, type TrelloCard } from "../../../core/cards/fromTrello.ts"
import type { Ticket } from "../../../core/cards/ticket.ts"
import {
  type BoardCard,
  ticketOfBoardCard,
  type TrelloBoard,
} from "../../../core/cards/trelloBoard.ts"
import type { ErrorCode } from "../../../core/contract/errors.ts"
import type { Failure, Result } from "../../failure.ts"
import { buildReadBoardPlace, parseReadBoardPlace } from "../../trello/api.ts"
import { buildReadTrelloBoard, parseReadTrelloBoard } from "../../trello/boards.ts"
import { buildReadCard, parseReadAnyCard } from "../../trello/cards.ts"
import { SINGLE_READS_MAX } from "./dirty.ts"
import type { Call, LiveRun, Wait } from "./ports.ts"

/** What Trello says of a linked card. */
export type Seen =
  /** Its ticket, with the custom fields of these names. */
  | { readonly kind: "card"; readonly ticket: (customFields: readonly string[]) => Ticket }
  | { readonly kind: "deleted" }
  | { readonly kind: "elsewhere"; readonly board: string | null }

export type Sight =
  | { readonly kind: "seen"; readonly cards: ReadonlyMap<string, Seen> }
  /** Nobody who may be asked reads the board. */
  | { readonly kind: "lost" }
  | Wait

/** What no waiting mends for one person's grant: the next person is asked. */
const LOST: ReadonlySet<ErrorCode> = new Set([
  "not_connected",
  "reauth_required",
  "scope_insufficient",
  "outside_workspace",
  "trello_board_not_found",
])

/**
 * Looks at cards with the grant of whoever may be asked: the person whose pushes began it, then those who stand in.
 * Few cards are read one by one, many with their board. `since`: when the newest change came that has to be in it.
 */
export async function lookAtCards(
  run: LiveRun,
  cards: readonly string[],
  since: number,
): Promise<Sight> {
  for (const member of readersOf(run)) {
    const trello = await run.trello(member)
    if (!trello.ok) {
      if (isLost(trello.failure)) continue
      return waitFor(trello.failure)
    }
    const seen = await lookAs(run, { member, call: trello.value }, cards, since)
    if (seen.ok) return { kind: "seen", cards: seen.value }
    if (!isLost(seen.failure)) return waitFor(seen.failure)
  }
  return { kind: "lost" }
}

/** Whether no waiting mends it for this person's grant. */
export function isLost({ code }: Failure): boolean {
  return LOST.has(code)
}

/** Who may be asked to read the board, in this order: whose pushes began it, then those who stand in. */
export function readersOf({ ports: { tables } }: LiveRun): readonly string[] {
  const owner = tables.standing.read()?.owner
  const standIns = tables.standing.standIns().map(({ member }) => member)
  return [...new Set([...(owner === undefined ? [] : [owner]), ...standIns])]
}

export function waitFor({ retryAfterSeconds }: Failure): Wait {
  return { kind: "wait", seconds: retryAfterSeconds ?? 30 }
}

interface Reader {
  readonly member: string
  readonly call: Call
}

async function lookAs(
  run: LiveRun,
  reader: Reader,
  cards: readonly string[],
  since: number,
): Promise<Result<ReadonlyMap<string, Seen>>> {
  if (cards.length <= SINGLE_READS_MAX && !showsCustomFields(run)) {
    return lookAtEach(run, reader, cards)
  }
  const { reader: boards, idBoard, clock } = run.ports
  const maxAgeMs = clock.now() - since
  if (!run.meter.take()) return busy()
  const board = await boards.read(reader.member, idBoard, reader.call, maxAgeMs, "background")
  if (!board.ok) return board
  const seen = seeOn(run, board.value, cards)
  const missing = cards.filter((card) => !seen.has(card))
  if (missing.length === 0) return { ok: true, value: seen }
  const rest =
    missing.length <= MISSING_MAX
      ? await lookAtEach(run, reader, missing)
      : await lookAtWhole(run, reader, missing)
  if (!rest.ok) return rest
  return { ok: true, value: new Map([...seen, ...rest.value]) }
}

/** More cards than this that are not on the open board are read with the archive, in one call. */
const MISSING_MAX = 8

function busy(): Result<never> {
  return { ok: false, failure: { code: "upstream_rate_limited", retryAfterSeconds: 1 } }
}

function showsCustomFields({ ports: { tables } }: LiveRun): boolean {
  return tables.links.boards().some(({ id }) => tables.settings.customFields(id).length > 0)
}

function seeOn(
  { ports: { trelloOrigin } }: LiveRun,
  board: TrelloBoard,
  cards: readonly string[],
): Map<string, Seen> {
  const byId = new Map(board.cards.map((card) => [card.id, card]))
  const closed = new Set(board.lists.filter((list) => list.closed).map(({ id }) => id))
  return new Map(
    cards.flatMap((id): [string, Seen][] => {
      const card = byId.get(id)
      if (card === undefined) return []
      const shown: BoardCard = { ...card, closed: card.closed || closed.has(card.idList) }
      const ticket = (customFields: readonly string[]) =>
        ticketOfBoardCard(board, shown, { trelloOrigin, customFields })
      return [[id, { kind: "card", ticket }]]
    }),
  )
}

async function lookAtWhole(
  run: LiveRun,
  { call }: Reader,
  cards: readonly string[],
): Promise<Result<ReadonlyMap<string, Seen>>> {
  if (!run.meter.take()) return busy()
  const read = buildReadTrelloBoard(run.ports.idBoard, "background", true)
  const board = parseReadTrelloBoard(await call(read))
  if (!board.ok) return board
  const seen = seeOn(run, board.value, cards)
  // What is not even in the archive is asked for by itself, a few in an invocation: moved cards say where they are.
  const missing = cards.filter((card) => !seen.has(card)).slice(0, MISSING_MAX)
  const rest = await lookAtEach(run, { member: "", call }, missing)
  return rest.ok ? { ok: true, value: new Map([...seen, ...rest.value]) } : rest
}

async function lookAtEach(
  run: LiveRun,
  reader: Reader,
  cards: readonly string[],
): Promise<Result<ReadonlyMap<string, Seen>>> {
  const seen = new Map<string, Seen>()
  for (const id of cards) {
    if (!run.meter.take()) return { ok: true, value: seen }
    const call = { ...buildReadCard(id), priority: "background" } as const
    const card = parseReadAnyCard(await reader.call(call))
    if (card.ok) seen.set(id, seeCard(run, card.value))
    else if (card.failure.code === "card_not_found" || card.failure.code === "outside_workspace") {
      const there = await confirmBoard(run, reader)
      if (!there.ok) return there
      const deleted = card.failure.code === "card_not_found"
      seen.set(id, deleted ? { kind: "deleted" } : { kind: "elsewhere", board: null })
    } else return card
  }
  return { ok: true, value: seen }
}

function seeCard({ ports: { idBoard, trelloOrigin } }: LiveRun, card: TrelloCard): Seen {
  if (card.idBoard !== idBoard) return { kind: "elsewhere", board: card.idBoard }
  const shown = { ...card, closed: card.closed || (card.list?.closed ?? false) }
  return { kind: "card", ticket: () => toTicket(shown, { trelloOrigin }) }
}

/** A card that is not found says something only to somebody who still sees its board. */
async function confirmBoard(run: LiveRun, { call }: Reader): Promise<Result<null>> {
  if (!run.meter.take()) return busy()
  const read = { ...buildReadBoardPlace(run.ports.idBoard), priority: "background" } as const
  const place = parseReadBoardPlace(await call(read))
  if (place.ok) return { ok: true, value: null }
  const lost = place.failure.code === "card_not_found"
  return lost ? { ok: false, failure: { code: "trello_board_not_found" } } : place
}
