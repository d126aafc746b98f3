import { useEffect, useEffectEvent, useState } from "react"
import type { JobAnswer } from "../../../../core/contract/jobs.ts"
import type { Client } from "../../../client/index.ts"
import { ApiError } from "../../../client/errors.ts"
import { isFinal } from "../jobState.ts"
import { pollDelay } from "./pollDelay.ts"

/** After so many failed questions in a row the page says so. */
export const TROUBLE_AFTER = 3

export interface WatchedJob {
  readonly answer: JobAnswer
  /** Why the last questions failed; null while answers come. It goes on asking. */
  readonly trouble: unknown
  /** The job is not known any more: there is nothing left to ask. */
  readonly gone: boolean
  /** Shows an answer to something else than the question how far it is. */
  readonly take: (answer: JobAnswer) => void
}

/** A job as it goes on: asks again and again until it is over. The job stays the same one. */
export function useJob(client: Client, first: JobAnswer): WatchedJob {
  const [answer, setAnswer] = useState(first)
  const [trouble, setTrouble] = useState<unknown>(null)
  const { id, state } = answer.job
  const gone = trouble instanceof ApiError && trouble.code === "job_not_found"
  const ask = useEffectEvent(async (failures: number, signal: AbortSignal): Promise<number> => {
    try {
      const next = await client.request("readJob", { job: id }, { signal })
      // What was under way when the state changed is older than that.
      if (signal.aborted) return 0
      setAnswer(next)
      setTrouble(null)
      return 0
    } catch (error) {
      const unknown = error instanceof ApiError && error.code === "job_not_found"
      if (!signal.aborted && (unknown || failures + 1 >= TROUBLE_AFTER)) setTrouble(error)
      return failures + 1
    }
  })

  useEffect(() => {
    if (isFinal(state) || gone) return undefined
    const controller = new AbortController()
    const { signal } = controller
    let failures = 0
    let asking = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const wait = (): void => {
      timer = setTimeout(
        () => void look(),
        pollDelay({ state, failures, hidden: document.visibilityState === "hidden" }),
      )
    }
    const look = async (): Promise<void> => {
      clearTimeout(timer)
      asking = true
      failures = await ask(failures, signal)
      asking = false
      if (!signal.aborted) wait()
    }
    const appear = (): void => {
      if (document.visibilityState === "visible" && !asking) void look()
    }
    wait()
    document.addEventListener("visibilitychange", appear)
    return () => {
      controller.abort()
      clearTimeout(timer)
      document.removeEventListener("visibilitychange", appear)
    }
  }, [state, gone])
  return { answer, trouble, gone, take: setAnswer }
}
