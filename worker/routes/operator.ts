import { Hono } from "hono"
import * as v from "valibot"
import { ConnectionIdSchema } from "../../core/contract/ids.ts"
import { readConfig } from "../config.ts"
import { sha256Hex } from "../encoding.ts"
import { ok, toHttp } from "../failure.ts"
import { identityOf } from "../grants/record.ts"
import { parseReplica, REPLICA_PREFIX } from "../grants/replica.ts"
import type { RestoreOutcome } from "../grants/restore.ts"
import type { ApiEnvironment } from "../identity/caller.ts"
import { workspaceObject } from "../objects.ts"
import { readBody, respond } from "./parse.ts"

/** Grants per call: each costs an object's call, and a Worker may make 50 on the free plan. */
const PAGE_SIZE = 40

const PageSchema = v.object({
  /** From the answer before; absent at first. */
  cursor: v.optional(v.string()),
})

/**
 * What an operator does to all grants, page by page, with the `OPERATOR_KEY` secret: `/ops`. Neither call shows a token.
 * docs/storage.md says when to use them.
 */
export const operatorRoutes = new Hono<ApiEnvironment>()
  .use(async function requireOperator(c, next) {
    const { OPERATOR_KEY } = readConfig(c.env)
    const given = c.req.header("authorization")?.replace(/^Bearer /, "") ?? ""
    // Hashes have one length, and comparing them tells nothing of the key.
    const same =
      OPERATOR_KEY !== undefined &&
      (await sha256Hex(given)) === (await sha256Hex(OPERATOR_KEY.reveal()))
    return same ? next() : toHttp(c, { code: "not_found" })
  })
  .post("/restore", async (c) => {
    const body = await readBody(c, PageSchema)
    if (!body.ok) return respond(c, body)
    const page = await listReplicas(c.env, body.value.cursor)
    const grants: { name: string; outcome: RestoreOutcome | "malformed" }[] = []
    for (const name of page.names) grants.push({ name, outcome: await restore(c.env, name) })
    return respond(c, ok({ grants, cursor: page.cursor }))
  })
  .post("/reseal", async (c) => {
    const body = await readBody(c, PageSchema)
    if (!body.ok) return respond(c, body)
    const page = await listReplicas(c.env, body.value.cursor)
    let resealed = 0
    for (const name of page.names) if (await c.env.GRANTS.getByName(name).reseal()) resealed += 1
    return respond(c, ok({ seen: page.names.length, resealed, cursor: page.cursor }))
  })

async function listReplicas(
  env: Env,
  cursor: string | undefined,
): Promise<{ readonly names: readonly string[]; readonly cursor: string | null }> {
  const page = await env.TOKENS.list({
    prefix: REPLICA_PREFIX,
    limit: PAGE_SIZE,
    ...(cursor === undefined ? {} : { cursor }),
  })
  const names = page.keys.map(({ name }) => name.slice(REPLICA_PREFIX.length))
  return {
    names: names.filter((name) => v.is(ConnectionIdSchema, name)),
    cursor: page.list_complete ? null : page.cursor,
  }
}

async function restore(env: Env, name: string): Promise<RestoreOutcome | "malformed"> {
  const replica = parseReplica(await env.TOKENS.get(REPLICA_PREFIX + name))
  if (replica === null) return "malformed"
  const identity = identityOf(name)
  const outcome = await env.GRANTS.getByName(name).restore(identity, replica)
  if (outcome === "restored" && "uses" in replica) {
    for (const { workspace, member } of replica.uses) {
      const connections = workspaceObject(env, workspace)
      await connections.readmit(member, identity.provider, name)
    }
  }
  return outcome
}
