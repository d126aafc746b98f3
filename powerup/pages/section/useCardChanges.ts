import { useEffect, useEffectEvent, useRef } from "react"
import type { PageHost } from "../../ui/host/host.ts"

/** Calls `onChange` whenever the open card itself changed on Trello, by whomever. */
export function useCardChanges(t: PageHost, onChange: () => void): void {
  const seen = useRef<string | null>(null)
  const changed = useEffectEvent(onChange)
  useEffect(() => {
    let gone = false
    const look = async (): Promise<void> => {
      const at = activityOf(await t.card("dateLastActivity"))
      if (gone || at === null) return
      const before = seen.current
      seen.current = at
      if (before !== null && before !== at) changed()
    }
    // Trello tells of every change on the board, so that most are of other cards.
    const rendered = (): void => void look().catch(() => undefined)
    t.render(rendered)
    rendered()
    return () => {
      gone = true
      t.render(() => undefined)
    }
  }, [t])
}

function activityOf(card: unknown): string | null {
  return typeof card === "object" &&
    card !== null &&
    "dateLastActivity" in card &&
    typeof card.dateLastActivity === "string"
    ? card.dateLastActivity
    : null
}
