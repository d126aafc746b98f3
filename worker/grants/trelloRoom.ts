import { LEASE_REQUESTS_MAX, type Priority } from "./lease.ts"

/** Trello's window (rate limits page). Where one begins is not known, so any ten seconds are held to the limit. */
export const WINDOW_MS = 10_000
/** Trello allows 300 requests in it per client (same page); a margin is left for calls that nobody counted. */
const REQUESTS_MAX = 270
/** Of these, what background work never takes, and what people leave to background work that waits. */
const PEOPLE_MIN = 60
const BACKGROUND_MIN = 30

/** One grant, and whether somebody waits for its calls. */
export interface Holder {
  readonly holder: string
  readonly priority: Priority
}

/** Requests that a holder may send before `until`. They count until Trello's window has passed since then. */
export interface Lease extends Holder {
  readonly requests: number
  readonly until: number
  /** It asked for as many as there are: its work is not done with them. */
  readonly hungry: boolean
}

/** Somebody who has been waiting since `since`, and for whom so many requests are kept until `keptUntil`. */
export interface Turn extends Holder {
  readonly requests: number
  readonly since: number
  readonly keptUntil: number
}

/** What is out and who waits. Times are milliseconds since 1970. */
export interface Claims {
  readonly leases: readonly Lease[]
  readonly turns: readonly Turn[]
}

/** How many requests a holder may be given now; less than 1 for none. */
export function roomFor(claims: Claims, who: Holder, now: number): number {
  return roomAt(claims.leases, standingOf(claims, who, now), now)
}

/**
 * About how long, in milliseconds, until a holder may be given so many requests: if those who go first take what is
 * kept for them, and leases are spent at once, as those of hungry grants are.
 */
export function waitForRoom(claims: Claims, who: Holder, requests: number, now: number): number {
  const standing = standingOf(claims, who, now)
  const leases = claims.leases.map((lease) => ({ ...lease, until: Math.min(lease.until, now) }))
  const ends = leases.map(({ until }) => until + WINDOW_MS).sort((one, other) => one - other)
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const suffices = roomAt(leases, standing, ends[middle] ?? now) >= requests
    if (suffices) high = middle
    else low = middle + 1
  }
  const end = ends[low]
  if (end !== undefined) return end - now
  // Those who go first fill whole windows.
  const lacking = requests - roomAt([], standing, now)
  const windows = Math.max(1, Math.ceil(lacking / standing.most))
  return (ends.at(-1) ?? now) - now + windows * WINDOW_MS
}

export function isOf(claim: Holder, { holder, priority }: Holder): boolean {
  return claim.holder === holder && claim.priority === priority
}

/** Where a holder stands among the others. */
interface Standing extends Holder {
  /** Kept for those of its priority who go first, and for people. */
  readonly first: number
  readonly people: number
  /** What its priority may have in a window, and of that the holder itself. */
  readonly most: number
  readonly share: number
}

/**
 * Of one priority those go first who had less in the last window, or as little and wait longer. All who are hungry have
 * equal shares of what the others leave, but at least one lease.
 */
function standingOf({ leases, turns }: Claims, who: Holder, now: number): Standing {
  const had = new Map<string, number>()
  const hungry = new Set<string>([who.holder])
  for (const lease of leases) {
    if (lease.priority !== who.priority) continue
    had.set(lease.holder, (had.get(lease.holder) ?? 0) + lease.requests)
    if (lease.hungry && lease.until > now) hungry.add(lease.holder)
  }
  const own = turns.find((turn) => isOf(turn, who))
  const kept = { first: 0, person: 0, background: 0 }
  for (const turn of turns) {
    if (turn === own || turn.keptUntil <= now) continue
    kept[turn.priority] += turn.requests
    if (turn.priority !== who.priority) continue
    hungry.add(turn.holder)
    const more = (had.get(turn.holder) ?? 0) - (had.get(who.holder) ?? 0)
    const waitsLonger = own === undefined || turn.since < own.since
    if (more < 0 || (more === 0 && waitsLonger)) kept.first += turn.requests
  }
  const most = mostOf(who.priority, kept.background > 0)
  const others = [...had].filter(([holder]) => !hungry.has(holder))
  const left = others.reduce((rest, [, requests]) => rest - requests, most)
  const share = Math.max(LEASE_REQUESTS_MAX, Math.floor(left / hungry.size))
  return { ...who, first: kept.first, people: kept.person, most, share }
}

function roomAt(leases: readonly Lease[], standing: Standing, at: number): number {
  const out = { person: 0, background: 0, own: 0 }
  for (const lease of leases) {
    if (lease.until <= at - WINDOW_MS) continue
    out[lease.priority] += lease.requests
    if (isOf(lease, standing)) out.own += lease.requests
  }
  const { priority, first, most, share } = standing
  const forPeople = Math.max(0, mostOf("person", true) - out.person)
  const kept = priority === "person" ? 0 : Math.min(standing.people, forPeople)
  const free = REQUESTS_MAX - out.person - out.background - kept
  return Math.min(Math.min(free, most - out[priority]) - first, share - out.own)
}

function mostOf(priority: Priority, backgroundWaits: boolean): number {
  if (priority === "background") return REQUESTS_MAX - PEOPLE_MIN
  return REQUESTS_MAX - (backgroundWaits ? BACKGROUND_MIN : 0)
}
