import { cardsOfBoard, listsOf } from "../store/lookups.ts"
import type { Board, Store } from "../store/model.ts"
import { roleOnBoard } from "../store/rights.ts"
import type { Trello } from "../trello.ts"
import { rolesOf } from "./people.ts"

/** What `GET /_sandbox/seed` answers: the client's credentials and where to find what in the seed. */
export function describeSeed(trello: Trello, store: Store): unknown {
  const { client, plugin } = trello
  return {
    client: { id: client.id, secret: client.secret, redirectUris: client.redirectUris },
    idPlugin: plugin.id,
    workspaces: [...store.organizations.values()].map((organization) => ({
      id: organization.id,
      name: organization.displayName,
      members: organization.memberships.map(({ idMember, memberType }) => ({
        id: idMember,
        role: memberType,
      })),
    })),
    members: [...store.members.values()].map(({ id, username, fullName }) => ({
      id,
      name: fullName,
      username,
      roles: rolesOf(id),
    })),
    boards: [...store.boards.values()].map((board) => describeBoard(store, board, plugin.id)),
  }
}

function describeBoard(store: Store, board: Board, idPlugin: string): unknown {
  return {
    id: board.id,
    shortLink: board.shortLink,
    name: board.name,
    idOrganization: board.idOrganization,
    note: `${PERMISSION_WORDS[board.permissionLevel]}; the Power-Up is ${board.plugins.has(idPlugin) ? "on" : "off"}${board.idOrganization === null ? "; in no workspace" : ""}`,
    lists: listsOf(store, board.id).map(({ id, name }) => ({ id, name })),
    cards: cardsOfBoard(store, board.id).map(
      ({ id, shortLink, idShort, name, idList, closed }) => ({
        id,
        shortLink,
        idShort,
        name,
        idList,
        closed,
      }),
    ),
    members: board.memberships.map(({ idMember }) => ({
      id: idMember,
      role: roleOnBoard(store, board, idMember),
    })),
  }
}

const PERMISSION_WORDS = {
  private: "only its members see it",
  org: "its whole workspace sees it",
  public: "everybody sees it",
} as const
