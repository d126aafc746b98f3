import { comparePositions, type Position } from "../store/actionLog.ts"
import { createdAt } from "../store/ids.ts"
import type { Action } from "../store/model.ts"
import type { Trello } from "../trello.ts"
import { type Params, pickFields, readCount, readText } from "./params.ts"
import { invalidValue } from "./refusal.ts"
import { matchesFilter, viewAction } from "./views/action.ts"

/**
 * Actions, newest first, by `filter`, `since` and `before` (a date or an action's id), `limit` (50, at most 1,000)
 * and `page` (0 to 19). `otherwise` is the filter when none is given.
 */
export function listActions(
  trello: Trello,
  history: Iterable<Action>,
  params: Params,
  otherwise = "all",
): Record<string, unknown>[] {
  const filter = (readText(params, "filter") ?? otherwise).split(",").map((one) => one.trim())
  const limit = readCount(params, "limit", { min: 0, max: 1000, otherwise: 50 })
  const page = readCount(params, "page", { min: 0, max: 19, otherwise: 0 })
  const since = readEdge(trello, params, "since")
  const before = readEdge(trello, params, "before")
  return [...history]
    .filter((action) => matchesFilter(action, filter))
    .map((action) => ({ action, position: positionOf(trello, action) }))
    .filter(({ position }) => since === null || since(position) > 0)
    .filter(({ position }) => before === null || before(position) < 0)
    .sort((a, b) => comparePositions(b.position, a.position))
    .slice(page * limit, (page + 1) * limit)
    .map(({ action }) => viewActionFor(trello, action, params))
}

/** An action as far as the parameters ask for it. */
export function viewActionFor(
  trello: Trello,
  action: Action,
  params: Params,
): Record<string, unknown> {
  const view = viewAction(trello, action)
  const picked = pickFields(view, params.get("fields"), "all")
  if (params.get("memberCreator") === "false") delete picked["memberCreator"]
  if (params.get("display") === "false") delete picked["display"]
  return picked
}

function positionOf(trello: Trello, action: Action): Position {
  return trello.store.actions.positionOf(action.id) ?? { date: action.date, number: 0 }
}

/** How a place in the history lies to the edge: below zero before it, above zero after it. Null without an edge. */
function readEdge(
  trello: Trello,
  params: Params,
  name: string,
): ((position: Position) => number) | null {
  const text = readText(params, name)
  if (text === undefined || text === "" || text === "null") return null
  if (/^[0-9a-f]{24}$/i.test(text)) {
    const edge = trello.store.actions.positionOf(text.toLowerCase())
    if (edge !== null) return (position) => comparePositions(position, edge)
    const time = createdAt(text)
    return (position) => Date.parse(position.date) - time
  }
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw invalidValue(name)
  return (position) => Date.parse(position.date) - time
}
