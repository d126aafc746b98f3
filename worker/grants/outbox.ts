import type { RevocationState } from "../../core/contract/connections.ts"
import { logEvent } from "../log.ts"
import { type Custody, openTokens, sealTokens } from "./custody.ts"
import type { GrantUse } from "./consent.ts"
import type { GrantRecord } from "./record.ts"
import { TOMBSTONE_MS } from "./renewal.ts"
import { type RevocationOutcome, revokeUpstream } from "./revoke.ts"
import { transition } from "./states.ts"

/** How long the last credentials of an ended grant are kept to tell the provider. */
export const OUTBOX_LIFE_MS = 24 * 60 * 60_000
/** The provider is told at once; the alarm does it when that failed or never happened. */
export const RETRY_AFTER_MS = 60_000

/**
 * Cuts one connection. The last one ends the grant: at once here, and at the provider as soon as it answers.
 * Gives what the provider knows of that.
 */
export async function releaseUse(
  custody: Custody,
  use: GrantUse,
  by: "member" | "admin",
): Promise<RevocationState> {
  const { store, storage, identity } = custody
  const last = store.removeUse(use.workspace, use.member)
  const record = store.readGrant()
  if (record === null || !last) {
    await storage.sync()
    return record === null ? "unknown" : "kept"
  }
  if (record.status.state !== "revoked") {
    while (!(await moveToOutbox(custody, by))) continue
    await custody.arm()
    await storage.sync()
    logEvent("grant_revoked", { grant: identity.name, by })
  }
  await emptyOutbox(custody)
  const upstream = store.readGrant()?.upstream ?? "unknown"
  return upstream === "doubtful" ? "pending" : upstream
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
    const spent = store.readIntent() !== null || current.status.reason === "lost_rotation"
    store.writeGrant({
      ...current,
      status: transition(current.status, { type: "disconnected", by }, now),
      // A refresh under way finds another generation and gives its tokens up.
      generation: current.generation + 1,
      sealed: null,
      fingerprint: null,
      retryAt: null,
      troubles: 0,
      upstream: outgoing === null ? "unknown" : spent ? "doubtful" : "pending",
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

/** Tells the provider about every ended grant in the outbox. What it could not be told stays there, for a day. */
export async function emptyOutbox(custody: Custody): Promise<void> {
  const { store, storage, clock, identity } = custody
  for (const entry of store.listOutbox()) {
    const outcome = await tellProvider(custody, entry)
    if (outcome === "done" || outcome === "gone") store.removeFromOutbox(entry.id)
    if (outcome === "given_up") {
      store.removeFromOutbox(entry.id)
      noteUpstream(custody, "unknown")
    }
    logEvent("grant_revocation", { grant: identity.name, outcome })
  }
  const left = store.listOutbox()
  store.setDue("revoke", left.length === 0 ? null : nextTry(left, clock.now()))
  const known = store.readGrant()?.upstream
  if (left.length === 0 && (known === "pending" || known === "doubtful")) {
    noteUpstream(custody, "ended")
  }
  await custody.arm()
  await storage.sync()
}

type OutboxEntry = ReturnType<Custody["store"]["listOutbox"]>[number]

/** The pauses double, since they grow with the entry's age; no entry outlives its day. */
function nextTry(entries: readonly OutboxEntry[], now: number): number {
  const ends = entries.map(({ expiresAt }) => expiresAt)
  const youngest = now - (Math.max(...ends) - OUTBOX_LIFE_MS)
  return Math.min(now + Math.max(RETRY_AFTER_MS, youngest), ...ends)
}

/**
 * Only the provider's own word ends an entry. That it does not know the refresh token is none where that token may have
 * been spent before: its successor may live, and nobody holds it. Such a grant is `doubtful`.
 */
async function tellProvider(
  custody: Custody,
  { id, sealed, expiresAt }: OutboxEntry,
): Promise<RevocationOutcome | "given_up"> {
  const { store, storage, ring, identity, spec, io, clock } = custody
  const tokens = await openTokens(ring, "outbox", identity.name, sealed)
  if (tokens === null || expiresAt <= clock.now()) return "given_up"
  const before = store.readGrant()?.upstream ?? null
  const outcome = await revokeUpstream(spec, tokens, io, {
    spending: async () => {
      noteUpstream(custody, "doubtful")
      await storage.sync()
    },
    spent: async (renewed) => {
      if (renewed === null) return noteUpstream(custody, before)
      const next = await sealTokens(ring, "outbox", identity.name, renewed)
      store.replaceInOutbox(id, next.sealed)
      noteUpstream(custody, "pending")
      await storage.sync()
    },
  })
  const same = store.listOutbox().some((entry) => entry.id === id && entry.sealed === sealed)
  return outcome === "gone" && (before === "doubtful" || !same) ? "refused" : outcome
}

/** Notes what the provider knows of the end of a grant, unless somebody has consented anew since. */
export function noteUpstream({ store }: Custody, upstream: GrantRecord["upstream"]): void {
  const record = store.readGrant()
  if (record?.status.state === "revoked") store.writeGrant({ ...record, upstream })
}
