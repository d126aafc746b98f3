import { useEffect, useState } from "react"
import { repairOnMiro } from "../../ui/entries/boardEntry.ts"
import type { WriteOutcome } from "../../ui/entries/cardEntries.ts"
import type { PageHost } from "../../ui/host/host.ts"

/** How long others leave the entry to the page of who started a job, in milliseconds. */
export const LEAVE_TO_OWNER_MS = 5_000

/**
 * Makes the board-level entry say what an answer of the Worker says, once for each such answer; null does nothing.
 * Several people may watch one job: the page of who started it writes, the others look later whether it did.
 */
export function useRepairedEntry(
  t: PageHost,
  onMiro: string | null,
  first: boolean,
): WriteOutcome | null {
  const [outcome, setOutcome] = useState<WriteOutcome | null>(null)
  useEffect(() => {
    if (onMiro === null) return undefined
    let left = false
    const repair = async (): Promise<void> => {
      const result = await repairOnMiro(t, onMiro)
      if (!left) setOutcome(result)
    }
    const timer = setTimeout(() => void repair(), first ? 0 : LEAVE_TO_OWNER_MS)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [t, onMiro, first])
  return outcome
}
