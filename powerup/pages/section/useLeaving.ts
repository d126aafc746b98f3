import { useEffect, useRef, useState } from "react"

/** Once the page has changed the card's entry, Trello loads it anew within this time (milliseconds), if at all. */
export const RELOAD_MS = 2_000

/**
 * A page that goes when it writes: Trello loads the section anew at each change of the card's entry, and cuts off what
 * it has under way.
 */
export interface Leaving {
  /** The page has written and may go any moment: what is begun now would be cut off. */
  readonly leaving: boolean
  /** Does what the person asked for, and keeps the page here meanwhile. */
  readonly act: (work: () => Promise<void>) => Promise<void>
  /** Asked before the page writes: whether nothing is under way, besides so much of what writes. Then it is leaving. */
  readonly mayLeave: (own: number) => boolean
}

export function useLeaving(): Leaving {
  const acting = useRef(0)
  const [leaving, setLeaving] = useState(false)
  useEffect(() => {
    if (!leaving) return undefined
    const timer = setTimeout(() => setLeaving(false), RELOAD_MS)
    return () => clearTimeout(timer)
  }, [leaving])
  return {
    leaving,
    act: async (work) => {
      acting.current += 1
      try {
        await work()
      } finally {
        acting.current -= 1
      }
    },
    mayLeave: (own) => {
      if (acting.current > own) return false
      setLeaving(true)
      return true
    },
  }
}
