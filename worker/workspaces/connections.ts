import {
  type Connection,
  type ConnectionsAnswer,
  type DisconnectAnswer,
  neverConnected,
} from "../../core/contract/connections.ts"
import { fail, ok, type Result } from "../failure.ts"
import type { Caller } from "../identity/trelloJwt.ts"
import { workspaceObject } from "../objects.ts"
import type { ConnectionRow } from "./workspace.ts"

/** The caller's connections in a workspace. No call goes upstream. */
export async function readConnections(
  env: Env,
  caller: Caller,
  workspace: string,
): Promise<ConnectionsAnswer> {
  const rows = await workspaceObject(env, workspace).list(caller.member)
  const connections = await Promise.all(rows.map((row) => describe(env, row)))
  return {
    trello: connections.find(({ provider }) => provider === "trello") ?? neverConnected("trello"),
    miro: connections.filter(({ provider }) => provider === "miro"),
  }
}

/** One of the caller's connections; null when they have none of that name. */
export async function readConnection(
  env: Env,
  caller: Caller,
  { workspace, connection }: { readonly workspace: string; readonly connection: string },
): Promise<Connection | null> {
  const rows = await workspaceObject(env, workspace).list(caller.member)
  const row = rows.find(({ grant }) => grant === connection)
  return row === undefined ? null : describe(env, row)
}

/** Cuts one of the caller's connections. Its effect here is immediate, whatever the provider answers. */
export async function disconnect(
  env: Env,
  caller: Caller,
  request: { readonly workspace: string; readonly connection: string },
): Promise<Result<DisconnectAnswer>> {
  const { workspace, connection: name } = request
  const { member } = caller
  await workspaceObject(env, workspace).cut(member, name, "disconnected_by_member")
  const connection = await readConnection(env, caller, request)
  if (connection === null) return fail("not_connected")
  // Asked again, it tells whether the provider has learnt of it since.
  const use = { workspace, member }
  const upstream = await env.GRANTS.getByName(name).release(use, "member")
  return ok({ connection, revokedUpstream: upstream === "ended", upstream })
}

/** Cuts every connection of the caller in a workspace and forgets them; gives how many stood. */
export async function disconnectAll(env: Env, caller: Caller, workspace: string): Promise<number> {
  const rows = await workspaceObject(env, workspace).list(caller.member)
  const standing = rows.filter(({ cut }) => cut === null)
  for (const { grant } of standing) {
    await disconnect(env, caller, { workspace, connection: grant })
  }
  await workspaceObject(env, workspace).forget(caller.member)
  return standing.length
}

async function describe(env: Env, row: ConnectionRow): Promise<Connection> {
  const { provider, grant: id, cut, since } = row
  if (cut !== null) {
    const at = new Date(since).toISOString()
    return { ...neverConnected(provider), id, state: "revoked", since: at, reason: cut }
  }
  const status = await env.GRANTS.getByName(id).status()
  return status === null ? neverConnected(provider) : { id, provider, ...status }
}
