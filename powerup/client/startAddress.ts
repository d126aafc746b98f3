import type { AuthorizeAnswer } from "../../core/contract/connections.ts"
import type { Provider } from "../../core/contract/ids.ts"
import { ApiError, ClientError } from "./errors.ts"
import type { ConsentOptions, Preparation, PreparationState, Providers } from "./types.ts"

/**
 * How long a start address is believed to live: the Worker says ten minutes, a page whose clock is wrong must not
 * read other figures into that. It is renewed halfway, so that whoever clicks has minutes left to consent.
 */
const LIFE_MS = { least: 120_000, most: 600_000 }
const RETRY_MS = { first: 2_000, most: 30_000 }

/** What is asked for, in a form that two askers can share. */
export interface Wanted {
  readonly key: string
  readonly providers: readonly Provider[]
  readonly scopes: readonly string[]
  readonly renews: string | null
}

/** Names what is asked for; the order of providers counts, that of scopes does not. */
export function buildWanted(
  providers: Providers,
  { scopes = [], renews }: ConsentOptions = {},
): Wanted {
  const list = typeof providers === "string" ? [providers] : [...providers]
  const sorted = [...new Set(scopes)].sort()
  const key = [list.join("+"), ...sorted, renews ?? ""].join(" ")
  return { key, providers: list, scopes: sorted, renews: renews ?? null }
}

/** One start address, kept fresh for everybody who holds it. */
export interface StartAddress {
  readonly hold: () => Preparation
  /** Takes the address for a window; null, and a fetch begins, when none is fresh. */
  readonly take: () => AuthorizeAnswer | null
  /** Fetches the next address after `take`; does nothing when one is at hand or nobody holds this. */
  readonly renew: () => void
  readonly dispose: () => void
}

/** Builds a start address that fetches with `fetchAddress`; `now` in milliseconds. */
export function createStartAddress(
  fetchAddress: () => Promise<AuthorizeAnswer>,
  now: () => number,
): StartAddress {
  const listeners = new Set<() => void>()
  let state: PreparationState = { name: "preparing" }
  let holders = 0
  let address: {
    readonly answer: AuthorizeAnswer
    readonly renew: number
    readonly expires: number
  } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let run = 0
  let settleReady: { resolve: () => void; reject: (error: ClientError) => void } | null = null
  const ready = new Promise<void>((resolve, reject) => {
    settleReady = { resolve, reject }
  })
  // A page may observe `state` alone; its failures are not unhandled then.
  ready.catch(() => {})

  const become = (next: PreparationState) => {
    state = next
    for (const listener of listeners) listener()
  }

  const begin = (announce: boolean) => {
    clearTimeout(timer)
    run += 1
    if (announce) become({ name: "preparing" })
    void fetchNext(run)
  }

  const fetchNext = async (mine: number) => {
    try {
      const answer = await fetchAddress()
      if (mine === run) arrived(answer)
    } catch (error) {
      if (mine !== run) return
      failed(error instanceof ClientError ? error : new ApiError("internal_error"))
    }
  }

  const arrived = (answer: AuthorizeAnswer) => {
    if (!/^(?:https?:\/\/|\/(?!\/))/.test(answer.url)) return failed(new ApiError("internal_error"))
    const told = Date.parse(answer.expiresAt) - now()
    const life = Math.min(Math.max(told || 0, LIFE_MS.least), LIFE_MS.most)
    address = { answer, renew: now() + life / 2, expires: now() + life }
    failures = 0
    scheduleRenewal()
    settleReady?.resolve()
    become({ name: "ready" })
  }

  const failed = (error: ClientError) => {
    if (error.retryable) {
      const backoff = Math.min(RETRY_MS.first * 2 ** failures, RETRY_MS.most)
      const asked = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) * 1000 : 0
      failures += 1
      timer = setTimeout(() => begin(!isFresh()), Math.max(backoff, asked))
    } else settleReady?.reject(error)
    if (!isFresh()) become({ name: "failed", error })
  }

  const scheduleRenewal = () => {
    if (address === null) return
    timer = setTimeout(() => begin(false), Math.max(address.renew - now(), 0))
  }

  const isFresh = () => address !== null && now() < address.expires
  const stop = () => {
    clearTimeout(timer)
    run += 1
  }

  return {
    hold: () => {
      holders += 1
      if (holders === 1) {
        if (isFresh()) scheduleRenewal()
        else begin(false)
      }
      let held = true
      return {
        ready,
        state: () => state,
        subscribe: (listener) => {
          listeners.add(listener)
          return () => listeners.delete(listener)
        },
        retry: () => {
          if (held && state.name === "failed") begin(true)
        },
        dispose: () => {
          if (!held) return
          held = false
          holders -= 1
          if (holders === 0) stop()
        },
      }
    },
    take: () => {
      if (address !== null && isFresh()) {
        const { answer } = address
        address = null
        stop()
        become({ name: "in_use" })
        return answer
      }
      if (holders > 0 && state.name === "ready") begin(true)
      return null
    },
    renew: () => {
      if (holders > 0 && state.name === "in_use") begin(true)
    },
    dispose: () => {
      holders = 0
      stop()
    },
  }
}
