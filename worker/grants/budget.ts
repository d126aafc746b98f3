import type { Provider } from "../../core/contract/ids.ts"
import type { UpstreamCall } from "./upstream.ts"

/** Trello allows 100 requests in 10 s per token (rate limits page); a margin is left for calls that we did not count. */
const TRELLO_WINDOW_MS = 10_000
const TRELLO_REQUESTS_MAX = 90

/** Miro's credits for one call by level, and the share of a minute's credits that background work leaves to people. */
const MIRO_CREDITS = { read: 50, list: 100, write: 100, delete: 500 } as const
const MIRO_RESERVE_SHARE = 0.2

/** What one account has left. Kept in memory: after a restart the providers' headers say it again. */
export interface Budget {
  /** Times of the calls of the last ten seconds (Trello). */
  readonly sent: readonly number[]
  /** Credits left until `resetAt` (Miro's headers); null before the first answer. */
  readonly credits: {
    readonly limit: number
    readonly remaining: number
    readonly resetAt: number
  } | null
  /** After a 429: nothing before this time. */
  readonly blockedUntil: number
}

export const EMPTY_BUDGET: Budget = { sent: [], credits: null, blockedUntil: 0 }

/** What a call costs at Miro (levels of https://developers.miro.com/reference/rate-limiting). */
export function miroCredits({ method, path, body }: UpstreamCall): number {
  if (method === "DELETE") return MIRO_CREDITS.delete
  if (method === "GET") return /\/items\?/.test(path) ? MIRO_CREDITS.list : MIRO_CREDITS.read
  if (path.endsWith("/items/bulk")) return MIRO_CREDITS.write * countItems(body)
  return path === "/v2/boards" ? MIRO_CREDITS.delete : MIRO_CREDITS.write
}

function countItems(body: string | undefined): number {
  try {
    const items: unknown = JSON.parse(body ?? "[]")
    return Array.isArray(items) ? Math.max(1, items.length) : 1
  } catch {
    return 1
  }
}

/**
 * Whether a call may go out now: 0, or the milliseconds to wait. Background work stops while a fifth of the minute's
 * credits is left, so that a person's press is never refused for it.
 */
export function waitForBudget(
  budget: Budget,
  provider: Provider,
  call: UpstreamCall,
  now: number,
): number {
  if (budget.blockedUntil > now) return budget.blockedUntil - now
  if (provider === "trello") {
    const recent = budget.sent.filter((at) => at > now - TRELLO_WINDOW_MS)
    const oldest = recent[recent.length - TRELLO_REQUESTS_MAX]
    return oldest === undefined ? 0 : oldest + TRELLO_WINDOW_MS - now
  }
  const { credits } = budget
  if (credits === null || credits.resetAt <= now) return 0
  const reserve = call.priority === "background" ? credits.limit * MIRO_RESERVE_SHARE : 0
  return credits.remaining - miroCredits(call) >= reserve ? 0 : credits.resetAt - now
}

/** The budget after a call went out. Credits are counted down at once, since answers come later. */
export function spendBudget(
  budget: Budget,
  provider: Provider,
  call: UpstreamCall,
  now: number,
): Budget {
  if (provider === "trello") {
    const sent = [...budget.sent.filter((at) => at > now - TRELLO_WINDOW_MS), now]
    return { ...budget, sent }
  }
  const { credits } = budget
  if (credits === null) return budget
  return { ...budget, credits: { ...credits, remaining: credits.remaining - miroCredits(call) } }
}

/** The budget after an answer: Miro's headers say what is left; a 429 blocks until the provider's own time. */
export function learnBudget(
  budget: Budget,
  answer: {
    readonly status: number
    readonly headers: Headers
    readonly retryAfterSeconds: number | null
  },
  now: number,
): Budget {
  const read = (name: string) => Number.parseInt(answer.headers.get(name) ?? "", 10)
  const limit = read("x-ratelimit-limit")
  const remaining = read("x-ratelimit-remaining")
  const resetAt = read("x-ratelimit-reset") * 1000
  const told = [limit, remaining, resetAt].every(Number.isFinite)
  const credits = told ? lower(budget.credits, { limit, remaining, resetAt }) : budget.credits
  if (answer.status !== 429) return { ...budget, credits }
  const wait = (answer.retryAfterSeconds ?? TRELLO_WINDOW_MS / 1000) * 1000
  return { ...budget, credits, blockedUntil: Math.max(budget.blockedUntil, now + wait) }
}

/** Within one window answers come late and out of order: the count that knows of more calls is the lower one. */
function lower(known: Budget["credits"], told: NonNullable<Budget["credits"]>): Budget["credits"] {
  const same = known !== null && known.resetAt === told.resetAt
  return same ? { ...told, remaining: Math.min(known.remaining, told.remaining) } : told
}
