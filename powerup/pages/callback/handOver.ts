import type { CallbackAnswer } from "../../../core/contract/connections.ts"
import type { AttemptCalls } from "./attemptCalls.ts"

/** How long the page that opened this window gets to redeem the value, and how often that is looked at (ms). */
export const REDEEM_WITHIN_MS = 6_000
export const LOOK_EVERY_MS = 500

/** The `authorize` that Trello's library put on the page that opened this window. */
export type Opener = (value: string) => void

/**
 * Finds the function that takes the value: on an opener of our own origin and nowhere else. Reading a foreign
 * window's properties throws, and a COOP header leaves no opener at all.
 */
export function findOpener(window: {
  readonly opener: unknown
  readonly location: { readonly origin: string }
}): Opener | null {
  try {
    const opener = window.opener as {
      readonly location: { readonly origin: string }
      readonly authorize?: unknown
    } | null
    if (opener === null || opener.location.origin !== window.location.origin) return null
    if (typeof opener.authorize !== "function") return null
    return (value) => {
      Reflect.apply(opener.authorize as Opener, opener, [value])
    }
  } catch {
    return null
  }
}

/**
 * Gives the one-time value to the opener and waits for it to be redeemed. Resolves to the last answer: still
 * `unconfirmed` when nobody redeemed it in time, so that the person is asked.
 */
export async function handOver(
  answer: CallbackAnswer,
  opener: Opener,
  read: AttemptCalls["read"],
  wait: (ms: number) => Promise<void>,
): Promise<CallbackAnswer> {
  if (answer.value === null) return answer
  try {
    opener(answer.value)
  } catch {
    return answer
  }
  let latest = answer
  for (let waited = 0; waited < REDEEM_WITHIN_MS; waited += LOOK_EVERY_MS) {
    await wait(LOOK_EVERY_MS)
    latest = await read().catch(() => latest)
    if (latest.status !== "unconfirmed") return latest
  }
  return latest
}
