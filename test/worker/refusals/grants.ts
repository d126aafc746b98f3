import type { World } from "../world.ts"
import { consentAs } from "../world.ts"
import { call } from "./cards.ts"
import type { Refusal } from "./row.ts"

/** What a connection answers that Trello does not take any more. Each row begins with a new consent of the admin. */
export const GRANT_ROWS: readonly Refusal[] = [
  {
    name: "a grant that Trello refuses even after a refresh",
    status: 409,
    code: "reauth_required",
    provider: "trello",
    run: (world) => afterRefusals(world, 2, "invalid token"),
  },
  {
    name: "a grant whose token lacks a scope",
    status: 409,
    code: "scope_insufficient",
    provider: "trello",
    run: (world) => afterRefusals(world, 1, "missing scopes"),
  },
]

async function afterRefusals(world: World, times: number, body: string): Promise<Response> {
  const { admin } = world.people
  await consentAs(world, admin, world.users.ann)
  await admin.connect(["trello"])
  await world.standIns.faults("trello", {
    path: "/1/cards/",
    kind: "status",
    status: 401,
    body,
    times,
  })
  const card = world.cardNamed("Kick-off").id
  return call(admin, `/api/cards/${card}/links?workspace=${world.workspace}`)
}
