import type { Card, PageState, Viewer } from "./state.ts"

/** Ids of the sample board, readable in assertions. */
export const ids = {
  board: `${"a".repeat(23)}1`,
  member: `${"b".repeat(23)}1`,
  card: `${"c".repeat(23)}1`,
  otherCard: `${"c".repeat(23)}2`,
  organization: `${"d".repeat(23)}1`,
  plugin: `${"e".repeat(23)}1`,
  list: `${"f".repeat(23)}1`,
}

const viewer: Viewer = {
  id: ids.member,
  fullName: "Mia Member",
  initials: "MM",
  avatarUrl: null,
  roleOnBoard: "normal",
  canWriteBoard: true,
  canWriteOrganization: true,
}

function buildCard(id: string, name: string, pos: number): Card {
  return {
    id,
    idShort: pos,
    shortLink: `Short00${pos}`,
    url: `https://trello.example/c/Short00${pos}`,
    name,
    desc: "",
    closed: false,
    idList: ids.list,
    pos,
    due: null,
    dueComplete: false,
    labels: [{ id: "1".repeat(24), name: "Urgent", color: "red" }],
    members: [],
    checklists: [],
  }
}

/** A board with one list and two cards, looked at by a member who may edit. */
export const sampleState: PageState = {
  viewer,
  people: [],
  boards: [],
  board: {
    id: ids.board,
    name: "Board",
    shortLink: "Board001",
    organization: { id: ids.organization, displayName: "Workspace" },
    lists: [{ id: ids.list, name: "To do", pos: 1 }],
    cards: [buildCard(ids.card, "First", 1), buildCard(ids.otherCard, "Second", 2)],
    labels: [],
    members: [],
  },
  plugin: {
    id: ids.plugin,
    name: "Cards for Miro",
    connectorUrl: "https://pu.example/connector.html",
    iconUrl: "https://pu.example/icon.svg",
    enabled: true,
    capabilities: ["card-buttons"],
  },
  pluginData: [],
}

/** The sample board with another viewer; null is signed out. */
export function viewedBy(change: Partial<Viewer> | null): PageState {
  return { ...sampleState, viewer: change === null ? null : { ...viewer, ...change } }
}
