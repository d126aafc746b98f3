import type { AttemptAnswer } from "../../core/contract/connections.ts"
import { ApiError, AuthClosedError, AuthDeniedError, ClientError } from "./errors.ts"

/** How often the window is looked at, in milliseconds. */
const TICK_MS = 500
/** `window.closed` must be seen true for this long in a row before it counts. */
const CLOSED_GRACE_MS = 3_000
const POLL_MS = { first: 1_000, most: 3_000, growth: 1.4 }
/** Longer than any attempt lives: ten minutes for each of two consents and for the confirmation. */
const DEADLINE_MS = 31 * 60_000

export interface FollowOptions {
  /** Asks the Worker where the attempt stands. */
  readonly ask: () => Promise<AttemptAnswer>
  /** Hands the one-time value to the Worker. */
  readonly redeem: (value: string) => Promise<AttemptAnswer>
  /** Whether the window says that it is closed. A hint only. */
  readonly isClosed: () => boolean
  readonly now: () => number
  readonly signal: AbortSignal
  readonly onStatus: (answer: AttemptAnswer) => void
  /** The window says for the first time that it is closed. */
  readonly onClosed: () => void
  readonly onLateResult: (answer: AttemptAnswer) => void
}

/** An attempt that is being followed to its end. */
export interface Followed {
  /** Settles as `Client.authorize` promises. */
  readonly settled: Promise<AttemptAnswer>
  /** Whether `settled` is still open. */
  readonly isWaiting: () => boolean
  /** What the window handed over through `opener.authorize`. */
  readonly giveValue: (value: string) => void
  /** Settles now with `error`; the attempt is followed on in the background. */
  readonly giveUp: (error: ClientError) => void
  /** Settles now with `error` and stops following. */
  readonly fail: (error: ClientError) => void
}

/**
 * Follows an attempt until it ends. The status at the Worker decides; the window's one-time value only makes
 * it quicker, and a window that says it is closed ends the waiting but not the following.
 */
export function followAttempt(options: FollowOptions): Followed {
  const { now, signal } = options
  const begun = now()
  let waiting = true
  let stopped = false
  let value: string | null = null
  let closedSince: number | null = null
  let status: string | null = null
  let pause: number = POLL_MS.first
  let nextPoll = begun + pause
  let wake: (() => void) | null = null
  let settle: {
    resolve: (answer: AttemptAnswer) => void
    reject: (reason: unknown) => void
  } | null = null
  const settled = new Promise<AttemptAnswer>((resolve, reject) => {
    settle = { resolve, reject }
  })

  const reject = (reason: unknown) => {
    waiting = false
    settle?.reject(reason)
  }

  const finish = (answer: AttemptAnswer) => {
    const late = !waiting
    waiting = false
    if (late) {
      if (answer.status !== "expired") options.onLateResult(answer)
      return
    }
    const error = errorOf(answer)
    if (error === null) settle?.resolve(answer)
    else settle?.reject(error)
  }

  const sleep = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, TICK_MS)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const noteWindow = () => {
    if (!options.isClosed()) closedSince = null
    else if (closedSince === null) {
      closedSince = now()
      options.onClosed()
    }
  }
  const closedLongEnough = () => closedSince !== null && now() - closedSince >= CLOSED_GRACE_MS

  /** The attempt's status, by redeeming where there is a value; null when nobody could tell just now. */
  const look = async (): Promise<AttemptAnswer | null> => {
    try {
      if (value === null) return await options.ask()
      const given = value
      try {
        return await options.redeem(given)
      } catch (error) {
        if (!(error instanceof ApiError) || error.retryable) throw error
        value = null
        // Confirmed in the window itself, or redeemed by a call whose answer was lost.
        const answer = await options.ask()
        if (answer.status === "unconfirmed") throw error
        return answer
      }
    } catch (error) {
      if (!(error instanceof ClientError) || !error.retryable) throw error
      const asked = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) * 1000 : 0
      nextPoll = Math.max(nextPoll, now() + asked)
      return null
    }
  }

  const follow = async (): Promise<AttemptAnswer> => {
    let valueSeen: string | null = null
    for (;;) {
      await sleep()
      signal.throwIfAborted()
      if (stopped) throw new AuthClosedError("no longer followed")
      noteWindow()
      const valueIsNew = value !== null && value !== valueSeen
      const lastLook = waiting && closedLongEnough()
      if (!valueIsNew && !lastLook && now() < nextPoll) continue
      valueSeen = value
      pause = Math.min(pause * POLL_MS.growth, POLL_MS.most)
      nextPoll = now() + pause
      const answer = await look()
      signal.throwIfAborted()
      if (answer !== null && answer.status !== status) {
        status = answer.status
        options.onStatus(answer)
      }
      if (answer !== null && isOver(answer)) return answer
      if (now() - begun > DEADLINE_MS) throw new ApiError("attempt_expired")
      if (lastLook && value === null) reject(new AuthClosedError("the window closed unanswered"))
    }
  }

  const abort = () => {
    if (waiting) reject(signal.reason)
    wake?.()
  }
  signal.addEventListener("abort", abort, { once: true })
  if (signal.aborted) abort()
  const run = async () => {
    try {
      finish(await follow())
    } catch (error) {
      if (waiting) reject(error)
    } finally {
      signal.removeEventListener("abort", abort)
    }
  }
  void run()

  return {
    settled,
    isWaiting: () => waiting,
    giveValue: (given) => {
      value = given
      wake?.()
    },
    giveUp: (error) => {
      if (waiting) reject(error)
    },
    fail: (error) => {
      stopped = true
      if (waiting) reject(error)
      wake?.()
    },
  }
}

function isOver({ status }: AttemptAnswer): boolean {
  return status !== "prepared" && status !== "consenting" && status !== "unconfirmed"
}

/** The error that an ended attempt means; null for `connected`. */
function errorOf(answer: AttemptAnswer): ClientError | null {
  if (answer.status === "connected") return null
  const { provider } = answer
  if (answer.status === "denied" || answer.error === "consent_denied") {
    return new AuthDeniedError("the person declined", provider)
  }
  if (answer.status === "expired") return new ApiError("attempt_expired", { provider })
  return new ApiError(answer.error ?? "consent_failed", { provider })
}
