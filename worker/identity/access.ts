import { fail, ok, type Result } from "../failure.ts"
import { buildTrelloIdentity } from "../grants/record.ts"
import type { Call } from "../grants/upstream.ts"
import { workspaceObject } from "../objects.ts"
import type { Caller } from "./trelloJwt.ts"

/** A grant that the caller may use now. */
export interface UsableGrant {
  readonly name: string
  readonly call: Call
}

/**
 * The grant behind one of the caller's own connections in a workspace. The workspace comes from the page and proves
 * nothing: it only chooses among the caller's rows.
 */
export async function connectionGrant(
  env: Env,
  caller: Caller,
  workspace: string,
  connection: string,
): Promise<Result<UsableGrant>> {
  const provider = connection.startsWith("miro:") ? "miro" : "trello"
  const rows = workspaceObject(env, workspace)
  if (!(await rows.mayUse(caller.member, connection))) return fail("not_connected", { provider })
  const grant = env.GRANTS.getByName(connection)
  return ok({ name: connection, call: (request) => grant.call(request) })
}

/** The caller's own Trello grant in a workspace: what it cannot read, the caller does not see. */
export function trelloGrant(
  env: Env,
  caller: Caller,
  workspace: string,
): Promise<Result<UsableGrant>> {
  const { name } = buildTrelloIdentity(caller.member, workspace)
  return connectionGrant(env, caller, workspace, name)
}

/** One of the caller's Miro connections in a workspace. */
export async function miroGrant(
  env: Env,
  caller: Caller,
  workspace: string,
  connection: string,
): Promise<Result<UsableGrant>> {
  if (!connection.startsWith("miro:")) return fail("invalid_request")
  return connectionGrant(env, caller, workspace, connection)
}

/** The same call; where the grant's own object ends in the midst of it, nobody knows what became of the call. */
export function answered(call: Call): Call {
  return async (request) => {
    try {
      return await call(request)
    } catch {
      return { kind: "no_answer", reason: "cut" }
    }
  }
}
