import type { Person } from "../../journey/person.ts"
import { miroConnection, type World } from "../world.ts"
import type { Refusal } from "./row.ts"

const NAVIGATION = "Redesign the navigation"

/** The call as raw as it gets: what `Person` reads of an answer is not enough for a refusal. */
export async function call(person: Person, path: string, body?: object): Promise<Response> {
  const { app, standIns, member, board } = person.options
  return app(path, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      authorization: `Bearer ${await standIns.jwt(member, board)}`,
      "content-type": "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

interface PushChanges {
  readonly card?: string
  readonly miroBoard?: string
  readonly connection?: string
}

export function push(world: World, person: Person, changes: PushChanges = {}): Promise<Response> {
  return call(person, "/api/cards/push", {
    workspace: person.options.workspace,
    card: changes.card ?? world.cardNamed(NAVIGATION).id,
    miroBoard: { id: changes.miroBoard ?? world.miroBoard.id, name: "Board" },
    connection: changes.connection ?? miroConnection(world),
    locale: "en-GB",
    timeZone: "UTC",
  })
}

function remove(world: World, person: Person, card: string): Promise<Response> {
  const { workspace } = person.options
  const { id: miroBoard } = world.miroBoard
  const connection = miroConnection(world)
  return call(person, "/api/cards/remove", { workspace, card, miroBoard, connection })
}

function boardNamed(world: World, name: string): World["trello"]["boards"][number] {
  const found = world.trello.boards.find((board) => board.name === name)
  if (found === undefined) throw new Error(`No board ${name} in the seed`)
  return found
}

function otherWorkspace(world: World): string {
  return world.trello.workspaces.find(({ id }) => id !== world.workspace)?.id ?? ""
}

function firstCard(world: World, board: string): string {
  return boardNamed(world, board).cards[0]?.id ?? ""
}

const member = (world: World) => world.people.member
const UNCONNECTED = { status: 409, code: "not_connected" } as const
const UNKNOWN_CARD = { status: 404, code: "card_not_found", provider: "trello" } as const

/** Cards that somebody asks for who may not, or that are not there. The plain member is connected to both sides. */
export const CARD_ROWS: readonly Refusal[] = [
  {
    name: "an outsider's push",
    ...UNCONNECTED,
    provider: "trello",
    run: (world) => push(world, world.people.outsider),
  },
  {
    name: "a push through somebody else's Miro connection",
    ...UNCONNECTED,
    provider: "miro",
    run: (world) => push(world, member(world), { connection: miroConnection(world, "ben") }),
  },
  {
    name: "a push with the workspace of another board",
    ...UNCONNECTED,
    provider: "trello",
    run: (world) => push(world, member(world).on(world.board.id, otherWorkspace(world))),
  },
  {
    name: "a push with an invented workspace",
    ...UNCONNECTED,
    provider: "trello",
    run: (world) => push(world, member(world).on(world.board.id, "0".repeat(24))),
  },
  {
    name: "a card of another workspace than the grant's",
    status: 403,
    code: "outside_workspace",
    provider: "trello",
    run: (world) =>
      push(world, member(world).on(boardNamed(world, "Mobile app").id), {
        card: firstCard(world, "Mobile app"),
      }),
  },
  {
    name: "a card of a board without workspace, with the grant of one",
    status: 403,
    code: "outside_workspace",
    provider: "trello",
    run: (world) =>
      push(world, member(world).on(boardNamed(world, "Home renovation").id), {
        card: firstCard(world, "Home renovation"),
      }),
  },
  {
    name: "a card of another board than the open one",
    status: 403,
    code: "card_elsewhere",
    run: (world) => push(world, member(world), { card: firstCard(world, "Public roadmap") }),
  },
  {
    name: "links of a card of another board than the open one",
    status: 403,
    code: "card_elsewhere",
    run: (world) =>
      call(
        member(world),
        `/api/cards/${firstCard(world, "Public roadmap")}/links?workspace=${world.workspace}`,
      ),
  },
  {
    name: "an unknown card",
    ...UNKNOWN_CARD,
    run: (world) => push(world, member(world), { card: "f".repeat(24) }),
  },
  {
    name: "a card that the member cannot see",
    ...UNKNOWN_CARD,
    run: (world) =>
      push(world, member(world).on(boardNamed(world, "Hiring").id), {
        card: firstCard(world, "Hiring"),
      }),
  },
  {
    name: "links of a card that the member cannot see",
    ...UNKNOWN_CARD,
    run: (world) =>
      call(
        member(world).on(boardNamed(world, "Hiring").id),
        `/api/cards/${firstCard(world, "Hiring")}/links?workspace=${world.workspace}`,
      ),
  },
  {
    name: "removing a card that the member cannot see",
    ...UNKNOWN_CARD,
    run: (world) =>
      remove(world, member(world).on(boardNamed(world, "Hiring").id), firstCard(world, "Hiring")),
  },
  {
    name: "an archived card",
    status: 409,
    code: "card_archived",
    run: (world) =>
      push(world, member(world), {
        card: world.board.cards.find(({ closed }) => closed)?.id ?? "",
      }),
  },
  {
    name: "removing a card that is not on Miro",
    status: 404,
    code: "link_not_found",
    run: (world) => remove(world, member(world), world.cardNamed("Kick-off").id),
  },
  {
    name: "a push while the same card is being pushed",
    status: 409,
    code: "push_in_progress",
    retryAfterSeconds: 5,
    run: async (world) => {
      const card = world.cardNamed("Prices page").id
      await world.standIns.faults("miro", {
        method: "POST",
        path: "/v2/boards/*/app_cards",
        kind: "delay",
        delayMs: 700,
      })
      const first = push(world, member(world), { card })
      await scheduler.wait(250)
      const second = await push(world, member(world), { card })
      await first
      return second
    },
  },
]
