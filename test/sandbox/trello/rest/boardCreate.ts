import type { LabelColor } from "../../../../core/cards/ticket.ts"
import { type Actor, announce, record } from "../store/changes.ts"
import { newId, shortLinkOf } from "../store/ids.ts"
import type { Board } from "../store/model.ts"
import { dropWebhooksOfModel } from "../store/webhooks.ts"
import type { Trello } from "../trello.ts"

const LISTS = ["To Do", "Doing", "Done"]
const COLOURS: readonly LabelColor[] = ["green", "yellow", "orange", "red", "purple", "blue"]

/** Makes a board that its maker administers. */
export function createBoard(
  trello: Trello,
  actor: Actor,
  plan: Pick<Board, "name" | "desc" | "idOrganization" | "permissionLevel"> & {
    readonly defaultLists: boolean
    readonly defaultLabels: boolean
  },
): Board {
  const { defaultLists, defaultLabels, ...fields } = plan
  const { store } = trello
  const now = trello.now()
  const id = newId(now)
  const board: Board = {
    id,
    shortLink: shortLinkOf(id),
    ...fields,
    closed: false,
    background: "blue",
    backgroundColor: "#0079bf",
    memberships: [{ id: newId(now), idMember: actor.idMember, memberType: "admin" }],
    dateLastActivity: new Date(now).toISOString(),
    lastIdShort: 0,
    plugins: new Set(),
    customFields: [],
  }
  store.boards.set(id, board)
  record(trello, actor, { type: "createBoard", board })
  if (board.idOrganization !== null) {
    const name = store.organizations.get(board.idOrganization)?.displayName
    const data = { organization: { id: board.idOrganization, name } }
    record(trello, actor, { type: "addToOrganizationBoard", board, data })
  }
  for (const [index, name] of (defaultLists ? LISTS : []).entries()) {
    const list = {
      id: newId(now),
      idBoard: id,
      name,
      closed: false,
      pos: (index + 1) * 16384,
    }
    store.lists.set(list.id, list)
    record(trello, actor, { type: "createList", board, list })
  }
  for (const color of defaultLabels ? COLOURS : []) {
    const label = { id: newId(now), idBoard: id, name: "", color }
    store.labels.set(label.id, label)
  }
  return board
}

/** Takes a board away with everything on it. */
export function deleteBoard(trello: Trello, board: Board): void {
  const { store } = trello
  for (const card of store.cards.by("board", board.id)) {
    for (const checklist of store.checklists.by("card", card.id)) {
      store.checklists.delete(checklist.id)
    }
    for (const datum of store.pluginData.by("model", card.id)) {
      store.pluginData.delete(datum.id)
    }
    store.cards.delete(card.id)
    dropWebhooksOfModel(store, card.id)
  }
  for (const list of store.lists.by("board", board.id)) {
    store.lists.delete(list.id)
    dropWebhooksOfModel(store, list.id)
  }
  for (const label of store.labels.by("board", board.id)) store.labels.delete(label.id)
  for (const datum of store.pluginData.by("model", board.id)) {
    store.pluginData.delete(datum.id)
  }
  for (const action of store.actions.of("board", board.id)) store.actions.remove(action)
  store.boards.delete(board.id)
  dropWebhooksOfModel(store, board.id)
  announce(trello, board.id)
}
