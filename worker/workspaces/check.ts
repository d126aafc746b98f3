import type { CheckAnswer } from "../../core/contract/connections.ts"
import { waitsForPerson } from "../../core/contract/situations.ts"
import { fail, ok, type Result } from "../failure.ts"
import { type UsableGrant, connectionGrant } from "../identity/access.ts"
import type { Caller } from "../identity/trelloJwt.ts"
import { buildTokenContext, parseTokenContext } from "../miro/account.ts"
import { buildWhoAmI, parseWhoAmI } from "../trello/api.ts"
import { readConnection } from "./connections.ts"

/**
 * Asks the provider whose connection it is: one call, which also tells whether it still works.
 * What the provider says against the grant shows in the connection's state, not as an error.
 */
export async function checkConnection(
  env: Env,
  caller: Caller,
  request: { readonly workspace: string; readonly connection: string },
): Promise<Result<CheckAnswer>> {
  const grant = await connectionGrant(env, caller, request.workspace, request.connection)
  const names = grant.ok ? await readNames(grant.value) : fail("not_connected")
  const connection = await readConnection(env, caller, request)
  if (connection === null) return fail("not_connected")
  if (names.ok) return ok({ connection, ...names.value })
  return waitsForPerson(connection) ? ok({ connection, account: null, place: null }) : names
}

async function readNames(
  grant: UsableGrant,
): Promise<Result<Pick<CheckAnswer, "account" | "place">>> {
  if (grant.name.startsWith("trello:")) {
    const member = parseWhoAmI(await grant.call(buildWhoAmI()))
    if (!member.ok) return member
    const { id, name, workspaces } = member.value
    const place = workspaces.find((workspace) => grant.name.endsWith(`:${workspace.id}`)) ?? null
    return ok({ account: { id, name }, place })
  }
  const context = parseTokenContext(await grant.call(buildTokenContext()))
  if (!context.ok) return context
  const { user, team } = context.value
  return ok({ account: user, place: team })
}
