import { buildCard } from "../builtCard.ts"
import { type StoredLink, underWayMs } from "../link.ts"
import { handOver } from "./handOver.ts"
import { isWait, type LiveRun, soonest, type Wait } from "./ports.ts"
import { pushMark } from "./dirty.ts"
import { type CardView, project } from "./project.ts"
import { carry } from "./send.ts"
import { turn } from "./standing.ts"
import { lookAtCards, type Moved, type Seen } from "./views.ts"
import { restOf } from "./writers.ts"

/** How many calls are under way at once. */
const LANES = 4
/** A card that somebody is pushing is looked at again after this long at most. */
const HELD_MAX_MS = 2000

/** Not all were looked at in this invocation. */
const UNSEEN: Wait = { kind: "wait", seconds: 0.25 }

/**
 * Carries what Trello says of these cards now over to Miro. `since`: when the newest change came. Cards that are
 * settled are struck off; gives what is to be waited for, or null.
 */
export async function carryOver(
  run: LiveRun,
  marked: readonly string[],
  since: number,
): Promise<Wait | null> {
  const { tables } = run.ports
  const { cards, wait } = sortOut(run, marked)
  const standing = tables.standing.read()
  if (standing === null || cards.length === 0) return wait
  const sent = await sendAll(run, cards, await viewer(run, cards, since))
  return soonest([sent, wait])
}

/** Leaves out cards that are on no Miro board, and for later those that nothing can be sent for now. */
function sortOut(
  run: LiveRun,
  marked: readonly string[],
): { readonly cards: readonly string[]; readonly wait: Wait | null } {
  const { tables, clock } = run.ports
  const cards: string[] = []
  const waits: Wait[] = []
  for (const card of marked) {
    const links = tables.links.ofCard(card)
    const there = links.filter(({ state, item }) => state === "linked" && item !== null)
    const held = (there.length > 0 ? there : links).map((link) =>
      Math.max(restOf(run, link), holdOf(link, clock.now())),
    )
    if (held.length > 0 && held.every((seconds) => seconds > 0)) {
      waits.push({ kind: "wait", seconds: Math.min(...held) })
    } else if (there.length > 0) cards.push(card)
    else settle(run, card)
  }
  return { cards, wait: soonest(waits) }
}

/** For how long a card is left alone, because something may be on its way for it. Seconds. */
function holdOf(link: StoredLink, now: number): number {
  const left = underWayMs(link, now)
  const isPush = link.state === "pushing" || link.hash !== null
  return (isPush ? Math.min(left, HELD_MAX_MS) : left) / 1000
}

function settle(run: LiveRun, card: string): void {
  for (const mark of [card, pushMark(card)]) run.ports.tables.dirty.settle(mark)
  run.progress += 1
}

interface Viewer {
  /** Gives null for a card that was not looked at this time: it stays marked. */
  readonly view: (link: StoredLink) => CardView | null
  /** Where a card is whose links another board is to have. */
  readonly moved: (card: string) => Moved | null
}

/** All cards look the same. */
function always(view: CardView): Viewer {
  return { view: () => view, moved: () => null }
}

const OFF: CardView = { kind: "unread", reason: "board_off" }
const LOST: CardView = { kind: "unread", reason: "trello_lost" }
const PUSHER_LOST: CardView = { kind: "unread", reason: "pusher_lost_card" }

async function viewer(
  run: LiveRun,
  cards: readonly string[],
  since: number,
): Promise<Viewer | Wait> {
  const { tables, clock } = run.ports
  if (tables.standing.read()?.state === "off") return always(OFF)
  const sight = await lookAtCards(run, cards, since)
  if (isWait(sight)) return sight
  const standing = tables.standing.read()
  if (sight.kind === "lost") {
    turn(run, "lost")
    return always(LOST)
  }
  if (standing?.state === "lost") turn(run, "on")
  const lost = new Set(standing?.lostPushers)
  return {
    view: (link) => {
      const seen = sight.cards.get(link.card)
      if (seen?.kind !== "moved" && link.member !== null && lost.has(link.member))
        return PUSHER_LOST
      return seen === undefined ? null : viewOf(run, link, seen, clock.now())
    },
    moved: (card) => {
      const seen = sight.cards.get(card)
      return seen?.kind === "moved" ? seen : null
    },
  }
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
    case "moved":
      return { kind: "ended", reason: "card_out_of_reach" }
    case "unreadable":
      return { kind: "unreadable" }
  }
}

async function sendAll(
  run: LiveRun,
  cards: readonly string[],
  viewer: Viewer | Wait,
): Promise<Wait | null> {
  if (isWait(viewer)) return viewer
  const waits: Wait[] = []
  const queue = [...cards]
  const lane = async (): Promise<void> => {
    // One connection's trouble is not another one's; without calls left there is nothing to do.
    while (!waits.some(({ seconds }) => seconds === 0)) {
      const card = queue.shift()
      if (card === undefined) return
      const wait = await sendCard(run, card, viewer)
      if (wait !== null) waits.push(wait)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  await run.ports.tables.sync()
  return soonest(waits)
}

async function sendCard(run: LiveRun, card: string, { view, moved }: Viewer): Promise<Wait | null> {
  const { tables, clock } = run.ports
  const waits: Wait[] = []
  const to = moved(card)
  const unanswered = to === null ? null : await handOver(run, card, to)
  if (unanswered !== null) return unanswered
  for (const { miroBoard } of tables.links.ofCard(card)) {
    // Somebody may have changed it while Miro was asked for the one before.
    const link = tables.links.read(card, miroBoard)
    if (link === null) continue
    const held = holdOf(link, clock.now())
    if (held > 0) {
      waits.push({ kind: "wait", seconds: held })
      continue
    }
    if (link.state !== "linked" || link.item === null) continue
    const seen = view(link)
    if (seen === null) {
      waits.push(UNSEEN)
      continue
    }
    const carried = await carry(run, link, project(link, seen))
    if (isWait(carried)) waits.push(carried)
    else if (carried.kind === "again") {
      waits.push({ kind: "wait", seconds: HELD_MAX_MS / 1000 })
    }
    if (isWait(carried) && carried.seconds === 0) break
  }
  const wait = soonest(waits)
  if (wait === null) settle(run, card)
  return wait
}
