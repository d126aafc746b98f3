/** Nothing on a page waits longer than this (milliseconds); the Worker's own limits are shorter. */
export const GIVE_UP_AFTER_MS = 30_000

/** The page stopped waiting. What was asked for may still happen. */
export class PageTimeoutError extends Error {
  override readonly name = "PageTimeoutError"
}

/** Settles as `work` does, or rejects with `PageTimeoutError` after `ms`; aborting `signal` ends the clock alone. */
export function withDeadline<T>(work: Promise<T>, ms: number, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new PageTimeoutError("The page stopped waiting")), ms)
    signal?.addEventListener("abort", () => clearTimeout(timer), { once: true })
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
