import { MiroNumericIdSchema } from "../../core/contract/ids.ts"
import * as v from "valibot"
import { fail, ok, type Result } from "../failure.ts"
import { logEvent } from "../log.ts"
import { buildTokenContext, parseTokenContext } from "../miro/account.ts"
import type { ProviderSpec } from "../providers/index.ts"
import type { Secret } from "../secret.ts"
import { exchangeCode, type TokenIo, type TokenSet } from "../providers/tokenEndpoint.ts"
import { buildReadWorkspace, buildWhoAmI, parseReadWorkspace, parseWhoAmI } from "../trello/api.ts"
import { buildReadBoardPlace, parseReadBoardPlace } from "../trello/boards.ts"
import { buildMiroIdentity, buildTrelloIdentity, type GrantIdentity } from "./record.ts"
import { revokeUpstream } from "./revoke.ts"
import { buildUpstreamUrl, type Call, type UpstreamCall, type UpstreamResult } from "./upstream.ts"

/** What a consent brought, checked: whose it is and what for. */
export interface VerifiedConsent {
  readonly identity: GrantIdentity
  readonly tokens: TokenSet
  /** The account's name and that of its workspace or team, in the provider's words. */
  readonly name: string
  readonly place: string | null
}

/** What the consent was asked for: the JWT's member, in the workspace that the page named. */
export interface ConsentTerms {
  readonly member: string
  readonly workspace: string
  /** The Trello board that was open. */
  readonly board: string
  readonly askedScopes: readonly string[]
  readonly timeoutMs: number
}

/**
 * Exchanges a code and verifies whose tokens came back: at Trello the member who began the attempt, in the workspace
 * asked for; at Miro the token context names account and team. Tokens of anybody else are given back at once.
 */
export async function exchangeAndVerify(
  spec: ProviderSpec,
  callback: URLSearchParams,
  verifier: string | null,
  terms: ConsentTerms,
): Promise<Result<VerifiedConsent>> {
  const { provider } = spec
  const io: TokenIo = { fetch: (url, init) => fetch(url, init), timeoutMs: terms.timeoutMs }
  const outcome = await exchangeCode(spec, callback, verifier, io)
  if (outcome.kind !== "issued") return fail("consent_failed", { provider })
  const tokens = { ...outcome.tokens, scopes: outcome.tokens.scopes ?? terms.askedScopes }
  const call: Call = (request) => callOnce(spec, tokens.accessToken, request, io)
  const verified =
    provider === "trello" ? await verifyTrello(call, tokens, terms) : await verifyMiro(call, tokens)
  if (!verified.ok) {
    const outcome = await revokeUpstream(spec, tokens, io)
    logEvent("consent_given_back", { provider, code: verified.failure.code, outcome })
  }
  return verified
}

async function verifyTrello(
  call: Call,
  tokens: TokenSet,
  terms: ConsentTerms,
): Promise<Result<VerifiedConsent>> {
  const member = parseWhoAmI(await call(buildWhoAmI()))
  if (!member.ok) return fail("consent_failed", { provider: "trello" })
  if (member.value.id !== terms.member) return fail("wrong_account", { provider: "trello" })
  const workspace = await verifyWorkspace(call, terms)
  if (!workspace.ok) return workspace
  return ok({
    identity: buildTrelloIdentity(terms.member, terms.workspace),
    tokens,
    name: member.value.name,
    place: workspace.value,
  })
}

/** Gives the workspace's name; null for the guest of a board, who reaches the board and not the workspace. */
async function verifyWorkspace(call: Call, terms: ConsentTerms): Promise<Result<string | null>> {
  const workspace = parseReadWorkspace(await call(buildReadWorkspace(terms.workspace)))
  if (workspace.ok) return ok(workspace.value.name)
  const place = parseReadBoardPlace(await call(buildReadBoardPlace(terms.board)))
  if (place.ok && place.value.idOrganization === terms.workspace) return ok(null)
  const refused = ["outside_workspace", "trello_board_not_found", "upstream_refused"]
  const answered = place.ok || refused.includes(place.failure.code)
  return fail(answered ? "wrong_workspace" : "consent_failed", { provider: "trello" })
}

async function verifyMiro(call: Call, tokens: TokenSet): Promise<Result<VerifiedConsent>> {
  const context = parseTokenContext(await call(buildTokenContext()))
  if (!context.ok) return fail("consent_failed", { provider: "miro" })
  const { user, team } = context.value
  if (!v.is(MiroNumericIdSchema, user.id) || !v.is(MiroNumericIdSchema, team.id)) {
    return fail("consent_failed", { provider: "miro" })
  }
  return ok({
    identity: buildMiroIdentity(user.id, team.id),
    tokens,
    name: user.name,
    place: team.name,
  })
}

/** A call with tokens that no grant holds yet: once, without any refresh. */
async function callOnce(
  spec: ProviderSpec,
  accessToken: Secret,
  request: UpstreamCall,
  io: TokenIo,
): Promise<UpstreamResult> {
  const url = buildUpstreamUrl(spec.apiOrigin, request.path)
  if (url === null) return { kind: "no_answer", reason: "cut" }
  try {
    const response = await io.fetch(url, {
      method: request.method,
      headers: { authorization: `Bearer ${accessToken.reveal()}`, accept: "application/json" },
      redirect: "manual",
      signal: AbortSignal.timeout(io.timeoutMs),
    })
    const body = await response.text()
    return { kind: "answer", status: response.status, body, retryAfterSeconds: null }
  } catch {
    return { kind: "no_answer", reason: "cut" }
  }
}
