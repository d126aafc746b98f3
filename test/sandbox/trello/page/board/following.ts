import type { PageState } from "../host/state.ts"

/** Keeps what the page shows as it is at Trello. */
export interface Following {
  /** Loads everything; who asks while that goes on gets what is loaded after it. */
  refresh(): Promise<void>
  /** Whether a load began after this moment, in milliseconds of `now`. */
  beganAfter(moment: number): boolean
  /** Makes the next load count even when it brings what the last one brought. */
  forget(): void
}

export interface FollowingOptions {
  readonly fetchText: () => Promise<string>
  readonly apply: (state: PageState) => void
  readonly now: () => number
}

/** One load at a time; a load that brings the same text as the last one changes nothing. */
export function followState({ fetchText, apply, now }: FollowingOptions): Following {
  let last: string | null = null
  let beganAt = Number.NEGATIVE_INFINITY
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null

  const load = async (): Promise<void> => {
    beganAt = now()
    const text = await fetchText()
    if (text === last) return
    last = text
    apply(JSON.parse(text) as PageState)
  }
  const refresh = (): Promise<void> => {
    if (running === null) {
      running = load().finally(() => {
        running = null
      })
      return running
    }
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null
        return refresh()
      })
    return next
  }
  return {
    refresh,
    beganAfter: (moment) => beganAt > moment,
    forget: () => {
      last = null
    },
  }
}

/** The new state with the old objects of all cards that are as before, so that only changed ones are drawn again. */
export function shareCards(before: PageState, after: PageState): PageState {
  const known = new Map(before.board.cards.map((card) => [card.id, card]))
  const cards = after.board.cards.map((card) => {
    const old = known.get(card.id)
    return old !== undefined && JSON.stringify(old) === JSON.stringify(card) ? old : card
  })
  return { ...after, board: { ...after.board, cards } }
}
