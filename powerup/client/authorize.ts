import type { AttemptAnswer } from "../../core/contract/connections.ts"
import { OWN_CALLS } from "./calls.ts"
import { AuthClosedError, AuthNotReadyError, PopupBlockedError } from "./errors.ts"
import { type Followed, followAttempt } from "./follow.ts"
import type { Send } from "./send.ts"
import type { StartAddress, Wanted } from "./startAddress.ts"
import type { AuthorizeOptions, AuthorizeWindow, TrelloContext } from "./types.ts"

const WINDOW = { width: 640, height: 780 }
const RENEW_AFTER_SUCCESS_MS = 1_000
/** Longest one-time value that the Worker takes. */
const VALUE_LENGTH = 128

interface Running {
  readonly key: string
  readonly followed: Followed
  readonly opened: () => AuthorizeWindow | null
}

/** Builds the function that opens consent windows, one at a time: Trello's library has room for one. */
export function createAuthorize(
  t: TrelloContext,
  send: Send,
  now: () => number,
  disposed: AbortSignal,
): (
  wanted: Wanted,
  start: StartAddress | null,
  options: AuthorizeOptions,
) => Promise<AttemptAnswer> {
  let running: Running | null = null

  // Everything up to the opening of the window runs within the click: no `await` before it.
  return async (wanted, start, options) => {
    options.signal?.throwIfAborted()
    const earlier = running
    if (earlier !== null && earlier.followed.isWaiting()) {
      const before = earlier.opened()
      if (earlier.key === wanted.key && before !== null && !before.closed) {
        before.focus?.()
        return await orAborted(earlier.followed.settled, options.signal)
      }
    }
    const address = start?.take() ?? null
    if (start === null || address === null) throw new AuthNotReadyError("no start address is ready")
    earlier?.followed.giveUp(new AuthClosedError("another authorization took its window"))

    const { attempt, url } = address
    const signal =
      options.signal === undefined ? disposed : AbortSignal.any([disposed, options.signal])
    let opened: AuthorizeWindow | null = null
    const followed = followAttempt({
      ask: () => send(OWN_CALLS.attempt, { attempt }, { signal }),
      redeem: (value) => send(OWN_CALLS.redeem, { attempt, value }, { signal }),
      isClosed: () => opened?.closed ?? false,
      now,
      signal,
      onStatus: (answer) => options.onStatus?.(answer),
      onClosed: () => start.renew(),
      onLateResult: (answer) => options.onLateResult?.(answer),
    })
    running = { key: wanted.key, followed, opened: () => opened }
    const answered = t.authorize(url, {
      ...WINDOW,
      windowCallback: (handle) => {
        if (handle) opened = handle
        else followed.fail(new PopupBlockedError("the browser blocked the window"))
      },
      validToken: isValue,
    })
    void handOver(answered, followed)
    try {
      const answer = await followed.settled
      // By then most pages have no button left that needs an address.
      setTimeout(() => start.renew(), RENEW_AFTER_SUCCESS_MS)
      return answer
    } catch (error) {
      start.renew()
      throw error
    }
  }
}

/** Passes on what the window handed over. The attempt's status decides, whatever becomes of `answered`. */
async function handOver(answered: PromiseLike<unknown>, followed: Followed): Promise<void> {
  try {
    const value = await answered
    if (isValue(value)) followed.giveValue(value)
  } catch {
    return
  }
}

function isValue(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= VALUE_LENGTH
}

/** `promise`, unless the signal aborts before. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true })
    promise.then(resolve, reject)
  })
}
