import { logEvent } from "../log.ts"
import type { Custody } from "./custody.ts"
import type { GrantRecord } from "./record.ts"
import { TOMBSTONE_MS } from "./renewal.ts"

const RETRY_AFTER_MS = 60_000

/**
 * Builds what KV keeps of a grant: its whole record with the tokens sealed, or, once revoked, a tombstone without any.
 * One-way: no request reads it, only an operator's restore.
 */
export function buildReplica(record: GrantRecord): {
  readonly key: string
  readonly value: string
  readonly options: { readonly expirationTtl?: number }
} {
  const key = `grant/${record.name}`
  if (record.status.state === "revoked") {
    const { name, generation, epoch, status } = record
    return {
      key,
      value: JSON.stringify({
        v: 1,
        tombstone: { name, generation, epoch, revokedAt: status.since },
      }),
      options: { expirationTtl: TOMBSTONE_MS / 1000 },
    }
  }
  return { key, value: JSON.stringify({ v: 1, record }), options: {} }
}

/**
 * Copies the sealed record to KV. KV refusing it never matters to the grant: the alarm tries again. A write that lands
 * late may have overwritten a newer one, so every write is followed by another when the grant has changed meanwhile.
 */
export async function replicate(custody: Custody): Promise<void> {
  const { store, clock, replicas, identity } = custody
  let record = store.readGrant()
  try {
    for (let written: string | null = null; record !== null; record = store.readGrant()) {
      const { key, value, options } = buildReplica(record)
      if (value === written) break
      await replicas.put(key, value, options)
      written = value
    }
    store.setDue("replicate", null)
  } catch {
    const generation = record?.generation
    logEvent("replica_refused", { grant: identity.name, generation })
    store.setDue("replicate", clock.now() + RETRY_AFTER_MS)
  }
  await custody.arm()
}
