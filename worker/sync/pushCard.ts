import { toTicket, type TrelloCard } from "../../core/cards/fromTrello.ts"
import { slotPosition } from "../../core/cards/layout.ts"
import type { BoardFormat, Ticket } from "../../core/cards/ticket.ts"
import { appCardBody } from "../../core/cards/toAppCard.ts"
import { type Failure, fail, ok, type Result } from "../failure.ts"
import type { Call } from "../grants/upstream.ts"
import {
  buildCreateAppCard,
  buildListAppCards,
  buildUpdateAppCard,
  parseAppCardChange,
  parseCreateAppCard,
  parseFindAppCard,
} from "../miro/appCards.ts"
import { buildReadBoard, parseBoardSeen } from "../miro/boards.ts"
import type { Board } from "./board.ts"
import { type BuiltCard, buildCard } from "./builtCard.ts"
import type { MiroTarget, PushedCard } from "./pushes.ts"

/** What a push works with: the caller's own Miro grant and the object of the Trello board. */
export interface PushContext {
  readonly miro: Call
  readonly links: Pick<Board, "begin" | "commit" | "abandon" | "doubt" | "lose">
  /** Who pushes, and through which Miro connection. */
  readonly pusher: Pick<PushedCard, "member" | "connection" | "workspace">
  /** What the card says in the custom fields that this Miro board shows. */
  readonly customFields: Ticket["customFields"]
  readonly format: BoardFormat
  readonly trelloOrigin: string
  readonly now: number
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>
}

/** At most this many pages are read to find a card whose push got no answer. */
const SEARCH_PAGES_MAX = 20

/**
 * Puts a card on a Miro board, exactly once: a card that is there is updated, and after a push without an answer the
 * board is searched for the card before another one is made.
 */
export async function pushCard(
  card: TrelloCard,
  target: MiroTarget,
  context: PushContext,
): Promise<Result<"created" | "updated">> {
  if (card.closed || card.list?.closed === true) return fail("card_archived")
  const plan = await context.links.begin(pushedCard(card, context), target)
  switch (plan.kind) {
    case "busy":
      return busy()
    case "doubtful": {
      const retryAfterSeconds = Math.ceil(plan.settlesInMs / 1000)
      return fail("outcome_unknown", { provider: "miro", retryAfterSeconds })
    }
    case "create":
      return create(card, target, plan.slot, context)
    case "update": {
      const changed = await updateOrMiss(card, target, plan.item, context)
      if (!changed.ok) {
        if (!mayHaveArrived(changed.failure)) await context.links.abandon(card.id, target.id)
        return changed
      }
      if (changed.value === "done") return ok("updated")
      // Somebody deleted it on Miro, and somebody asks for it again: here is where it may come back.
      const slot = await context.links.lose(card.id, target.id, plan.item)
      return slot === null ? busy() : create(card, target, slot, context)
    }
    case "search": {
      const found = await findWhenSettled(card, target, plan.settlesInMs, context)
      const changed =
        found.ok && found.value !== null ? await update(card, target, found.value, context) : found
      if (!changed.ok) {
        await context.links.doubt(card.id, target.id)
        return changed
      }
      if (changed.value === "done") return ok("updated")
      return create(card, target, plan.slot, context)
    }
  }
}

function busy(): Result<never> {
  return fail("push_in_progress", { retryAfterSeconds: 5 })
}

function pushedCard(card: TrelloCard, { pusher }: PushContext): PushedCard {
  const { id, idShort, shortLink, idBoard: board } = card
  return { id, idShort, shortLink, board, ...pusher }
}

function buildFor(
  card: TrelloCard,
  { trelloOrigin, customFields, format, now }: PushContext,
): BuiltCard {
  return buildCard(toTicket(card, { trelloOrigin, customFields }), format, now)
}

async function create(
  card: TrelloCard,
  target: MiroTarget,
  slot: number,
  context: PushContext,
): Promise<Result<"created">> {
  const { card: appCard, sent } = buildFor(card, context)
  const body = appCardBody(appCard, slotPosition(slot))
  const item = parseCreateAppCard(await context.miro(buildCreateAppCard(target.id, body)))
  if (item.ok) {
    const pushed = { item: item.value, created: true, ...sent }
    await context.links.commit(pushedCard(card, context), target, pushed)
    return ok("created")
  }
  const unknown = item.failure.code === "outcome_unknown"
  await (unknown
    ? context.links.doubt(card.id, target.id)
    : context.links.abandon(card.id, target.id))
  return item
}

async function update(
  card: TrelloCard,
  target: MiroTarget,
  item: string,
  context: PushContext,
): Promise<Result<"done" | "gone">> {
  const { card: appCard, sent } = buildFor(card, context)
  const body = appCardBody(appCard)
  const changed = parseAppCardChange(await context.miro(buildUpdateAppCard(target.id, item, body)))
  if (changed.ok && changed.value === "done") {
    const pushed = { item, created: false, ...sent }
    await context.links.commit(pushedCard(card, context), target, pushed)
  }
  return changed
}

/**
 * Updates an item; `gone` when somebody deleted it. Miro answers 404 on a board that this account does not see, too, and
 * it may see it a moment later: so the board is looked at before the second 404 counts.
 */
async function updateOrMiss(
  card: TrelloCard,
  target: MiroTarget,
  item: string,
  context: PushContext,
): Promise<Result<"done" | "gone">> {
  const changed = await update(card, target, item, context)
  if (!changed.ok || changed.value === "done") return changed
  const seen = parseBoardSeen(await context.miro(buildReadBoard(target.id)))
  return seen.ok ? update(card, target, item, context) : seen
}

/** Looks at once, and once more when nothing can arrive any more. */
async function findWhenSettled(
  card: TrelloCard,
  target: MiroTarget,
  settlesInMs: number,
  context: PushContext,
): Promise<Result<string | null>> {
  const found = await find(card, target, context)
  if (settlesInMs === 0 || !found.ok || found.value !== null) return found
  await context.wait(settlesInMs)
  return find(card, target, context)
}

async function find(
  card: TrelloCard,
  target: MiroTarget,
  context: PushContext,
): Promise<Result<string | null>> {
  let cursor: string | null = null
  for (let page = 0; page < SEARCH_PAGES_MAX; page++) {
    const read: Result<{ found: string | null; cursor: string | null }> = parseFindAppCard(
      await context.miro(buildListAppCards(target.id, cursor)),
      card.shortLink,
    )
    if (!read.ok) return read
    if (read.value.found !== null || read.value.cursor === null) return ok(read.value.found)
    cursor = read.value.cursor
  }
  return fail("outcome_unknown", { provider: "miro" })
}

/** Whether an update that failed may be on Miro, or get there yet. */
function mayHaveArrived({ code }: Failure): boolean {
  return (
    code === "upstream_timeout" || code === "upstream_unavailable" || code === "outcome_unknown"
  )
}
