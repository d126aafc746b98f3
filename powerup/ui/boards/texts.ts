import type { Audience } from "../../../core/contract/cards.ts"
import { quote } from "../host/quote.ts"

/** Who else sees what is put on a Miro board, in words. */
export const AUDIENCE_TEXTS = {
  invited: "Only invited people can see it",
  team_can_view: "Everyone in the Miro team can view",
  team_can_edit: "Everyone in the Miro team can edit",
  organization_can_view: "Everyone in the Miro organization can view",
  organization_can_edit: "Everyone in the Miro organization can edit",
  link_can_view: "Everyone with the link can view",
  link_can_edit: "Everyone with the link can edit",
} as const satisfies Record<Audience, string>

/** The words of the board picker. */
export const boardTexts = {
  title: "Choose a Miro board",
  search: "Search your Miro boards",
  list: "Miro boards, last opened first",
  found: (n: number, count: string) => (n === 1 ? "1 board" : `${count} boards`),
  loading: "Loading your boards",
  loadingMore: "Loading more boards",
  none: "You have no Miro boards in this team yet. Make one below.",
  noMatch: (query: string) => `No board matches ${quote(query)}.`,
  onlyViewable: "You may only view the boards of this team. Make a new board below.",
  more: "Load more boards",
  viewOnly: "View only – you cannot put cards here",
  last: "Used last",
  standard: "Default of this Trello board",
  team: "Miro team",
  teamUnnamed: (n: number) => `Miro team ${n}`,
  back: "Back",
  newBoard: "New Miro board",
  newName: "Name of the new board",
  create: "Create board",
  cancel: "Cancel",
  nameEmpty: "Give the board a name.",
  nameMax: 60,
} as const
