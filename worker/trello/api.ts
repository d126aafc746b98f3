import * as v from "valibot"
import { fail, ok, type Result } from "../failure.ts"
import type { UpstreamCall, UpstreamResult } from "../grants/upstream.ts"

/** Who a token belongs to, and the names of their workspaces: `GET /1/members/me` (needs `read:member:trello`). */
export function buildWhoAmI(): UpstreamCall {
  const path = "/1/members/me?fields=fullName&organizations=all&organization_fields=displayName"
  return { method: "GET", path }
}

const MemberSchema = v.object({
  id: v.string(),
  fullName: v.string(),
  organizations: v.optional(v.array(v.object({ id: v.string(), displayName: v.string() })), []),
})

export interface TrelloMember {
  readonly id: string
  readonly name: string
  readonly workspaces: readonly { readonly id: string; readonly name: string }[]
}

export function parseWhoAmI(result: UpstreamResult): Result<TrelloMember> {
  const parsed = parseAnswer(result, MemberSchema)
  if (!parsed.ok) return parsed
  const { id, fullName: name, organizations } = parsed.value
  const workspaces = organizations.map((one) => ({ id: one.id, name: one.displayName }))
  return ok({ id, name, workspaces })
}

/** Whether a token reaches a workspace: 200 proves it (needs `read:organization:trello`). */
export function buildReadWorkspace(idOrganization: string): UpstreamCall {
  return { method: "GET", path: `/1/organizations/${idOrganization}?fields=id,displayName` }
}

const OrganizationSchema = v.object({ id: v.string(), displayName: v.string() })

export function parseReadWorkspace(
  result: UpstreamResult,
): Result<{ readonly id: string; readonly name: string }> {
  const parsed = parseAnswer(result, OrganizationSchema)
  return parsed.ok ? ok({ id: parsed.value.id, name: parsed.value.displayName }) : parsed
}

/** Reads a JSON answer of Trello with a schema; anything else becomes a failure. */
export function parseAnswer<T>(
  result: UpstreamResult,
  schema: v.GenericSchema<unknown, T>,
): Result<T> {
  if (result.kind !== "answer" || result.status !== 200) return failTrello(result)
  try {
    const parsed = v.safeParse(schema, JSON.parse(result.body))
    if (parsed.success) return ok(parsed.output)
  } catch {
    // Not JSON: told below as what it is.
  }
  return fail("upstream_malformed", { provider: "trello" })
}

/** Trello has no `Retry-After`: its windows last ten seconds (rate limits page). */
const RATE_WINDOW_SECONDS = 10

/** Turns anything but a readable success into a failure. Trello's 4xx bodies are mostly plain text: only the status counts. */
export function failTrello(result: UpstreamResult): Result<never> {
  const provider = "trello" as const
  if (result.kind === "failure") return { ok: false, failure: result.failure }
  if (result.kind === "no_answer") {
    return fail(result.reason === "timeout" ? "upstream_timeout" : "upstream_unavailable", {
      provider,
    })
  }
  if (result.status === 404) return fail("card_not_found", { provider })
  if (result.status === 403) return fail("outside_workspace", { provider })
  if (result.status === 429) {
    const retryAfterSeconds = result.retryAfterSeconds ?? RATE_WINDOW_SECONDS
    return fail("upstream_rate_limited", { provider, retryAfterSeconds })
  }
  if (result.status >= 500) return fail("upstream_unavailable", { provider })
  const success = result.status >= 200 && result.status < 300
  return fail(success ? "upstream_malformed" : "upstream_refused", { provider })
}
