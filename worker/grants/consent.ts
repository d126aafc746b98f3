import { fail, ok, type Result } from "../failure.ts"
import { logEvent } from "../log.ts"
import type { TokenSet } from "../providers/tokenEndpoint.ts"
import { buildGrantRecord, type Custody, expiryOf, openTokens, sealTokens } from "./custody.ts"
import type { KeyRing } from "./sealing.ts"
import { scheduleKeepAlive } from "./renewal.ts"
import { emptyOutbox, OUTBOX_LIFE_MS, RETRY_AFTER_MS } from "./outbox.ts"
import type { GrantIdentity, PendingRecord } from "./record.ts"
import { transition } from "./states.ts"

/** A connection of a member in a workspace that a grant serves. */
export interface GrantUse {
  readonly workspace: string
  readonly member: string
}

/** What a consent brought, sealed by the attempt for the pending record of one grant: tokens never travel in the open. */
export type SealedConsent = Omit<PendingRecord, keyof GrantIdentity | "heldAt">

/** Seals what a consent brought, for `holdConsent` of the grant that it is for. Times are milliseconds since 1970. */
export async function sealConsent(
  ring: KeyRing,
  identity: GrantIdentity,
  tokens: TokenSet,
  terms: { readonly attempt: string; readonly now: number; readonly expiresAt: number },
): Promise<SealedConsent> {
  const { attempt, now, expiresAt } = terms
  return {
    attempt,
    scopes: [...(tokens.scopes ?? [])],
    ...(await sealTokens(ring, "pending", identity.name, tokens)),
    accessExpiresAt: expiryOf(tokens, now),
    expiresAt,
  }
}

/** Keeps what a consent brought until somebody confirms it. Unconfirmed, it is given back at `consent.expiresAt`. */
export async function holdConsent(custody: Custody, consent: SealedConsent): Promise<void> {
  const { store, storage, clock, identity } = custody
  store.create(identity)
  storage.transactionSync(() => {
    store.writePending({ ...identity, ...consent, heldAt: clock.now() })
    store.setDue("pending", earliestPending(custody))
  })
  await custody.arm()
  await storage.sync()
  const { attempt, fingerprint } = consent
  logEvent("grant_held", { grant: identity.name, attempt, fingerprint })
}

/** Makes a held consent the grant's own, for the connection `use`. Whatever the grant held before is replaced. */
export async function confirmConsent(
  custody: Custody,
  attempt: string,
  use: GrantUse,
): Promise<Result<null>> {
  const { store, storage, clock, ring, identity } = custody
  const pending = store.readPending(attempt)
  // The answer to an earlier confirmation got lost, or a second provider's failed after this one's.
  if (pending === null && store.readGrant()?.attempt === attempt) return ok(null)
  const tokens = pending && (await openTokens(ring, "pending", identity.name, pending.sealed))
  if (pending === null || tokens === null || pending.expiresAt <= clock.now()) {
    return fail("attempt_expired", { provider: identity.provider })
  }
  const { sealed, fingerprint } = await sealTokens(ring, "grant", identity.name, tokens)
  const now = clock.now()
  const confirmed = storage.transactionSync(() => {
    // Sealing took a turn of the event loop: it may have been given back in between.
    if (store.readPending(attempt) === null) return false
    const before = store.readGrant()
    const status = before && transition(before.status, { type: "consented" }, now)
    store.writeGrant(
      buildGrantRecord(identity, {
        generation: (before?.generation ?? 0) + 1,
        scopes: pending.scopes,
        sealed,
        fingerprint,
        accessExpiresAt: pending.accessExpiresAt,
        since: status?.since ?? now,
        consentedAt: now,
        attempt,
        epoch: before?.epoch ?? 1,
      }),
    )
    scheduleKeepAlive(custody)
    store.clearIntent()
    store.clearPending(attempt)
    store.addUse(use.workspace, use.member)
    store.setDue("recover", null)
    store.setDue("pending", earliestPending(custody))
    store.setDue("replicate", now)
    return true
  })
  if (!confirmed) return fail("attempt_expired", { provider: identity.provider })
  await custody.arm()
  await storage.sync()
  logEvent("grant_confirmed", { grant: identity.name, attempt, fingerprint })
  return ok(null)
}

/** Gives a held consent back to the provider: it was the wrong account, or nobody confirmed it. */
export async function giveBackConsent(custody: Custody, attempt: string): Promise<void> {
  const { store, storage, clock, ring, identity } = custody
  const pending = store.readPending(attempt)
  if (pending === null) return
  const tokens = await openTokens(ring, "pending", identity.name, pending.sealed)
  const outgoing = tokens && (await sealTokens(ring, "outbox", identity.name, tokens))
  const now = clock.now()
  storage.transactionSync(() => {
    // Somebody may have confirmed it in this very moment.
    if (store.readPending(attempt) === null) return
    store.clearPending(attempt)
    store.setDue("pending", earliestPending(custody))
    if (outgoing) store.addToOutbox(outgoing.sealed, now + OUTBOX_LIFE_MS, now + RETRY_AFTER_MS)
  })
  await custody.arm()
  await storage.sync()
  logEvent("grant_given_back", { grant: identity.name, attempt })
  await emptyOutbox(custody)
}

/** Gives back every consent that nobody confirmed in time. */
export async function giveBackExpired(custody: Custody): Promise<void> {
  const { store, clock } = custody
  for (const { attempt, expiresAt } of store.listPending()) {
    if (expiresAt <= clock.now()) await giveBackConsent(custody, attempt)
  }
  store.setDue("pending", earliestPending(custody))
}

function earliestPending({ store }: Custody): number | null {
  const times = store.listPending().map(({ expiresAt }) => expiresAt)
  return times.length === 0 ? null : Math.min(...times)
}
