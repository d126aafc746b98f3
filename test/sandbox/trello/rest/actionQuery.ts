import type { Action } from "../store/model.ts"
import { createdAt } from "../store/ids.ts"
import type { Trello } from "../trello.ts"
import { type Params, pickFields, readCount, readText } from "./params.ts"
import { invalidValue } from "./refusal.ts"
import { matchesFilter, viewAction } from "./views/action.ts"

/**
 * Actions, newest first, by `filter`, `since` and `before` (a date or an action's id), `limit` (50, at most 1,000)
 * and `page`. `otherwise` is the filter when none is given.
 */
export function listActions(
  trello: Trello,
  belongs: (action: Action) => boolean,
  params: Params,
  otherwise = "all",
): Record<string, unknown>[] {
  const filter = (readText(params, "filter") ?? otherwise).split(",")
  const limit = readCount(params, "limit", { min: 0, max: 1000, otherwise: 50 })
  const page = readCount(params, "page", { min: 0, max: 19, otherwise: 0 })
  const all = trello.store.actions.map((action, index) => ({ action, index }))
  const since = readEdge(trello, params, "since")
  const before = readEdge(trello, params, "before")
  return all
    .filter(({ action }) => belongs(action) && matchesFilter(action, filter))
    .filter((row) => (since === null || since(row) > 0) && (before === null || before(row) < 0))
    .toReversed()
    .sort((a, b) => b.action.date.localeCompare(a.action.date))
    .slice(page * limit, (page + 1) * limit)
    .map(({ action }) => pickFields(viewAction(trello, action), params.get("fields"), "all"))
}

interface Row {
  readonly action: Action
  readonly index: number
}

/** How a row lies to the edge: below zero before it, above zero after it. Null without an edge. */
function readEdge(trello: Trello, params: Params, name: string): ((row: Row) => number) | null {
  const text = readText(params, name)
  if (text === undefined || text === "" || text === "null") return null
  if (/^[0-9a-f]{24}$/i.test(text)) {
    const at = trello.store.actions.findIndex((action) => action.id === text)
    if (at >= 0) return (row) => row.index - at
    const time = createdAt(text)
    return (row) => Date.parse(row.action.date) - time
  }
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw invalidValue(name)
  return (row) => Date.parse(row.action.date) - time
}
