import { LEASE_MS, LEASE_REQUESTS_MAX, type LeaseAnswer, type LeaseAsk } from "./lease.ts"
import { type Claims, isOf, roomFor, waitForRoom, WINDOW_MS } from "./trelloRoom.ts"

/** Requests are kept for whoever waits until so long after the time that they were told. */
const TURN_KEPT_MS = 3_000
/** Whoever comes even later has waited since they first asked, for so long after that. */
const TURN_KNOWN_MS = 60_000

/** What all grants together have of Trello's limit for the whole client. Times are milliseconds since 1970. */
export interface TrelloShare extends Claims {
  readonly seenAt: number
  readonly blockedUntil: number
}

/** An ask with the name of the grant's object. */
type Ask = LeaseAsk & { readonly holder: string }

export const UNTOUCHED_SHARE: TrelloShare = { seenAt: 0, leases: [], turns: [], blockedUntil: 0 }

/**
 * Gives a lease of at most what is asked for, or the time to wait. In no ten seconds more requests go out than the
 * client may send. Of those who wait, whoever had least in the last window goes first, then whoever waits longest. An
 * ask ends the holder's earlier lease of that priority.
 */
export function askForLease(
  share: TrelloShare,
  ask: Ask,
  now: number,
): { readonly share: TrelloShare; readonly answer: LeaseAnswer } {
  const { holder, priority } = ask
  const known = endLease(settle(share, now), ask, now)
  if (known.blockedUntil > now) {
    return { share: known, answer: { kind: "wait", forMs: known.blockedUntil - now } }
  }
  const turn = known.turns.find((own) => isOf(own, ask))
  const others = known.turns.filter((other) => other !== turn)
  // Whoever waited gets what they waited for, although they used nothing meanwhile and ask for less.
  const asked = Math.max(1, Math.floor(ask.requests), turn?.requests ?? 0)
  const wanted = Math.min(LEASE_REQUESTS_MAX, asked)
  const requests = Math.min(wanted, roomFor(known, ask, now))
  if (requests > 0) {
    const hungry = wanted === LEASE_REQUESTS_MAX
    const lease = { holder, priority, requests, until: now + LEASE_MS, hungry }
    const given = { ...known, leases: [...known.leases, lease], turns: others }
    return { share: given, answer: { kind: "lease", requests, forMs: LEASE_MS } }
  }
  // A person is content with one. Background work does better to wait for all of it than to come for each.
  const forMs = waitForRoom(known, ask, priority === "person" ? 1 : wanted, now)
  const keptUntil = now + forMs + TURN_KEPT_MS
  const next = { holder, priority, requests: wanted, since: turn?.since ?? now, keptUntil }
  return { share: { ...known, turns: [...others, next] }, answer: { kind: "wait", forMs } }
}

/** Nothing for anybody for so long: Trello refuses the whole client. Leases end, and waiting begins anew afterwards. */
export function blockShare(share: TrelloShare, forMs: number, now: number): TrelloShare {
  const known = settle(share, now)
  const leases = known.leases.map((lease) => ({ ...lease, until: Math.min(lease.until, now) }))
  const blockedUntil = Math.max(known.blockedUntil, now + forMs)
  return { ...known, leases, turns: [], blockedUntil }
}

/** Who may still be sending on a lease. */
export function listHolders(share: TrelloShare, now: number): string[] {
  const living = settle(share, now).leases.filter(({ until }) => until > now)
  return [...new Set(living.map(({ holder }) => holder))]
}

/** Forgets what has passed. */
function settle(share: TrelloShare, now: number): TrelloShare {
  const { leases, turns, blockedUntil } = now < share.seenAt ? turnBack(share, now) : share
  return {
    seenAt: now,
    leases: leases.filter(({ until }) => until > now - WINDOW_MS),
    turns: turns.filter(({ keptUntil }) => keptUntil > now - TURN_KNOWN_MS),
    blockedUntil,
  }
}

/** Where the clock went back, everything goes back with it: ages stay as they were. */
function turnBack({ seenAt, leases, turns, blockedUntil }: TrelloShare, now: number): TrelloShare {
  const back = seenAt - now
  return {
    seenAt: now,
    leases: leases.map((lease) => ({ ...lease, until: lease.until - back })),
    turns: turns.map((turn) => ({
      ...turn,
      since: turn.since - back,
      keptUntil: turn.keptUntil - back,
    })),
    blockedUntil: blockedUntil - back,
  }
}

/** The newest lease of a holder is the one that it asks anew for. What is unspent goes back. */
function endLease(share: TrelloShare, ask: Ask, now: number): TrelloShare {
  const last = share.leases.findLast((lease) => isOf(lease, ask))
  if (last === undefined) return share
  const requests = Math.max(0, last.requests - Math.max(0, Math.floor(ask.unspent)))
  const ended = { ...last, requests, until: Math.min(last.until, now) }
  return { ...share, leases: share.leases.map((lease) => (lease === last ? ended : lease)) }
}
