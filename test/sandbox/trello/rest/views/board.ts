import { labelsOf, membershipOf } from "../../store/lookups.ts"
import type { Board, List, Membership, Organization } from "../../store/model.ts"
import { countOnBoard, viewLimits } from "../../store/objectLimits.ts"
import type { Trello } from "../../trello.ts"
import { slugOf } from "./card.ts"

/** The fields of a board unless others are asked for. */
export const BOARD_FIELDS = [
  "name",
  "desc",
  "descData",
  "closed",
  "idOrganization",
  "pinned",
  "url",
  "shortUrl",
  "prefs",
  "labelNames",
]

export function viewBoard(trello: Trello, board: Board): Record<string, unknown> {
  const { origin, store } = trello
  return {
    id: board.id,
    name: board.name,
    desc: board.desc,
    descData: null,
    closed: board.closed,
    creationMethod: null,
    dateClosed: null,
    dateLastActivity: board.dateLastActivity,
    dateLastView: null,
    datePluginDisable: null,
    enterpriseOwned: false,
    idEnterprise: null,
    idMemberCreator: board.memberships[0]?.idMember ?? null,
    idOrganization: board.idOrganization,
    idTags: [],
    ixUpdate: String(store.actions.of("board", board.id).size),
    labelNames: Object.fromEntries(
      labelsOf(store, board.id).flatMap(({ color, name }) =>
        color === null ? [] : [[color, name]],
      ),
    ),
    get limits() {
      return viewLimits(trello.settings.objectLimits, countOnBoard(store, board))
    },
    memberships: board.memberships.map(viewMembership),
    pinned: false,
    powerUps: [],
    prefs: {
      permissionLevel: board.permissionLevel,
      voting: "disabled",
      comments: "observers",
      invitations: "members",
      selfJoin: true,
      cardCovers: true,
      isTemplate: false,
      background: board.background,
      backgroundColor: board.backgroundColor,
      backgroundImage: null,
      backgroundBrightness: "dark",
    },
    shortLink: board.shortLink,
    shortUrl: `${origin}/b/${board.shortLink}`,
    starred: false,
    subscribed: false,
    url: `${origin}/b/${board.shortLink}/${slugOf(board.name)}`,
  }
}

export function viewMembership(membership: Membership): Record<string, unknown> {
  return { ...membership, unconfirmed: false, deactivated: false }
}

export function viewList(list: List): Record<string, unknown> {
  const { id, idBoard, name, closed, pos, subscribed = false } = list
  const rest = { color: null, limits: {}, softLimit: null, type: null }
  return { id, idBoard, name, closed, pos, subscribed, ...rest }
}

/** The fields of a workspace unless others are asked for. */
export const ORGANIZATION_FIELDS = ["name", "displayName", "desc", "descData", "url", "website"]

export function viewOrganization(
  trello: Trello,
  organization: Organization,
  idMember: string | null,
): Record<string, unknown> {
  const { origin, store } = trello
  const mine = idMember === null ? null : membershipOf(organization.memberships, idMember)
  return {
    id: organization.id,
    name: organization.name,
    displayName: organization.displayName,
    dateLastActivity: null,
    desc: organization.desc,
    descData: null,
    idBoards: [...store.boards.values()]
      .filter((board) => board.idOrganization === organization.id)
      .filter((board) => board.permissionLevel !== "private" || onBoard(board, idMember))
      .map((board) => board.id),
    idEnterprise: null,
    limits: {},
    logoHash: null,
    logoUrl: null,
    memberships: organization.memberships.map(viewMembership),
    offering: "trello.standard",
    powerUps: [],
    premiumFeatures: [],
    prefs: { permissionLevel: "private", boardInviteRestrict: "any" },
    products: [],
    teamType: mine === null ? null : "engineering-it",
    url: `${origin}/w/${organization.name}`,
    website: null,
  }
}

function onBoard(board: Board, idMember: string | null): boolean {
  return idMember !== null && membershipOf(board.memberships, idMember) !== null
}
