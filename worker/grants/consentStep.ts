import type { Config } from "../config.ts"
import { randomId } from "../encoding.ts"
import { ok, type Result } from "../failure.ts"
import { type ProviderSpec, providerSpec } from "../providers/index.ts"
import { ATTEMPT_LIFE_MS, type AttemptRecord, providerOf } from "./attemptRecord.ts"
import { buildAuthorizationUrl } from "./authorizationUrl.ts"
import { type SealedConsent, sealConsent } from "./consent.ts"
import { exchangeAndVerify } from "./exchange.ts"
import type { GrantIdentity } from "./record.ts"
import { parseKeyRing } from "./sealing.ts"
import { buildVerifier, openVerifier, sealVerifier } from "./verifier.ts"

/** What sends a browser to a provider, and what has to be remembered until it comes back. */
export interface StepStart {
  readonly url: string
  readonly state: string
  /** Sealed; null where the provider takes no PKCE. */
  readonly verifier: string | null
}

/** Begins the consent that an attempt is at. The state is the attempt's id and 128 random bits for this step alone. */
export async function startStep(config: Config, record: AttemptRecord): Promise<StepStart> {
  const spec = providerSpec(config, providerOf(record))
  const state = `${record.id}.${randomId(16)}`
  const verifier = spec.pkce ? buildVerifier() : null
  const url = await buildAuthorizationUrl(spec, {
    state,
    verifier,
    workspace: record.workspace,
    scopes: scopesFor(spec, record),
  })
  const sealed = verifier && (await sealVerifier(config.SEALING_KEYS, record.id, verifier))
  return { url, state, verifier: sealed }
}

/** What a step brought: the consent for its grant's `hold`, and what the attempt remembers of it. */
export interface StepEnd {
  readonly identity: GrantIdentity
  readonly consent: SealedConsent
  readonly held: AttemptRecord["held"][number]
}

/** Exchanges the code of the consent that an attempt is at. `callback` was checked; `now` is in milliseconds. */
export async function finishStep(
  config: Config,
  record: AttemptRecord,
  callback: URLSearchParams,
  now: number,
): Promise<Result<StepEnd>> {
  const provider = providerOf(record)
  const spec = providerSpec(config, provider)
  const verifier = await openVerifier(config.SEALING_KEYS, record.id, record.verifier)
  const exchanged = await exchangeAndVerify(spec, callback, verifier, {
    member: record.member,
    workspace: record.workspace,
    board: record.board,
    timeoutMs: Number(config.UPSTREAM_TIMEOUT_MS),
    askedScopes: scopesFor(spec, record),
  })
  if (!exchanged.ok) return exchanged
  const { identity, tokens, name, place } = exchanged.value
  const terms = { attempt: record.id, now, expiresAt: now + ATTEMPT_LIFE_MS }
  const consent = await sealConsent(
    await parseKeyRing(config.SEALING_KEYS),
    identity,
    tokens,
    terms,
  )
  return ok({ identity, consent, held: { provider, grant: identity.name, name, place } })
}

function scopesFor({ provider, leastScopes }: ProviderSpec, record: AttemptRecord) {
  return provider === "trello" ? [...new Set([...record.scopes, ...leastScopes])] : leastScopes
}
