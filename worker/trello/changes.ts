import * as v from "valibot"
import { TrelloIdSchema } from "../../core/contract/ids.ts"

/** What an action on a watched board means for its cards on Miro. It names what to look at, never what to write. */
export type Change =
  /** One card may look different, or is new on the board. */
  | { readonly kind: "card"; readonly card: string }
  /** The card was deleted. */
  | { readonly kind: "card_gone"; readonly card: string }
  /** The card is on another board now. */
  | { readonly kind: "card_left"; readonly card: string }
  /** Many cards may look different, and nobody says which: a label, a list, a custom field, a person. */
  | { readonly kind: "board" }
  /**
   * Whether the board is to be kept in step at all, and by whom, may be otherwise: it was closed or opened, went into or
   * out of a workspace, our Power-Up was switched on or off, or a member left.
   */
  | { readonly kind: "standing" }

const id = v.fallback(v.nullable(TrelloIdSchema), null)
const reference = v.fallback(v.nullable(v.object({ id })), null)

/** The parts of an action's `data` that say what it concerns. A part in an unknown shape reads as absent. */
export const ActionDataSchema = v.object({
  card: reference,
  cardSource: reference,
  plugin: reference,
  old: v.fallback(v.record(v.string(), v.unknown()), {}),
})
export type ActionData = v.InferOutput<typeof ActionDataSchema>

/** Types that concern the card they name. Also those whose effect on its looks depends: looking is cheap. */
const OF_A_CARD: ReadonlySet<string> = new Set([
  "createCard",
  "copyCard",
  "emailCard",
  "moveCardToBoard",
  "moveInboxCardToBoard",
  "addLabelToCard",
  "removeLabelFromCard",
  "addMemberToCard",
  "removeMemberFromCard",
  "addChecklistToCard",
  "removeChecklistFromCard",
  "updateChecklist",
  "copyChecklist",
  "createCheckItem",
  "updateCheckItem",
  "updateCheckItemStateOnCard",
  "deleteCheckItem",
  "addAttachmentToCard",
  "deleteAttachmentFromCard",
  "updateCustomFieldItem",
])

/** Types after which many cards may look different. A list that moves takes its cards along without a word for each. */
const OF_THE_BOARD: ReadonlySet<string> = new Set([
  "updateLabel",
  "deleteLabel",
  "moveListFromBoard",
  "moveListToBoard",
  "createCustomField",
  "updateCustomField",
  "deleteCustomField",
  "updateMember",
])

const BOARD: Change = { kind: "board" }
const STANDING: Change = { kind: "standing" }

/**
 * What an action changes; nothing for a type that Miro shows nothing of, such as comments, and for one that we do not
 * know. `idPlugin` is our Power-Up's. The types and their data: Trello's "Action Types" page.
 */
export function changesOf(type: string, data: ActionData, idPlugin: string): readonly Change[] {
  if (OF_A_CARD.has(type)) return [ofCard(data.card)]
  if (OF_THE_BOARD.has(type)) return [BOARD]
  switch (type) {
    case "updateCard":
      return onlyReordered(data) ? [] : [ofCard(data.card)]
    case "convertToCardFromCheckItem":
      // The card that the item was on has one less.
      return [ofCard(data.card), ...(data.cardSource === null ? [] : [ofCard(data.cardSource)])]
    case "deleteCard":
      return data.card?.id ? [{ kind: "card_gone", card: data.card.id }] : [BOARD]
    case "moveCardFromBoard":
      return data.card?.id ? [{ kind: "card_left", card: data.card.id }] : [BOARD]
    case "updateList":
      return onlyReordered(data) ? [] : [BOARD]
    case "updateBoard":
      return "closed" in data.old || "idOrganization" in data.old ? [STANDING] : []
    case "addToOrganizationBoard":
    case "removeFromOrganizationBoard":
      return [STANDING]
    case "enablePlugin":
    case "disablePlugin":
      return data.plugin?.id === idPlugin ? [STANDING] : []
    case "removeMemberFromBoard":
      // Who leaves is taken off the cards, without a word for each.
      return [STANDING, BOARD]
    default:
      return []
  }
}

/** Where Trello does not say which card it was, any may be it. */
function ofCard(card: ActionData["card"]): Change {
  return card?.id ? { kind: "card", card: card.id } : BOARD
}

/** Positions are never carried over. */
function onlyReordered({ old }: ActionData): boolean {
  const fields = Object.keys(old)
  return fields.length > 0 && fields.every((field) => field === "pos")
}
