import type {
  Board,
  Card,
  Checklist,
  Cover,
  CustomField,
  Label,
  List,
  Member,
  Store,
} from "../store/model.ts"

/** A card of the seed, in short. */
export interface CardPlan {
  readonly name: string
  readonly desc?: string
  readonly labels?: readonly Label[]
  readonly members?: readonly Member[]
  /** Hours from now. */
  readonly dueInHours?: number
  readonly dueComplete?: boolean
  readonly startInHours?: number
  readonly checklists?: readonly {
    readonly name: string
    readonly items: readonly (readonly [name: string, done: boolean])[]
  }[]
  readonly cover?: Partial<Cover>
  readonly archived?: boolean
  readonly links?: readonly (readonly [name: string, url: string])[]
  readonly comments?: readonly (readonly [by: Member, text: string])[]
  readonly fields?: readonly (readonly [
    field: CustomField,
    value: Readonly<Record<string, string>> | null,
    idValue?: string,
  ])[]
}

/** A checklist of the plan, with ids from `nextId`. */
export function buildChecklist(
  card: Card,
  key: string,
  index: number,
  plan: NonNullable<CardPlan["checklists"]>[number],
  nextId: (key: string) => string,
): Checklist {
  return {
    id: nextId(key),
    idBoard: card.idBoard,
    idCard: card.id,
    name: plan.name,
    pos: (index + 1) * 16384,
    checkItems: plan.items.map(([name, done], item) => ({
      id: nextId(`${key} item ${item}`),
      name,
      state: done ? "complete" : "incomplete",
      pos: (item + 1) * 16384,
      due: null,
      idMember: null,
    })),
  }
}

/** The activity of a card: that it was made, and its comments. */
export function addFeed(
  store: Store,
  card: Card,
  list: List,
  board: Board,
  by: Member,
  plan: CardPlan,
  date: string,
  nextId: (key: string) => string,
): void {
  const entries = [
    ["createCard", by, {}] as const,
    ...(plan.comments ?? []).map(([author, text]) => ["commentCard", author, { text }] as const),
  ]
  for (const [index, [type, author, data]] of entries.entries()) {
    store.actions.push({
      id: nextId(`action ${card.id} ${index}`),
      idMemberCreator: author.id,
      type,
      date,
      data: {
        board: { id: board.id, name: board.name, shortLink: board.shortLink },
        list: { id: list.id, name: list.name },
        card: { id: card.id, name: card.name, idShort: card.idShort, shortLink: card.shortLink },
        ...data,
      },
      idBoard: board.id,
      idCard: card.id,
      idList: list.id,
      idPlugin: null,
    })
  }
}
