import { checklistsOf } from "../../store/lookups.ts"
import type { Card, CustomFieldItem } from "../../store/model.ts"
import type { Trello } from "../../trello.ts"
import { listActions } from "../actionQuery.ts"
import { type Params, pickFields } from "../params.ts"
import { BOARD_FIELDS, viewBoard, viewList } from "./board.ts"
import { viewAttachment, viewCard, viewChecklist } from "./card.ts"
import { MEMBER_FIELDS, viewMember } from "./member.ts"

/**
 * A card with the nested resources that the parameters ask for. `prefix` is `card_` where cards are nested
 * themselves, so that `fields` is called `card_fields`.
 */
export function viewNestedCard(
  trello: Trello,
  card: Card,
  params: Params,
  prefix = "",
): Record<string, unknown> {
  const { store } = trello
  const param = (name: string): unknown => params.get(prefix + name)
  const asked = (name: string): boolean => isAsked(param(name))
  const view = pickFields(viewCard(trello, card), param("fields"), "all", `${prefix}fields`)
  if (asked("members")) {
    view["members"] = card.idMembers.flatMap((id) => {
      const member = store.members.get(id)
      if (member === undefined) return []
      return [pickFields(viewMember(trello, member), params.get("member_fields"), MEMBER_FIELDS)]
    })
  }
  if (asked("membersVoted")) view["membersVoted"] = []
  if (asked("stickers")) view["stickers"] = []
  if (asked("checklists")) {
    view["checklists"] = checklistsOf(store, card.id).map((checklist) =>
      pickFields(viewChecklist(checklist), param("checklist_fields"), "all"),
    )
  }
  if (asked("attachments")) {
    const covered = param("attachments") === "cover"
    view["attachments"] = card.attachments
      .filter((attachment) => !covered || attachment.id === card.cover.idAttachment)
      .map((attachment) =>
        pickFields(viewAttachment(attachment), param("attachment_fields"), "all"),
      )
  }
  if (asked("customFieldItems"))
    view["customFieldItems"] = card.customFieldItems.map((item) => viewCustomFieldItem(card, item))
  if (asked("pluginData")) view["pluginData"] = viewPluginData(trello, card.id)
  const board = store.boards.get(card.idBoard)
  if (asked("board") && board !== undefined) {
    view["board"] = pickFields(viewBoard(trello, board), params.get("board_fields"), BOARD_FIELDS)
  }
  const list = store.lists.get(card.idList)
  if (asked("list") && list !== undefined) {
    view["list"] = pickFields(viewList(list), params.get("list_fields"), "all")
  }
  if (asked("actions")) {
    const filter = String(param("actions"))
    view["actions"] = listActions(
      trello,
      trello.store.actions.of("card", card.id),
      new Map<string, unknown>([["filter", filter === "true" ? "all" : filter]]),
    )
  }
  return view
}

export function viewCustomFieldItem(card: Card, item: CustomFieldItem): Record<string, unknown> {
  const { id, idCustomField, idValue, value } = item
  return { id, idCustomField, idModel: card.id, modelType: "card", idValue, value }
}

/** Shared data alone: nobody reads private data through the API. */
export function viewPluginData(trello: Trello, idModel: string): unknown[] {
  return [...trello.store.pluginData.by("model", idModel)]
    .filter((datum) => datum.visibility === "shared")
    .map(({ id, scope, value, dateLastUpdated }) => ({
      id,
      idPlugin: trello.plugin.id,
      scope,
      idModel,
      value,
      access: "shared",
      dateLastUpdated,
    }))
}

/** Whether a parameter asks for a nested resource: `true`, `all`, `open` … but not `false` or `none`. */
export function isAsked(value: unknown): boolean {
  return value !== undefined && value !== "" && !["false", "none", false].includes(value as string)
}
