import type { BoardCard, TrelloBoard } from "../../../core/cards/trelloBoard.ts"
import { EVERY_CARD } from "../../../core/contract/jobs.ts"
import { HandClock } from "../../grants/memory.fixture.ts"
import type { BoardItem } from "../../miro/items.ts"
import type { StoredFrame } from "../store/frames.ts"
import { inStep, type StoredLink } from "../link.ts"
import type { JobRecord, JobRow } from "./record.ts"

export const MIRO_BOARD = "uXjVOD6LSME="
const BOARD = "65e58fac43f2305508861612"
const MEMBER = "65e58fac43f2305508861613"
const CONNECTION = "miro:1:2"
export const JOB = "AAAAAAAAAAAAAAAAAAAAAA"

/** The nth card's id, short link and item. */
export const cardId = (n: number) => n.toString(16).padStart(24, "0")
export const shortLink = (n: number) => `Card${String(n).padStart(4, "0")}`
export const itemId = (n: number) => String(3_458_764_600_000_000_000n + BigInt(n))
export const listId = (n: number) => n.toString(16).padStart(24, "f")
export const titleOf = (n: number) =>
  `<p><a href="https://trello.example/c/${shortLink(n)}">Card ${n}</a></p>`

/** The nth card, in the first list. */
export function buildCard(n: number, changes: Partial<BoardCard> = {}): BoardCard {
  return {
    id: cardId(n),
    idBoard: BOARD,
    idList: listId(1),
    idShort: n,
    shortLink: shortLink(n),
    name: `Card ${n}`,
    desc: "",
    closed: false,
    due: null,
    dueComplete: false,
    cover: null,
    labels: [],
    badges: null,
    cardRole: null,
    isTemplate: false,
    customFieldItems: [],
    pos: n,
    idLabels: [],
    idMembers: [],
    ...changes,
  }
}

export function buildTrelloBoard(cards: readonly BoardCard[], lists = 1): TrelloBoard {
  return {
    id: BOARD,
    name: "Board",
    closed: false,
    idOrganization: null,
    unreadable: 0,
    lists: Array.from({ length: lists }, (_, n) => ({
      id: listId(n + 1),
      name: `List ${n + 1}`,
      pos: n,
      closed: false,
    })),
    cards,
    customFields: [],
    memberNames: new Map(),
  }
}

/** The row of the nth card. */
export function buildRow(n: number, changes: Partial<JobRow> = {}): JobRow {
  return {
    seq: n,
    card: cardId(n),
    idShort: n,
    shortLink: shortLink(n),
    action: "create",
    state: "todo",
    outcome: null,
    item: null,
    frame: "f1",
    x: 200,
    y: 148,
    doubted: false,
    tries: 0,
    code: null,
    ...changes,
  }
}

/** The nth card's link, to its own item. */
export function buildLink(n: number, changes: Partial<StoredLink> = {}): StoredLink {
  return {
    card: cardId(n),
    miroBoard: MIRO_BOARD,
    miroBoardName: "Roadmap",
    state: "linked",
    item: itemId(n),
    slot: -1,
    beganAt: 0,
    pushedAt: 0,
    idShort: n,
    shortLink: shortLink(n),
    hash: null,
    member: MEMBER,
    connection: CONNECTION,
    job: null,
    ...inStep(0),
    changeAt: null,
    ...changes,
  }
}

export function buildStoredFrame(changes: Partial<StoredFrame> = {}): StoredFrame {
  return {
    miroBoard: MIRO_BOARD,
    key: "f1",
    list: listId(1),
    title: "List 1",
    state: "made",
    item: itemId(900),
    rect: { x: 360, y: -148, width: 400, height: 296 },
    job: JOB,
    doubted: false,
    lookedAt: 0,
    ...changes,
  }
}

/** The nth card's item as the board lists it, with another id when asked for. */
export function buildItem(n: number, changes: Partial<BoardItem> = {}): BoardItem {
  return {
    id: itemId(n),
    type: "app_card",
    parent: null,
    x: 0,
    y: n * 240,
    width: 320,
    height: 94,
    rotation: 0,
    title: titleOf(n),
    owned: true,
    status: "connected",
    createdAt: 0,
    ...changes,
  }
}

export function buildFrameItem(frame: StoredFrame, changes: Partial<BoardItem> = {}): BoardItem {
  const { x, y, width, height } = frame.rect
  const place = { x: x + width / 2, y: y + height / 2, width, height, rotation: 0, parent: null }
  const { title } = frame
  return {
    id: frame.item ?? itemId(900),
    type: "frame",
    ...place,
    title,
    owned: false,
    status: null,
    createdAt: 0,
    ...changes,
  }
}

export function buildRecord(changes: Partial<JobRecord> = {}): JobRecord {
  return {
    id: JOB,
    kind: "push",
    state: "working",
    phase: "send",
    board: BOARD,
    workspace: BOARD,
    member: MEMBER,
    connection: CONNECTION,
    miroBoard: { id: MIRO_BOARD, name: "Roadmap" },
    selection: EVERY_CARD,
    customFields: [],
    undoOf: null,
    startedAt: START,
    endedAt: null,
    waitingUntil: null,
    reason: null,
    cancelling: false,
    troubles: 0,
    replans: 0,
    frameDoubts: 0,
    doubtAt: null,
    checkNeeded: false,
    strays: [],
    tidied: false,
    planned: 0,
    special: [],
    ...changes,
  }
}

/** When the hand clock begins. */
export const START = new HandClock().now()
