import { fail, type Result } from "../failure.ts"
import { backoffMs } from "./backoff.ts"
import { type Custody, logState } from "./custody.ts"
import type { GrantRecord } from "./record.ts"
import { transition } from "./states.ts"

/** No provider's wish keeps a grant from being tried again for longer. */
const LONGEST_WAIT_SECONDS = 60 * 60

/** What can keep a provider from answering a refresh. None of it says anything about the grant. */
export type Trouble = "provider_unavailable" | "provider_rate_limited" | "outcome_unknown"

/** Leaves the provider alone for a while that all callers share. With `keepIntent` the same token is replayed then. */
export async function postpone(
  custody: Custody,
  record: GrantRecord,
  type: Trouble,
  options: { readonly keepIntent: boolean; readonly retryAfterSeconds: number | null },
): Promise<Result<GrantRecord>> {
  const { store, storage, clock, random } = custody
  const now = clock.now()
  const troubles = record.troubles + 1
  const asked = Math.min(options.retryAfterSeconds ?? 0, LONGEST_WAIT_SECONDS) * 1000
  const retryAt = now + Math.max(asked, backoffMs(troubles, random()))
  const status = transition(record.status, { type }, now)
  storage.transactionSync(() => {
    store.writeGrant({ ...record, status, retryAt, troubles })
    if (!options.keepIntent) store.clearIntent()
    store.setDue("recover", options.keepIntent ? retryAt : null)
  })
  await custody.arm()
  await storage.sync()
  logState(record.name, record.status, status)
  return troubleFailure(record, type, retryAt - now)
}

/** What callers are told while a provider is left alone. */
export function troubleFailure(record: GrantRecord, type: Trouble, waitMs: number): Result<never> {
  const code = type === "provider_rate_limited" ? "upstream_rate_limited" : "upstream_unavailable"
  return fail(code, {
    provider: record.provider,
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
  })
}
