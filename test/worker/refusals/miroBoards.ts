import { miroConnection, type World } from "../world.ts"
import { call, push } from "./cards.ts"
import type { Refusal } from "./row.ts"

/** Ann's team on the free plan, which has all the boards that it may have. */
export function fullTeam(world: World): string {
  return world.miro.teams[1]?.id ?? ""
}

function boardNamed(world: World, name: string): string {
  return world.miro.boards.find((board) => board.name === name)?.id ?? ""
}

const READ_ONLY = { status: 403, code: "miro_board_read_only", provider: "miro" } as const
const UNKNOWN = { status: 404, code: "miro_board_not_found", provider: "miro" } as const

/**
 * Miro boards that a card cannot go to. The plain member is connected as Ann in both her teams, the admin as Vera, who
 * may only look.
 */
export const MIRO_BOARD_ROWS: readonly Refusal[] = [
  {
    name: "a board that the account may only view",
    ...READ_ONLY,
    run: (world) =>
      push(world, world.people.admin, {
        miroBoard: boardNamed(world, "Product roadmap"),
        connection: miroConnection(world, "vera"),
      }),
  },
  {
    name: "a board that the account may only comment on",
    ...READ_ONLY,
    run: (world) =>
      push(world, world.people.member, { miroBoard: boardNamed(world, "Support themes, week 46") }),
  },
  {
    name: "a deleted board",
    ...UNKNOWN,
    run: (world) => push(world, world.people.member, { miroBoard: "uXjVOgone000=" }),
  },
  {
    name: "somebody's private board",
    ...UNKNOWN,
    run: (world) =>
      push(world, world.people.member, { miroBoard: boardNamed(world, "Ben's notes") }),
  },
  {
    name: "a board of another team than the connection's",
    ...UNKNOWN,
    run: (world) =>
      push(world, world.people.member, { miroBoard: boardNamed(world, "Garden project") }),
  },
  {
    name: "one board more than the team's plan allows",
    status: 403,
    code: "miro_board_limit",
    provider: "miro",
    run: (world) =>
      call(world.people.member, "/api/miro/boards", {
        workspace: world.workspace,
        connection: `miro:${world.users.ann}:${fullTeam(world)}`,
        name: "One too many",
      }),
  },
  {
    name: "a board in a team whose members may not create any",
    status: 403,
    code: "miro_boards_not_allowed",
    provider: "miro",
    run: async (world) => {
      const body = { type: "error", code: "insufficientPermissions", message: "No.", status: 403 }
      await world.standIns.faults("miro", {
        method: "POST",
        path: "/v2/boards",
        kind: "status",
        status: 403,
        body,
      })
      return call(world.people.member, "/api/miro/boards", {
        workspace: world.workspace,
        connection: miroConnection(world),
        name: "Not for me",
      })
    },
  },
  {
    name: "a board without a name",
    status: 400,
    code: "invalid_request",
    run: (world) =>
      call(world.people.member, "/api/miro/boards", {
        workspace: world.workspace,
        connection: miroConnection(world),
        name: "   ",
      }),
  },
]
