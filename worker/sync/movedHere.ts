import type { Call } from "../grants/upstream.ts"
import { buildReadLastMove, parseReadLastMove } from "../trello/cards.ts"

/** The links of a card that was moved are looked for so often … */
const LOOK_EVERY_MS = 500
/** … and for no longer than three seconds. */
const LOOKS_MAX = 6

/** What looking for a moved card's links works with. */
export interface MoveContext {
  /** The caller's own Trello grant, which reads the card. */
  readonly trello: Call
  /** Whether this board has links of the card. */
  readonly isHere: (card: string) => Promise<boolean>
  /** Asks another board's object to look for the card; false where it has no links of it. */
  readonly lookFor: (board: string, card: string) => Promise<boolean>
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>
}

/** Asks the board that a card was on before for its links. False where it has none, or nobody says which board it was. */
export async function askForLinks(
  card: string,
  { trello, lookFor }: Pick<MoveContext, "trello" | "lookFor">,
): Promise<boolean> {
  const from = parseReadLastMove(await trello(buildReadLastMove(card)))
  return from.ok && from.value !== null && lookFor(from.value, card)
}

/**
 * Waits for the links of a card that was moved here a moment ago, so that it is not made a second time on Miro. Not for
 * ever: where the other board keeps them, the card is pushed all the same.
 */
export async function waitForLinks(card: string, context: MoveContext): Promise<void> {
  if ((await context.isHere(card)) || !(await askForLinks(card, context))) return
  for (let looks = 0; looks < LOOKS_MAX; looks++) {
    await context.wait(LOOK_EVERY_MS)
    if (await context.isHere(card)) return
  }
}
