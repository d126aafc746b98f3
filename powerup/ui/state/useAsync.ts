import { useCallback, useEffect, useRef, useState } from "react"
import { GIVE_UP_AFTER_MS, withDeadline } from "./deadline.ts"

export type Loaded<T> =
  | { readonly status: "idle" }
  | { readonly status: "pending" }
  | { readonly status: "done"; readonly value: T }
  | { readonly status: "failed"; readonly error: unknown }

export interface Async<T> {
  readonly state: Loaded<T>
  /** Runs it again, for example from "Try again". */
  readonly reload: () => void
  /** Runs it again behind what is shown; a failure leaves that as it is. */
  readonly refresh: () => void
  /** Puts a newer value in place, as when an answer to something else brought it. */
  readonly set: (value: T) => void
}

/**
 * Runs `load` whenever `key` changes; null runs nothing. The answer to an older key is dropped and its signal
 * aborted, so that what is shown always belongs to the newest key. It gives up after 30 seconds.
 */
export function useAsync<T>(
  key: string | null,
  load: (signal: AbortSignal) => Promise<T>,
): Async<T> {
  const [state, setState] = useState<Loaded<T>>({ status: key === null ? "idle" : "pending" })
  const [round, setRound] = useState(0)
  const newest = useRef(load)
  newest.current = load
  const current = useRef<AbortController | null>(null)
  const quiet = useRef(false)
  useEffect(() => {
    if (key === null) {
      setState({ status: "idle" })
      return undefined
    }
    const controller = new AbortController()
    const { signal } = controller
    current.current = controller
    const behind = quiet.current
    quiet.current = false
    if (!behind) setState({ status: "pending" })
    withDeadline(newest.current(signal), GIVE_UP_AFTER_MS, signal).then(
      (value) => {
        if (!signal.aborted) setState({ status: "done", value })
      },
      (error: unknown) => {
        if (!signal.aborted && !behind) setState({ status: "failed", error })
      },
    )
    return () => controller.abort()
  }, [key, round])
  const reload = useCallback(() => setRound((n) => n + 1), [])
  const refresh = useCallback(() => {
    quiet.current = true
    setRound((n) => n + 1)
  }, [])
  const set = useCallback((value: T) => {
    current.current?.abort()
    setState({ status: "done", value })
  }, [])
  return { state, reload, refresh, set }
}
