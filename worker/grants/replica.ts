import * as v from "valibot"
import { logEvent } from "../log.ts"
import type { Custody } from "./custody.ts"
import type { GrantUse } from "./consent.ts"
import { type GrantRecord, GrantRecordSchema } from "./record.ts"
import { TOMBSTONE_MS } from "./renewal.ts"

const RETRY_AFTER_MS = 60_000

const TombstoneSchema = v.object({
  name: v.string(),
  generation: v.number(),
  epoch: v.number(),
  revokedAt: v.number(),
})
const UseSchema = v.object({ workspace: v.string(), member: v.string() })

/** The value of the KV key `grant/{name}`. */
const ReplicaSchema = v.union([
  v.object({ v: v.literal(1), tombstone: TombstoneSchema }),
  v.object({ v: v.literal(1), record: GrantRecordSchema, uses: v.array(UseSchema) }),
])
export type Replica = v.InferOutput<typeof ReplicaSchema>

/** The prefix of every replica's key. */
export const REPLICA_PREFIX = "grant/"

/** Reads a replica; null when it is not one. */
export function parseReplica(value: string | null): Replica | null {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), ReplicaSchema), value)
  return parsed.success ? parsed.output : null
}

/**
 * Builds what KV keeps of a grant: its whole record with the tokens sealed, or, once revoked, a tombstone without any.
 * One-way: no request reads it, only an operator's restore.
 */
export function buildReplica(
  record: GrantRecord,
  uses: readonly GrantUse[],
): {
  readonly key: string
  readonly value: string
  readonly options: { readonly expirationTtl?: number }
} {
  const key = REPLICA_PREFIX + record.name
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
  return { key, value: JSON.stringify({ v: 1, record, uses }), options: {} }
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
      const { key, value, options } = buildReplica(record, store.listUses())
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
