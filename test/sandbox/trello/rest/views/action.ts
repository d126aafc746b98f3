import type { Action } from "../../store/model.ts"
import type { Trello } from "../../trello.ts"
import { viewAuthor } from "./member.ts"

export function viewAction(trello: Trello, action: Action): Record<string, unknown> {
  const { store, plugin } = trello
  return {
    id: action.id,
    idMemberCreator: action.idMemberCreator,
    data: action.data,
    appCreator:
      action.idPlugin === null
        ? null
        : { id: action.idPlugin, name: plugin.name, idPlugin: action.idPlugin },
    type: action.type,
    date: action.date,
    limits: null,
    display: { translationKey: `action_${snakeOf(action.type)}`, entities: {} },
    memberCreator: viewAuthor(trello, store.members.get(action.idMemberCreator)),
  }
}

function snakeOf(type: string): string {
  return type.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** Whether an action is of one of the kinds `updateCard`, `updateCard:idList` …, or `all`. */
export function matchesFilter(action: Action, filter: readonly string[]): boolean {
  return filter.some((wanted) => {
    if (wanted === "all") return true
    const [type, field] = wanted.split(":")
    if (action.type !== type) return false
    if (field === undefined) return true
    const old = action.data["old"]
    return typeof old === "object" && old !== null && field in old
  })
}
