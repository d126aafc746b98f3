import type { StoredLink } from "../store/links.ts"
import { buildCard } from "../builtCard.ts"
import { WHOLE_BOARD } from "./dirty.ts"
import { isWait, type LiveRun, type Wait } from "./ports.ts"
import { type CardView, project } from "./project.ts"
import { carry } from "./send.ts"
import { lookAtCards, type Seen } from "./views.ts"

/** How many calls are under way at once. */
const LANES = 4

/**
 * Carries what Trello says of these cards now over to Miro. `since`: when the newest change came. Cards that are
 * settled are struck off; gives what is to be waited for, or null.
 */
export async function carryOver(
  run: LiveRun,
  cards: readonly string[],
  since: number,
): Promise<Wait | null> {
  const { tables, clock } = run.ports
  const standing = tables.standing.read()
  if (standing === null || cards.length === 0) return null
  if (standing.state === "off") return sendAll(run, cards, () => OFF)
  const sight = await lookAtCards(run, cards, since)
  if (isWait(sight)) return sight
  if (sight.kind === "lost") {
    if (standing.state !== "lost") turn(run, "lost")
    return sendAll(run, cards, () => LOST)
  }
  if (standing.state === "lost") turn(run, "on")
  return sendAll(run, cards, (link) => {
    if (link.member !== null && standing.lostPushers.includes(link.member)) return PUSHER_LOST
    const seen = sight.cards.get(link.card)
    return seen === undefined ? null : viewOf(run, link, seen, clock.now())
  })
}

const OFF: CardView = { kind: "unread", reason: "board_off" }
const LOST: CardView = { kind: "unread", reason: "trello_lost" }
const PUSHER_LOST: CardView = { kind: "unread", reason: "pusher_lost_card" }

/** Everybody's cards stand differently from now on. */
function turn({ ports: { tables, clock } }: LiveRun, state: "on" | "lost"): void {
  const standing = tables.standing.read()
  if (standing === null) return
  tables.transaction(() => {
    tables.standing.write({ ...standing, state, since: clock.now() })
    tables.dirty.mark(WHOLE_BOARD, clock.now())
  })
}

function viewOf(run: LiveRun, link: StoredLink, seen: Seen, now: number): CardView {
  const { tables, format } = run.ports
  switch (seen.kind) {
    case "card": {
      const ticket = seen.ticket(tables.settings.customFields(link.miroBoard))
      return { kind: "card", ...buildCard(ticket, format, now) }
    }
    case "deleted":
      return { kind: "ended", reason: "card_deleted" }
    case "elsewhere":
      return { kind: "ended", reason: "card_out_of_reach" }
  }
}

/** `view` gives null for a card that was not looked at this time: it stays marked. */
async function sendAll(
  run: LiveRun,
  cards: readonly string[],
  view: (link: StoredLink) => CardView | null,
): Promise<Wait | null> {
  const waits: Wait[] = []
  const queue = [...cards]
  const lane = async (): Promise<void> => {
    while (waits.length === 0) {
      const card = queue.shift()
      if (card === undefined) return
      const wait = await sendCard(run, card, view)
      if (wait !== null) waits.push(wait)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  await run.ports.tables.sync()
  return waits.toSorted((one, other) => other.seconds - one.seconds)[0] ?? null
}

async function sendCard(
  run: LiveRun,
  card: string,
  view: (link: StoredLink) => CardView | null,
): Promise<Wait | null> {
  const { tables } = run.ports
  let settled = true
  for (const link of tables.links.ofCard(card)) {
    if (link.state !== "linked" || link.item === null) continue
    const seen = view(link)
    if (seen === null) {
      settled = false
      continue
    }
    const sent = await carry(run, link, project(link, seen))
    if (isWait(sent)) return sent
    note(run, link, sent.link)
  }
  if (settled) tables.dirty.settle(card)
  return null
}

/** Somebody may have removed or pushed the card while Miro was asked: theirs stands. */
function note({ ports: { tables } }: LiveRun, before: StoredLink, after: StoredLink): void {
  const now = tables.links.read(before.card, before.miroBoard)
  if (now === null || now.item !== before.item || now.state !== "linked") return
  if (now.hash !== before.hash) return
  const { hash, changeAt, shown, pushedAt, sync } = after
  tables.links.write({ ...now, hash, changeAt, shown, pushedAt, sync })
}
