import { useEffect, useRef, useState } from "react"
import { GIVE_UP_AFTER_MS, withDeadline } from "./deadline.ts"

export interface Action {
  readonly busy: boolean
  /** Why the last run failed; null while it runs and after a success. */
  readonly error: unknown
  /** Starts `work`; presses while busy are ignored. `work` reports its own success. */
  readonly run: (work: () => Promise<void>) => void
}

/** One thing at a time that a press starts. It gives up after 30 seconds. */
export function useAction(): Action {
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({
    busy: false,
    error: null,
  })
  const busy = useRef(false)
  const mounted = useRef(true)
  useEffect(() => {
    mounted.current = true
    return () => {
      mounted.current = false
    }
  }, [])
  const settle = (error: unknown): void => {
    busy.current = false
    if (mounted.current) setState({ busy: false, error })
  }
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await withDeadline(work(), GIVE_UP_AFTER_MS)
      settle(null)
    } catch (error) {
      settle(error)
    }
  }
  const run = (work: () => Promise<void>): void => {
    if (busy.current) return
    busy.current = true
    setState({ busy: true, error: null })
    void attempt(work)
  }
  return { ...state, run }
}
