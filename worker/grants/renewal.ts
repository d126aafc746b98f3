import type { Result } from "../failure.ts"
import { type Custody, type GrantTables, logState } from "./custody.ts"
import { planKeepAlive } from "./keepAlive.ts"
import type { GrantRecord } from "./record.ts"
import { isDormant, transition } from "./states.ts"

/** A renewal that failed is tried again after this long; a third of the token's life is left for it. */
const RETRY_AFTER_MS = 6 * 60 * 60_000
/** How long the tombstone of a revoked grant stays, so that nothing brings it back. */
export const TOMBSTONE_MS = 30 * 24 * 60 * 60_000

/** Sets when the grant is renewed next without use. Call it inside the transaction that wrote the record. */
export function scheduleKeepAlive({ store, random }: Custody): void {
  const record = store.readGrant()
  if (record === null || isDormant(record.status.state)) return store.setDue("keep_alive", null)
  store.setDue("forget", null)
  store.setDue("keep_alive", planKeepAlive(termsOf(record), random()).at)
}

/**
 * What the alarm does for an unused grant: renews it while the policy wants it, and after the policy's end and the
 * token's life says that it is over.
 */
export async function keepAlive(
  custody: Custody,
  refresh: () => Promise<Result<GrantRecord>>,
): Promise<void> {
  const { store, storage, clock } = custody
  const record = store.readGrant()
  if (record === null || isDormant(record.status.state)) return store.setDue("keep_alive", null)
  const now = clock.now()
  const step = planKeepAlive(termsOf(record), 0)
  if (step.kind === "end") {
    if (step.at <= now) await endIdle(custody, record)
    else store.setDue("keep_alive", step.at)
    return
  }
  // A refresh failed just now: the provider asked to be left alone, or is.
  if ((record.retryAt ?? 0) > now) return store.setDue("keep_alive", now + RETRY_AFTER_MS)
  const renewed = await refresh()
  if (!renewed.ok) {
    storage.transactionSync(() => {
      const dormant = isDormant(store.readGrant()?.status.state ?? "revoked")
      store.setDue("keep_alive", dormant ? null : now + RETRY_AFTER_MS)
    })
  }
}

async function endIdle(custody: Custody, record: GrantRecord): Promise<void> {
  const { store, storage, clock } = custody
  const status = transition(record.status, { type: "idle" }, clock.now())
  storage.transactionSync(() => {
    store.writeGrant({ ...record, status, sealed: null, fingerprint: null })
    store.clearIntent()
    store.setDue("recover", null)
    store.setDue("keep_alive", null)
    store.setDue("replicate", clock.now())
  })
  await storage.sync()
  logState(record.name, record.status, status)
}

/** When the grant is renewed next without use; null when nobody wants that any more. */
export function renewsAt(store: GrantTables): number | null {
  const record = store.readGrant()
  if (record === null || planKeepAlive(termsOf(record), 0).kind === "end") return null
  return store.listDue().find(({ purpose }) => purpose === "keep_alive")?.at ?? null
}

/** The tombstone of a revoked grant has stood long enough: nothing is left of it, unless somebody is just consenting. */
export async function forgetRevoked({ store, clock }: Custody): Promise<void> {
  if (store.readGrant()?.status.state !== "revoked") return store.setDue("forget", null)
  const open = store.listPending().length + store.listOutbox().length > 0
  return open ? store.setDue("forget", clock.now() + RETRY_AFTER_MS) : store.forget()
}

function termsOf({ provider, refreshedAt, lastUsedAt, keepAliveDays }: GrantRecord) {
  return { provider, refreshedAt, lastUsedAt, keepAliveDays }
}
