import type { PluginContext } from "../../library/context.ts"
import { ProtocolError } from "../../library/failures.ts"
import { avatarAddress } from "./avatars.ts"
import type { Card, List, PageState } from "./state.ts"

type Fields = Readonly<Record<string, unknown>>

const cardFields =
  "address attachments badges checklists closed coordinates cover customFieldItems dateLastActivity desc due dueComplete id idList idShort labels locationName members name pos shortLink start staticMapUrl url"

/** What each command may read, as Trello's own page allows it. */
const allowed: Readonly<Record<string, string>> = {
  board:
    "customFields dateLastActivity id idOrganization labels members memberships name shortLink url paidStatus",
  card: cardFields,
  cards: cardFields,
  list: "id name cards",
  lists: "id name cards",
  member: "id fullName username initials avatar paidStatus",
  organization: "id name paidStatus",
}

const nested: Readonly<Record<string, string>> = {
  labels: "id name color",
  attachments: "date edgeColor id idMember name previews url",
  checklists: "id idBoard idCard name checkItems pos",
  memberships: "deactivated id idMember memberType unconfirmed",
  members: "id fullName username initials avatar",
}

function pick(model: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(
    names.filter((name) => model[name] !== undefined).map((name) => [name, model[name]]),
  )
}

function avatarOf(person: Fields): string | null {
  return typeof person["avatarUrl"] === "string" ? avatarAddress(person["avatarUrl"], 170) : null
}

function readField(model: Fields, name: string): unknown {
  const shape = nested[name]
  const value = model[name]
  if (shape === undefined || !Array.isArray(value)) return value
  return value.map((item: Fields) => pick({ avatar: avatarOf(item), ...item }, shape.split(" ")))
}

function readModel(model: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(
    names
      .map((name) => [name, readField(model, name)] as const)
      .filter(([, value]) => value !== undefined),
  )
}

function fieldNames(command: string, asked: unknown): string[] {
  const all = (allowed[command] ?? "").split(" ")
  const names = Array.isArray(asked) && asked.length > 0 ? asked.map(String) : ["id", "name"]
  if (names.includes("all")) return all
  const unknown = names.filter((name) => !all.includes(name))
  if (unknown.length > 0) throw new Error(`Invalid fields for ${command}: ${unknown.join(", ")}`)
  return names
}

function openCards(state: PageState, list?: List): Card[] {
  const listIds = new Set(list === undefined ? state.board.lists.map(({ id }) => id) : [list.id])
  return state.board.cards
    .filter((card) => !card.closed && listIds.has(card.idList))
    .toSorted((a, b) => a.pos - b.pos)
}

function missing(what: string): ProtocolError {
  return new ProtocolError("invalid context", `There is no ${what} in this context.`)
}

/** Answers `card`, `cards`, `list`, `lists`, `board`, `member` and `organization`, as the viewer sees them. */
export function readFields(
  state: PageState,
  command: string,
  asked: unknown,
  context: PluginContext,
): unknown {
  const names = fieldNames(command, asked)
  const readCard = (card: Card): Fields => readModel({ ...card }, names)
  const readList = (list: List): Fields => ({
    ...readModel({ ...list }, names),
    ...(names.includes("cards")
      ? {
          cards: openCards(state, list).map((card) =>
            readModel({ ...card }, cardFields.split(" ")),
          ),
        }
      : {}),
  })
  const { board, viewer } = state
  const card = board.cards.find(({ id }) => id === context.card)
  switch (command) {
    case "board":
      return readModel(
        { idOrganization: board.organization?.id ?? null, paidStatus: "free", ...board },
        names,
      )
    case "card":
      if (card === undefined) throw missing("card")
      return readCard(card)
    case "cards":
      return openCards(state).map(readCard)
    case "lists":
      return board.lists.map(readList)
    case "list": {
      const list = board.lists.find(({ id }) => id === (context.list ?? card?.idList))
      if (list === undefined) throw missing("list")
      return readList(list)
    }
    case "member":
      if (viewer === null) throw missing("member")
      return readModel({ avatar: avatarOf({ ...viewer }), paidStatus: "free", ...viewer }, names)
    case "organization":
      if (board.organization === null) throw missing("organization")
      return readModel(
        { id: board.organization.id, name: board.organization.displayName, paidStatus: "free" },
        names,
      )
    default:
      throw new ProtocolError("unsupported command", `unsupported command: ${command}`)
  }
}
