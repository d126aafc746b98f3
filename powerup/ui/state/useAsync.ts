import { useEffect, useEffectEvent, useState } from "react"
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
  /** Puts a newer value in place of a done one, as when an answer to something else brought it. */
  readonly set: (value: T) => void
}

interface Run {
  readonly round: number
  readonly quiet: boolean
}

interface Settled<T> {
  readonly key: string
  readonly round: number
  readonly loaded: Loaded<T>
}

const IDLE = { status: "idle" } as const
const PENDING = { status: "pending" } as const

/**
 * Runs `load` whenever `key` changes; null runs nothing. The answer to an older key is dropped and its signal
 * aborted, so that what is shown always belongs to the newest key. It gives up after 30 seconds.
 */
export function useAsync<T>(
  key: string | null,
  load: (signal: AbortSignal) => Promise<T>,
): Async<T> {
  const [run, setRun] = useState<Run>({ round: 0, quiet: false })
  const [settled, setSettled] = useState<Settled<T> | null>(null)
  const start = useEffectEvent(load)
  useEffect(() => {
    if (key === null) return undefined
    const controller = new AbortController()
    const { signal } = controller
    const settle = (loaded: Loaded<T>): void => {
      if (!signal.aborted) setSettled({ key, round: run.round, loaded })
    }
    const work = async (): Promise<void> => {
      try {
        const value = await withDeadline(start(signal), GIVE_UP_AFTER_MS, signal)
        settle({ status: "done", value })
      } catch (error) {
        if (!run.quiet) settle({ status: "failed", error })
      }
    }
    void work()
    return () => controller.abort()
  }, [key, run])
  const shown = settled?.key === key && (run.quiet || settled.round === run.round)
  return {
    state: key === null ? IDLE : shown ? settled.loaded : PENDING,
    reload: () => setRun(({ round }) => ({ round: round + 1, quiet: false })),
    refresh: () => setRun(({ round }) => ({ round: round + 1, quiet: true })),
    set: (value) =>
      setSettled((old) =>
        old?.key === key && old.loaded.status === "done"
          ? { ...old, loaded: { status: "done", value } }
          : old,
      ),
  }
}
