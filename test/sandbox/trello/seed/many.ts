import { buildCardReference } from "../store/changes.ts"
import { newId, shortLinkOf } from "../store/ids.ts"
import type { Board } from "../store/model.ts"
import type { Trello } from "../trello.ts"
import { AMARA, DIEGO } from "./people.ts"

/** How many cards one call may ask for: Trello's limit of open cards on a board. */
export const MANY_CARDS_MAX = 5000
const LISTS = 5

/** How many people one call may add. */
export const PEOPLE_MAX = 100

/** Adds so many members to the first workspace, who see every board that it may see. */
export function addPeople({ store, now }: Trello, count: number): { id: string; name: string }[] {
  const [organization] = store.organizations.values()
  return Array.from({ length: count }, (_, index) => {
    const id = newId(now())
    const name = `Person ${index + 1}`
    store.members.set(id, {
      id,
      username: `person${id}`,
      fullName: name,
      initials: "P",
      hue: (index * 36) % 360,
    })
    organization?.memberships.push({ id: newId(now()), idMember: id, memberType: "normal" })
    return { id, name }
  })
}

/** Adds a board of the first workspace with that many cards, spread evenly over five lists. */
export function addBoardWithCards(trello: Trello, count: number): unknown {
  const { store } = trello
  const now = trello.now()
  const date = new Date(now).toISOString()
  const id = newId(now)
  const [organization] = store.organizations.keys()
  const board: Board = {
    id,
    shortLink: shortLinkOf(id),
    name: `${count} cards`,
    desc: "",
    closed: false,
    idOrganization: organization ?? null,
    permissionLevel: "org",
    background: "custom",
    backgroundColor: "#00aecc",
    memberships: [
      { id: newId(now), idMember: AMARA.id, memberType: "admin" },
      { id: newId(now), idMember: DIEGO.id, memberType: "normal" },
    ],
    dateLastActivity: date,
    lastIdShort: count,
    plugins: new Set([trello.plugin.id]),
    customFields: [],
  }
  store.boards.set(id, board)
  const lists = Array.from({ length: LISTS }, (_, index) => ({
    id: newId(now),
    idBoard: id,
    name: `List ${index + 1}`,
    closed: false,
    pos: (index + 1) * 16384,
  }))
  for (const list of lists) store.lists.set(list.id, list)
  const cards = Array.from({ length: count }, (_, index) => {
    const idCard = newId(now)
    const card = {
      id: idCard,
      shortLink: shortLinkOf(idCard),
      idShort: index + 1,
      idBoard: id,
      idList: lists[index % LISTS]?.id ?? "",
      name: `Card ${index + 1}`,
      desc: index % 3 === 0 ? `Description of **card ${index + 1}**` : "",
      closed: false,
      pos: (index + 1) * 16384,
      start: null,
      due: null,
      dueComplete: false,
      idMembers: index % 4 === 0 ? [DIEGO.id] : [],
      idLabels: [],
      cover: { color: null, idAttachment: null, size: "normal", brightness: "dark" } as const,
      dateLastActivity: date,
      idMemberCreator: AMARA.id,
      attachments: [],
      customFieldItems: [],
      isTemplate: false,
      subscribed: false,
    }
    store.cards.set(idCard, card)
    return { ...buildCardReference(card), idList: card.idList }
  })
  return {
    id,
    shortLink: board.shortLink,
    lists: lists.map((list) => ({ id: list.id, name: list.name })),
    cards,
  }
}
