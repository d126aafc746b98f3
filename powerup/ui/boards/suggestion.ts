import { connectionFor, type Remembered, type RememberedBoards } from "../entries/remembered.ts"
import type { ChosenBoard, Suggestion } from "./boardOptions.ts"

/**
 * The board to begin with: this person's last choice, else the Trello board's default, each through a connection of
 * this person. `connections` null means that they are not known yet: then only the last choice can be told.
 */
export function chooseSuggestion(
  start: RememberedBoards,
  connections: readonly string[] | null,
): Suggestion | null {
  if (connections === null) {
    return start.last === null ? null : { remembered: start.last, note: "last" }
  }
  const last = throughOwn(start.last, connections)
  if (last !== null) return { remembered: last, note: "last" }
  const standard = throughOwn(start.standard, connections)
  return standard === null ? null : { remembered: standard, note: "standard" }
}

function throughOwn(
  remembered: Remembered | null,
  connections: readonly string[],
): Remembered | null {
  if (remembered === null) return null
  const connection = connectionFor(remembered.choice, connections)
  return connection === null
    ? null
    : { ...remembered, choice: { ...remembered.choice, connection } }
}

/** A suggestion as a board to push to. */
export function toChosen(suggestion: Suggestion | null): ChosenBoard | null {
  if (suggestion === null) return null
  const { choice, audience } = suggestion.remembered
  return { id: choice.id, name: choice.name, connection: choice.connection, audience }
}
