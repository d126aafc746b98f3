import type { Link, MiroBoard } from "../../../core/contract/cards.ts"
import {
  type Connection,
  type ConnectionsAnswer,
  neverConnected,
} from "../../../core/contract/connections.ts"
import type { BoardSyncAnswer } from "../../../core/contract/sync.ts"

export const WORKSPACE = "5f0000000000000000000001"
export const TRELLO_BOARD = "5f00000000000000000000b1"
export const CARD = "5f00000000000000000000c1"
export const MEMBER = "5f00000000000000000000a1"
export const TRELLO_CONNECTION = `trello:${MEMBER}:${WORKSPACE}`
export const DESIGN = "miro:3458764500000000001:3458764500000000009"
export const MARKETING = "miro:3458764500000000001:3458764500000000010"

/** What `t.card()` gives. */
export const trelloCard = {
  id: CARD,
  idShort: 12,
  shortLink: "AbCd1234",
  name: "Ship the tour",
  desc: "Make the **first minutes** great.",
  due: null,
  dueComplete: false,
  closed: false,
  labels: [{ name: "Design", color: "green" }],
  members: [{ fullName: "Ann Example" }],
  badges: { checkItems: 0, checkItemsChecked: 0 },
  cover: null,
}

export const trelloConnection: Connection = {
  id: TRELLO_CONNECTION,
  provider: "trello",
  state: "connected",
  since: "2026-11-01T09:00:00.000Z",
  lastVerifiedAt: "2026-11-22T06:00:00.000Z",
  reason: null,
  scopes: ["read:board:trello", "offline_access"],
  missingScopes: [],
  renewsAt: "2026-12-22T09:00:00.000Z",
}

/** A Miro connection; connected unless told otherwise. */
export function miroConnection(id: string, changes: Partial<Connection> = {}): Connection {
  return { ...trelloConnection, id, provider: "miro", scopes: ["boards:read"], ...changes }
}

export const connected: ConnectionsAnswer = {
  trello: trelloConnection,
  miro: [miroConnection(DESIGN)],
}

export const nothingConnected: ConnectionsAnswer = {
  trello: neverConnected("trello"),
  miro: [],
}

/** A Miro board that one may edit and only invited people see, unless told otherwise. */
export function miroBoard(n: number, name: string, changes: Partial<MiroBoard> = {}): MiroBoard {
  return {
    id: `uXjVBoard${n}=`,
    name,
    url: `https://miro.com/app/board/uXjVBoard${n}=`,
    team: { id: "1", name: "Design" },
    canEdit: true,
    audience: "invited",
    modifiedAt: null,
    connection: DESIGN,
    ...changes,
  }
}

/** A Trello board that is kept in step through somebody else's connections, unless told otherwise. */
export function boardSync(changes: Partial<BoardSyncAnswer> = {}): BoardSyncAnswer {
  return {
    state: "on",
    reason: null,
    since: "2026-11-20T08:00:00.000Z",
    mine: false,
    comparedAt: "2026-11-22T07:00:00.000Z",
    standIn: false,
    ...changes,
  }
}

/** The card's link to a Miro board. */
export function link({ id, name }: { readonly id: string; readonly name: string }): Link {
  return {
    card: CARD,
    miroBoard: { id, name },
    item: "3458764517517819000",
    url: `https://miro.com/app/board/${encodeURIComponent(id)}/?moveToWidget=3458764517517819000`,
    pushedAt: "2026-11-22T08:00:00.000Z",
    sync: { state: "in_step", reason: null, since: "2026-11-22T08:00:00.000Z", mine: true },
  }
}
