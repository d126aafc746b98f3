import { env } from "cloudflare:workers"
import type { Provider } from "../../../core/contract/ids.ts"
import { randomId } from "../../../worker/encoding.ts"
import { Secret } from "../../../worker/secret.ts"
import { readConfig } from "../../../worker/config.ts"
import { devClock } from "../../../worker/dev.ts"
import { buildAuthorizationUrl } from "../../../worker/grants/authorizationUrl.ts"
import { sealConsent } from "../../../worker/grants/consent.ts"
import { identityOf } from "../../../worker/grants/record.ts"
import { parseKeyRing } from "../../../worker/grants/sealing.ts"
import { buildVerifier } from "../../../worker/grants/verifier.ts"
import { providerSpec } from "../../../worker/providers/index.ts"
import {
  exchangeCode,
  parseCallback,
  type TokenSet,
} from "../../../worker/providers/tokenEndpoint.ts"
import { GrantAt } from "../grantAt.ts"
import type { World } from "../world.ts"

/**
 * Grants in objects of their own, more than the seed has people for: each with tokens that the stand-in issued, under
 * an account that nobody has. Only calls that ask who somebody is would notice.
 */
export async function adopt(
  world: World,
  provider: Provider,
  count: number,
  issue: (world: World, provider: Provider) => Promise<TokenSet> = consentAsClient,
): Promise<GrantAt[]> {
  const config = readConfig(env)
  const ring = await parseKeyRing(config.SEALING_KEYS)
  const grants: GrantAt[] = []
  for (let index = 1; index <= count; index++) {
    const account = index.toString(16).padStart(24, "a")
    const name = provider === "trello" ? `trello:${account}:${world.workspace}` : `miro:${index}:7`
    const identity = identityOf(name)
    const attempt = index.toString().padStart(22, "A")
    const now = devClock.now()
    const terms = { attempt, now, expiresAt: now + 600_000 }
    const stub = env.GRANTS.getByName(name)
    const tokens = await issue(world, provider)
    await stub.hold(identity, await sealConsent(ring, identity, tokens, terms))
    await stub.confirm(attempt, { workspace: world.workspace, member: account })
    grants.push(new GrantAt(world, name))
  }
  return grants
}

/** Tokens that no provider knows, for what never leaves the Worker. */
export function invent(): Promise<TokenSet> {
  const [accessToken, refreshToken] = [new Secret(randomId(30)), new Secret(randomId(30))]
  const rest = { scopes: [] }
  return Promise.resolve({ accessToken, refreshToken, expiresInSeconds: 3_600, ...rest })
}

async function consentAsClient(world: World, provider: Provider): Promise<TokenSet> {
  const spec = providerSpec(readConfig(env), provider)
  const verifier = spec.pkce ? buildVerifier() : null
  const terms = { state: "state", verifier, workspace: world.workspace, scopes: spec.leastScopes }
  const sent = await fetch(await buildAuthorizationUrl(spec, terms), { redirect: "manual" })
  const back = new URL(sent.headers.get("location") ?? "").searchParams
  const parsed = parseCallback(spec, back, "state")
  if (parsed.kind !== "code") throw new Error(`No code: ${parsed.kind}`)
  const io = { fetch: (url: string, init: RequestInit) => fetch(url, init), timeoutMs: 2_000 }
  const outcome = await exchangeCode(spec, parsed.callback, verifier, io)
  if (outcome.kind !== "issued") throw new Error(`No tokens: ${outcome.kind}`)
  return outcome.tokens
}
