import { useCallback, useEffect, useRef, useState } from "react"
import { GIVE_UP_AFTER_MS, withDeadline } from "./deadline.ts"

export interface Action {
  readonly busy: boolean
  /** Why the last run failed; null while it runs and after a success. */
  readonly error: unknown
  /** Starts `work`; presses while busy are ignored. `work` reports its own success. */
  readonly run: (work: () => Promise<void>) => void
  readonly clear: () => void
}

/** One thing at a time that a press starts. It gives up after 30 seconds and never touches a page that is gone. */
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
  const settle = useCallback((error: unknown) => {
    busy.current = false
    if (mounted.current) setState({ busy: false, error })
  }, [])
  const run = useCallback(
    (work: () => Promise<void>) => {
      if (busy.current) return
      busy.current = true
      setState({ busy: true, error: null })
      withDeadline(work(), GIVE_UP_AFTER_MS).then(() => settle(null), settle)
    },
    [settle],
  )
  const clear = useCallback(() => setState((old) => ({ ...old, error: null })), [])
  return { ...state, run, clear }
}
