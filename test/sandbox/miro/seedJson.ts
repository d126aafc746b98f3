import { doorsFor, roleOn } from "./access.ts"
import type { Client } from "./oauth/grants.ts"
import type { Store } from "./store.ts"

/** What `GET /_sandbox/seed` answers: `client`, `users`, `teams`, and `boards` with everybody's role. */
export function buildSeedJson(store: Store, client: Client): Record<string, unknown> {
  return {
    client,
    users: [...store.users.values()].map((user) => ({
      ...user,
      teams: [...store.teams.values()]
        .filter((team) => team.members.includes(user.id))
        .map((team) => team.id),
    })),
    teams: [...store.teams.values()],
    boards: [...store.boards.values()].map((board) => ({
      id: board.id,
      name: board.name,
      team: board.teamId,
      sharing: board.sharing,
      items: board.items.size,
      users: Object.fromEntries(
        [...store.users.keys()].flatMap((id) => {
          const role = roleOn(board, id, doorsFor(board, id, store.teams, false))
          return role === null ? [] : [[id, role]]
        }),
      ),
    })),
  }
}
