import type { LabelColor } from "../../../../core/cards/ticket.ts"
import { seedId, shortLinkOf } from "../store/ids.ts"
import type {
  Board,
  Card,
  Label,
  List,
  Member,
  Membership,
  Organization,
  Store,
} from "../store/model.ts"
import { addFeed, buildChecklist, type CardPlan } from "./cardPlan.ts"
import { SEED_EPOCH } from "./people.ts"

const HOUR = 3_600_000

export type Role = Membership["memberType"]

/** Fills a store with things whose ids are the same at every start; `now` is what due dates count from. */
export interface Seeder {
  readonly store: Store
  organization(
    name: string,
    displayName: string,
    members: readonly (readonly [Member, Role])[],
  ): Organization
  board(
    plan: Pick<
      Board,
      "name" | "desc" | "idOrganization" | "permissionLevel" | "backgroundColor"
    > & {
      readonly members: readonly (readonly [Member, Role])[]
      readonly plugins: readonly string[]
    },
  ): Board
  list(board: Board, name: string, closed?: boolean): List
  label(board: Board, name: string, color: LabelColor | null): Label
  card(list: List, by: Member, plan: CardPlan): Card
}

export function buildSeeder(store: Store, now: number): Seeder {
  let tick = 0
  const nextId = (key: string): string => seedId(SEED_EPOCH + ++tick * 60_000, key)
  const memberships = (key: string, members: readonly (readonly [Member, Role])[]): Membership[] =>
    members.map(([member, memberType]) => ({
      id: nextId(`membership ${key} ${member.username}`),
      idMember: member.id,
      memberType,
    }))
  const fromNow = (hours: number | undefined): string | null =>
    hours === undefined
      ? null
      : new Date(Math.round(now / HOUR) * HOUR + hours * HOUR).toISOString()

  const seeder: Seeder = {
    store,

    organization: (name, displayName, members) => {
      const organization: Organization = {
        id: nextId(`organization ${name}`),
        name,
        displayName,
        desc: "",
        memberships: memberships(name, members),
      }
      store.organizations.set(organization.id, organization)
      return organization
    },

    board: ({ members, plugins, ...plan }) => {
      const id = nextId(`board ${plan.name}`)
      const board: Board = {
        ...plan,
        id,
        shortLink: shortLinkOf(id),
        closed: false,
        background: "custom",
        memberships: memberships(plan.name, members),
        dateLastActivity: new Date(now - HOUR).toISOString(),
        lastIdShort: 0,
        plugins: new Set(plugins),
        customFields: [],
      }
      store.boards.set(id, board)
      return board
    },

    list: (board, name, closed = false) => {
      const pos = (store.lists.by("board", board.id).size + 1) * 16384
      const list = {
        id: nextId(`list ${board.name} ${name}`),
        idBoard: board.id,
        name,
        closed,
        pos,
      }
      store.lists.set(list.id, list)
      return list
    },

    label: (board, name, color) => {
      const label = {
        id: nextId(`label ${board.name} ${name} ${color}`),
        idBoard: board.id,
        name,
        color,
      }
      store.labels.set(label.id, label)
      return label
    },

    card: (list, by, plan) => {
      const board = store.boards.get(list.idBoard)
      if (board === undefined) throw new Error(`The list ${list.name} is on no board.`)
      board.lastIdShort += 1
      const key = `card ${board.name} ${board.lastIdShort}`
      const id = nextId(key)
      const at = new Date(now - (60 - (tick % 60)) * HOUR).toISOString()
      const card: Card = {
        id,
        shortLink: shortLinkOf(id),
        idShort: board.lastIdShort,
        idBoard: board.id,
        idList: list.id,
        name: plan.name,
        desc: plan.desc ?? "",
        closed: plan.archived ?? false,
        pos: board.lastIdShort * 16384,
        start: fromNow(plan.startInHours),
        due: fromNow(plan.dueInHours),
        dueComplete: plan.dueComplete ?? false,
        idMembers: (plan.members ?? []).map((member) => member.id),
        idLabels: (plan.labels ?? []).map((label) => label.id),
        cover: {
          color: null,
          idAttachment: null,
          size: "normal",
          brightness: "dark",
          ...plan.cover,
        },
        dateLastActivity: at,
        idMemberCreator: by.id,
        attachments: (plan.links ?? []).map(([name, url], index) => ({
          id: nextId(`${key} attachment ${index}`),
          name,
          url,
          mimeType: "",
          idMember: by.id,
          date: at,
          pos: (index + 1) * 16384,
        })),
        customFieldItems: (plan.fields ?? []).map(([field, value, idValue = null], index) => ({
          id: nextId(`${key} field ${index}`),
          idCustomField: field.id,
          value,
          idValue,
        })),
        isTemplate: false,
        subscribed: false,
      }
      store.cards.set(id, card)
      for (const [index, checklist] of (plan.checklists ?? []).entries()) {
        const filled = buildChecklist(card, `${key} checklist ${index}`, index, checklist, nextId)
        store.checklists.set(filled.id, filled)
      }
      addFeed(store, card, list, board, by, plan, at, nextId)
      return card
    },
  }
  return seeder
}
