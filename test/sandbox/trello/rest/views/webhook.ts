import type { Webhook } from "../../store/appModel.ts"
import type { Trello } from "../../trello.ts"
import { viewBoard, viewList, viewOrganization } from "./board.ts"
import { viewCard } from "./card.ts"
import { viewMember } from "./member.ts"

/** A webhook as its owner reads it. */
export function viewWebhook(webhook: Webhook): Record<string, unknown> {
  const { id, description, idModel, callbackURL, active } = webhook
  const { consecutiveFailures, firstConsecutiveFailDate } = webhook
  return {
    id,
    description,
    idModel,
    callbackURL,
    active,
    consecutiveFailures,
    firstConsecutiveFailDate,
  }
}

/** The watched model as the API shows it; null when there is none with this id. */
export function viewModel(trello: Trello, idModel: string): Record<string, unknown> | null {
  const { store } = trello
  const board = store.boards.get(idModel)
  if (board !== undefined) return viewBoard(trello, board)
  const card = store.cards.get(idModel)
  if (card !== undefined) return viewCard(trello, card)
  const list = store.lists.get(idModel)
  if (list !== undefined) return viewList(list)
  const organization = store.organizations.get(idModel)
  if (organization !== undefined) return viewOrganization(trello, organization, null)
  const member = store.members.get(idModel)
  return member === undefined ? null : viewMember(trello, member)
}
