import { cardsOfBoard, findBoard, labelsOf, listsOf } from "../store/lookups.ts"
import type { Board, Member } from "../store/model.ts"
import { canReadBoard, canWriteBoard, isInOrganization, roleOnBoard } from "../store/rights.ts"
import { viewBoard, viewList, viewMembership } from "../rest/views/board.ts"
import { viewLabel } from "../rest/views/card.ts"
import { viewMember } from "../rest/views/member.ts"
import { viewNestedCard } from "../rest/views/nested.ts"
import { rolesOf } from "../seed/people.ts"
import type { Trello } from "../trello.ts"
import { readableData } from "./pluginData.ts"

/** Everything that the board page shows to one viewer; null when they may not see the board. */
export function buildPageState(
  trello: Trello,
  viewer: Member | null,
  idOrShortLink: string,
): unknown {
  const { store, plugin } = trello
  const board = findBoard(store, idOrShortLink)
  if (board === null || !canReadBoard(store, board, viewer?.id ?? null)) return null
  const organization = store.organizations.get(board.idOrganization ?? "")
  const nested = new Map<string, unknown>(
    ["members", "checklists", "attachments", "customFieldItems"].map((name) => [name, "true"]),
  )
  return {
    viewer: viewer === null ? null : viewViewer(trello, board, viewer),
    people: [...store.members.values()].map((member) => ({
      ...viewPerson(trello, member),
      role: rolesOf(member.id).join("; "),
    })),
    boards: listBoards(trello, viewer),
    board: {
      ...viewBoard(trello, board),
      organization:
        organization === undefined
          ? null
          : { id: organization.id, displayName: organization.displayName },
      lists: listsOf(store, board.id)
        .filter((list) => !list.closed)
        .map(viewList),
      cards: cardsOfBoard(store, board.id).map((card) => viewNestedCard(trello, card, nested)),
      labels: labelsOf(store, board.id).map((label) => viewLabel(trello, label)),
      members: board.memberships.flatMap(({ idMember }) => {
        const member = store.members.get(idMember)
        return member === undefined ? [] : [viewMember(trello, member)]
      }),
      memberships: board.memberships.map(viewMembership),
      customFields: board.customFields,
    },
    plugin: { ...plugin, enabled: board.plugins.has(plugin.id) },
    pluginData: readableData(store, board, viewer?.id ?? null),
    clientId: trello.client.id,
  }
}

/** The boards that somebody may see. */
export function listBoards(
  trello: Trello,
  viewer: Member | null,
): {
  readonly id: string
  readonly shortLink: string
  readonly name: string
  readonly organizationName: string | null
}[] {
  const { store } = trello
  return [...store.boards.values()]
    .filter((board) => canReadBoard(store, board, viewer?.id ?? null))
    .map(({ id, shortLink, name, idOrganization }) => ({
      id,
      shortLink,
      name,
      organizationName: store.organizations.get(idOrganization ?? "")?.displayName ?? null,
    }))
}

function viewPerson(trello: Trello, member: Member) {
  const { id, fullName, username, initials } = member
  return { id, fullName, username, initials, avatarUrl: `${trello.origin}/avatars/${id}` }
}

function viewViewer(trello: Trello, board: Board, viewer: Member) {
  const { store } = trello
  return {
    ...viewPerson(trello, viewer),
    roleOnBoard: roleOnBoard(store, board, viewer.id),
    canWriteBoard: canWriteBoard(store, board, viewer.id),
    canWriteOrganization:
      board.idOrganization !== null && isInOrganization(store, board.idOrganization, viewer.id),
  }
}
