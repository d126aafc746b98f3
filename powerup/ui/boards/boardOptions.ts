import type { Audience, MiroBoard } from "../../../core/contract/cards.ts"
import type { Remembered } from "../entries/remembered.ts"

/** A Miro board that can be pushed to; what is not known of a remembered one is null. */
export interface ChosenBoard {
  readonly id: string
  readonly name: string
  readonly connection: string
  readonly audience: Audience | null
}

/** A row of the picker. */
export interface BoardOption extends ChosenBoard {
  readonly canEdit: boolean
  readonly note: "last" | "standard" | null
}

/** A remembered board and why it is remembered. */
export interface Suggestion {
  readonly remembered: Remembered
  readonly note: "last" | "standard"
}

/**
 * The rows for `boards` (last opened first, as the Worker gives them) of one connection. Without a search the
 * suggestion is on top, also when it is on a later page; with one it is only marked.
 */
export function buildOptions(
  boards: readonly MiroBoard[],
  connection: string,
  query: string,
  suggestion: Suggestion | null,
): BoardOption[] {
  const seen = new Set<string>()
  const rows = boards
    .filter(({ id }) => !seen.has(id) && seen.add(id))
    .map((board) => ({
      id: board.id,
      name: board.name,
      connection: board.connection,
      audience: board.audience,
      canEdit: board.canEdit,
      note: board.id === suggestion?.remembered.choice.id ? suggestion.note : null,
    }))
  if (suggestion === null || query !== "") return rows
  const { choice, audience } = suggestion.remembered
  if (choice.connection !== connection) return rows
  const known = rows.find(({ id }) => id === choice.id)
  const top = known ?? {
    id: choice.id,
    name: choice.name,
    connection,
    audience,
    canEdit: true,
    note: suggestion.note,
  }
  return [top, ...rows.filter(({ id }) => id !== choice.id)]
}

/** The index that an arrow key, Home or End leads to; -1 when there are no rows. */
export function moveActive(active: number, key: string, length: number): number {
  if (length === 0) return -1
  switch (key) {
    case "ArrowDown":
      return Math.min(active + 1, length - 1)
    case "ArrowUp":
      return Math.max(active - 1, 0)
    case "PageDown":
      return Math.min(active + 5, length - 1)
    case "PageUp":
      return Math.max(active - 5, 0)
    default:
      return active
  }
}

/** A name for a new Miro board: at most 60 UTF-16 units (Miro's OpenAPI, create-board), cut between characters. */
export function suggestBoardName(trelloBoard: string, most: number): string {
  const characters = [...new Intl.Segmenter("en").segment(trelloBoard.trim())]
  const kept = characters.filter(({ index, segment }) => index + segment.length <= most)
  return kept
    .map(({ segment }) => segment)
    .join("")
    .trimEnd()
}
