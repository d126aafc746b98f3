import type { UpstreamCall } from "./upstream.ts"

/** Whether somebody waits for a call. */
export type Priority = NonNullable<UpstreamCall["priority"]>

/** What a grant asks the shared budget for. */
export interface LeaseAsk {
  readonly priority: Priority
  readonly requests: number
  /** What is left of its last lease of that priority, which ends with this. */
  readonly unspent: number
}

/** What it is given: so many requests for so long, or nothing for so long. */
export type LeaseAnswer =
  | { readonly kind: "lease"; readonly requests: number; readonly forMs: number }
  | { readonly kind: "wait"; readonly forMs: number }

/** Milliseconds since 1970, the end not included. A clock that goes back leaves it, so that no wait lasts for ever. */
interface Span {
  readonly from: number
  readonly until: number
}

/** The last lease of one priority. */
interface Held {
  readonly wanted: number
  readonly given: number
  readonly left: number
  readonly lives: Span
  readonly refused: Span
}

/** What one grant holds of the shared budget, in memory. What is left when it expires is void. */
export interface HeldLeases extends Readonly<Record<Priority, Held>> {
  /** The provider refuses everybody. */
  readonly blocked: Span
  /** The shared budget could not be reached. */
  readonly alone: Span
}

const NEVER: Span = { from: 0, until: 0 }
const NOTHING: Held = { wanted: 0, given: 0, left: 0, lives: NEVER, refused: NEVER }

export const NO_LEASES: HeldLeases = {
  person: NOTHING,
  background: NOTHING,
  blocked: NEVER,
  alone: NEVER,
}

/** How long a lease lives. */
export const LEASE_MS = 5_000
/** The most that is given at once: what one grant may hold and not use is lost to the others. */
export const LEASE_REQUESTS_MAX = 10
/** For how long a grant's last lease says what it will want next. */
const DEMAND_KNOWN_MS = 30_000
const ALONE_MS = 5_000

/** What to ask for: one request at first, twice as many once all were used, else about as many as were used. */
export function nextAsk(held: HeldLeases, priority: Priority, now: number): LeaseAsk {
  const { wanted, given, left, lives } = held[priority]
  const known = now >= lives.from && now - lives.from < DEMAND_KNOWN_MS
  const used = left === 0 ? wanted * 2 : given - left + 1
  const requests = known ? Math.min(LEASE_REQUESTS_MAX, used) : 1
  return { priority, requests, unspent: left }
}

/** What is held after one call; null where nothing serves it. Nothing of a person's lease goes to background work. */
export function spendLease(held: HeldLeases, priority: Priority, now: number): HeldLeases | null {
  if (covers(held.blocked, now)) return null
  if (covers(held.alone, now)) return held
  const lenders: readonly Priority[] =
    priority === "person" ? ["person", "background"] : ["background"]
  const lender = lenders.find((name) => held[name].left > 0 && covers(held[name].lives, now))
  if (lender === undefined) return null
  return { ...held, [lender]: { ...held[lender], left: held[lender].left - 1 } }
}

/** Milliseconds until it is worth asking again; 0 for now. What a person was refused, background work need not ask for. */
export function waitForLease(held: HeldLeases, priority: Priority, now: number): number {
  const refusals = [held.blocked, held.person.refused]
  if (priority === "background") refusals.push(held.background.refused)
  return Math.max(0, ...refusals.map((span) => (covers(span, now) ? span.until - now : 0)))
}

/**
 * What is held after an answer of the shared budget. A lease counts from when it was asked for and a refusal from when
 * it was heard, so that neither machine has to know the other's clock.
 */
export function keepAnswer(
  held: HeldLeases,
  asked: LeaseAsk,
  answer: LeaseAnswer,
  { askedAt, heardAt }: { readonly askedAt: number; readonly heardAt: number },
): HeldLeases {
  const { priority, requests: wanted } = asked
  if (answer.kind === "wait") {
    const refused = { from: heardAt, until: heardAt + answer.forMs }
    return { ...held, [priority]: { ...held[priority], left: 0, refused } }
  }
  const { requests, forMs } = answer
  const lives = { from: askedAt, until: askedAt + forMs }
  return { ...held, [priority]: { wanted, given: requests, left: requests, lives, refused: NEVER } }
}

/** Where nobody answers, a grant goes on with its token's budget alone, and asks again after some seconds. */
export function goAlone(held: HeldLeases, now: number): HeldLeases {
  const { person, background } = held
  const alone = { from: now, until: now + ALONE_MS }
  return { ...held, person: { ...person, left: 0 }, background: { ...background, left: 0 }, alone }
}

/** What is held after the provider refused everybody for so long: nothing, not even by an answer that comes late. */
export function withdrawLeases(held: HeldLeases, forMs: number, now: number): HeldLeases {
  const until = Math.max(now + forMs, covers(held.blocked, now) ? held.blocked.until : 0)
  return { ...NO_LEASES, blocked: { from: now, until } }
}

function covers({ from, until }: Span, now: number): boolean {
  return from <= now && now < until
}
