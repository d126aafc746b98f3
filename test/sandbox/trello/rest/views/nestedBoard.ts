import { cardsOfBoard, labelsOf, listsOf } from "../../store/lookups.ts"
import type { Board, Card, CustomField, Membership } from "../../store/model.ts"
import type { Trello } from "../../trello.ts"
import { listActions } from "../actionQuery.ts"
import type { Caller } from "../caller.ts"
import { type Params, pickFields, readCount, readText } from "../params.ts"
import { invalidValue, Refusal } from "../refusal.ts"
import { BOARD_FIELDS, viewBoard, viewList, viewMembership, viewOrganization } from "./board.ts"
import { viewLabel } from "./card.ts"
import { MEMBER_FIELDS, viewMember } from "./member.ts"
import { isAsked, viewNestedCard, viewPluginData } from "./nested.ts"

/** A board with the nested resources that the parameters ask for. */
export function viewNestedBoard(
  trello: Trello,
  caller: Caller,
  board: Board,
  params: Params,
): Record<string, unknown> {
  const { store } = trello
  const view = pickFields(viewBoard(trello, board), params.get("fields"), BOARD_FIELDS)
  const cards = params.get("cards")
  if (isAsked(cards)) {
    view["cards"] = viewCards(trello, board, String(cards), params, { prefix: "card_" })
  }
  if (isAsked(params.get("lists"))) view["lists"] = viewLists(trello, board, params)
  if (isAsked(params.get("labels"))) {
    const limit = readCount(params, "labels_limit", { min: 0, max: 1000, otherwise: 50 })
    view["labels"] = labelsOf(store, board.id)
      .slice(0, limit)
      .map((label) => viewLabel(trello, label))
  }
  if (isAsked(params.get("members"))) {
    view["members"] = viewBoardMembers(trello, board, params.get("member_fields"))
  }
  if (isAsked(params.get("memberships"))) {
    view["memberships"] = board.memberships.map(viewMembership)
  }
  if (isAsked(params.get("customFields"))) view["customFields"] = viewCustomFields(board)
  if (isAsked(params.get("pluginData"))) view["pluginData"] = viewPluginData(trello, board.id)
  if (isAsked(params.get("myPrefs"))) view["myPrefs"] = {}
  if (isAsked(params.get("actions"))) {
    const filter = new Map<string, unknown>([["filter", params.get("actions")]])
    view["actions"] = listActions(trello, store.actions.of("board", board.id), filter)
  }
  if (isAsked(params.get("organization"))) {
    view["organization"] = viewOrganizationOf(trello, caller, board, params)
  }
  return view
}

/** The workspace of a board, as far as somebody on the board sees it: a guest learns no more than its name. */
export function viewOrganizationOf(
  trello: Trello,
  caller: Caller,
  board: Board,
  params: Params,
): Record<string, unknown> | null {
  const organization = trello.store.organizations.get(board.idOrganization ?? "")
  if (organization === undefined) return null
  const idMember = caller.kind === "nobody" ? null : caller.idMember
  const view = viewOrganization(trello, organization, idMember)
  return pickFields(view, params.get("organization_fields"), ["name", "displayName"])
}

/** What `filterCards` knows. */
export const CARD_FILTERS: ReadonlySet<string> = new Set(
  "all open closed visible complete incomplete none".split(" "),
)

/** With their actions, no more cards than this come in one answer. Trello publishes no number. */
const CARDS_WITH_ACTIONS_MAX = 1000

/** The cards of a board, or of one list, with what the parameters ask for. */
export function viewCards(
  trello: Trello,
  board: Board,
  filter: string,
  params: Params,
  { prefix = "", idList }: { readonly prefix?: string; readonly idList?: string } = {},
): Record<string, unknown>[] {
  const cards = filterCards(trello, board, filter).filter(
    (card) => idList === undefined || card.idList === idList,
  )
  if (isAsked(params.get(`${prefix}actions`)) && cards.length > CARDS_WITH_ACTIONS_MAX) {
    const message = "Rate limit exceeded"
    throw new Refusal(429, { error: "API_TOO_MANY_CARDS_REQUESTED", message })
  }
  return cards.map((card) => viewNestedCard(trello, card, params, prefix))
}

/** `all`, `open`, `closed`, `visible` (open cards on open lists), `complete`, `incomplete`, `none`. */
export function filterCards(trello: Trello, board: Board, filter: string): Card[] {
  const cards = cardsOfBoard(trello.store, board.id)
  const listClosed = (card: Card): boolean => trello.store.lists.get(card.idList)?.closed ?? false
  switch (filter) {
    case "all":
      return cards
    case "open":
      return cards.filter((card) => !card.closed)
    case "closed":
      return cards.filter((card) => card.closed)
    case "visible":
    case "true":
      return cards.filter((card) => !card.closed && !listClosed(card))
    case "complete":
      return cards.filter((card) => card.dueComplete)
    case "incomplete":
      return cards.filter((card) => !card.dueComplete)
    case "none":
      return []
    default:
      throw invalidValue("filter")
  }
}

/** A board's lists by `filter` (or `lists` on the board), with their cards where `cards` says so. */
export function viewLists(
  trello: Trello,
  board: Board,
  params: Params,
  inPath?: string,
): Record<string, unknown>[] {
  const onBoard = params.has("lists")
  const filter = inPath ?? readText(params, onBoard ? "lists" : "filter") ?? "open"
  const lists = listsOf(trello.store, board.id).filter((list) => {
    if (filter === "all") return true
    if (filter === "closed") return list.closed
    return filter === "none" ? false : !list.closed
  })
  const fields = params.get(onBoard ? "list_fields" : "fields")
  const cards = onBoard ? undefined : params.get("cards")
  const shown = isAsked(cards) ? filterCards(trello, board, String(cards)) : []
  return lists.map((list) => {
    const view = pickFields(viewList(list), fields, "all")
    if (!isAsked(cards)) return view
    view["cards"] = shown
      .filter((card) => card.idList === list.id)
      .map((card) => viewNestedCard(trello, card, params, "card_"))
    return view
  })
}

export function viewBoardMembers(trello: Trello, board: Board, fields: unknown): unknown[] {
  return board.memberships.flatMap(({ idMember }) => {
    const member = trello.store.members.get(idMember)
    return member === undefined
      ? []
      : [pickFields(viewMember(trello, member), fields, MEMBER_FIELDS)]
  })
}

/** Memberships by `filter`, with the member where `member` says so. */
export function viewMemberships(
  trello: Trello,
  memberships: readonly Membership[],
  params: Params,
  caller: Caller,
): unknown[] {
  const filter = readText(params, "filter") ?? "all"
  const me = caller.kind === "nobody" ? null : caller.idMember
  return memberships
    .filter(({ memberType, idMember }) => {
      if (filter === "all" || filter === "active") return true
      if (filter === "admin" || filter === "admins") return memberType === "admin"
      if (filter === "normal") return memberType === "normal"
      return filter === "me" && idMember === me
    })
    .map((membership) => {
      const view = viewMembership(membership)
      const member = trello.store.members.get(membership.idMember)
      if (!isAsked(params.get("member")) || member === undefined) return view
      view["member"] = pickFields(
        viewMember(trello, member),
        params.get("member_fields"),
        MEMBER_FIELDS,
      )
      return view
    })
}

export function viewCustomFields(board: Board): unknown[] {
  return board.customFields.map((field) => viewCustomField(board, field))
}

export function viewCustomField(board: Board, field: CustomField): Record<string, unknown> {
  const options = field.options.map((option) => ({ ...option, idCustomField: field.id }))
  return {
    id: field.id,
    idModel: board.id,
    modelType: "board",
    fieldGroup: field.id,
    display: { cardFront: true },
    name: field.name,
    pos: field.pos,
    type: field.type,
    ...(field.type === "list" ? { options } : {}),
    isSuggestedField: false,
  }
}
