import { logEvent } from "../log.ts"
import { type Custody, openTokens, sealTokens } from "./custody.ts"
import type { GrantUse } from "./consent.ts"
import { TOMBSTONE_MS } from "./renewal.ts"
import { revokeUpstream } from "./revoke.ts"
import { transition } from "./states.ts"

/** How long the last credentials of an ended grant are kept to tell the provider. */
export const OUTBOX_LIFE_MS = 24 * 60 * 60_000
/** The provider is told at once; the alarm does it when that failed or never happened. */
export const RETRY_AFTER_MS = 60_000

/**
 * Cuts one connection. The last one ends the grant: at once here, and at the provider as soon as it answers.
 * Gives whether the provider knows.
 */
export async function releaseUse(
  custody: Custody,
  use: GrantUse,
  by: "member" | "admin",
): Promise<{ readonly revokedUpstream: boolean }> {
  const { store, storage, identity } = custody
  const last = store.removeUse(use.workspace, use.member)
  const record = store.readGrant()
  if (record === null || !last) {
    await storage.sync()
    return { revokedUpstream: true }
  }
  if (record.status.state === "revoked") return { revokedUpstream: await emptyOutbox(custody) }
  while (!(await moveToOutbox(custody, by))) continue
  await custody.arm()
  await storage.sync()
  logEvent("grant_revoked", { grant: identity.name, by })
  return { revokedUpstream: await emptyOutbox(custody) }
}

/**
 * Ends the grant and keeps its last credentials for the provider. Sealing takes turns of the event loop: false when a
 * refresh committed a newer pair meanwhile, which then is the one to give back.
 */
async function moveToOutbox(custody: Custody, by: "member" | "admin"): Promise<boolean> {
  const { store, storage, clock, ring, identity } = custody
  const record = store.readGrant()
  if (record === null) return true
  const tokens = await openTokens(ring, "grant", identity.name, record.sealed)
  const outgoing = tokens && (await sealTokens(ring, "outbox", identity.name, tokens))
  const now = clock.now()
  return storage.transactionSync(() => {
    const current = store.readGrant()
    if (current?.generation !== record.generation) return false
    store.writeGrant({
      ...current,
      status: transition(current.status, { type: "disconnected", by }, now),
      // A refresh under way finds another generation and gives its tokens up.
      generation: current.generation + 1,
      sealed: null,
      fingerprint: null,
      retryAt: null,
      troubles: 0,
    })
    store.clearIntent()
    store.setDue("recover", null)
    store.setDue("keep_alive", null)
    store.setDue("replicate", now)
    store.setDue("forget", now + TOMBSTONE_MS)
    if (outgoing) store.addToOutbox(outgoing.sealed, now + OUTBOX_LIFE_MS, now + RETRY_AFTER_MS)
    return true
  })
}

/** Tells the provider about every ended grant in the outbox; gives whether it is empty then. */
export async function emptyOutbox(custody: Custody): Promise<boolean> {
  const { store, clock, ring, identity } = custody
  for (const entry of store.listOutbox()) {
    const tokens = await openTokens(ring, "outbox", identity.name, entry.sealed)
    const over = tokens === null || entry.expiresAt <= clock.now()
    const { outcome, renewed } = over
      ? { outcome: "given_up", renewed: null }
      : await revokeUpstream(custody.spec, tokens, custody.io)
    if (renewed !== null) {
      const { sealed } = await sealTokens(ring, "outbox", identity.name, renewed)
      store.replaceInOutbox(entry.id, sealed)
    }
    if (outcome !== "later") store.removeFromOutbox(entry.id)
    logEvent("grant_revocation", { grant: identity.name, outcome })
  }
  const empty = store.listOutbox().length === 0
  store.setDue("revoke", empty ? null : clock.now() + RETRY_AFTER_MS)
  await custody.arm()
  return empty
}
