import { logEvent } from "../log.ts"
import { type Custody, fingerprintOf, openTokens } from "./custody.ts"
import type { Replica } from "./replica.ts"
import { scheduleKeepAlive } from "./renewal.ts"
import { isDormant, transition } from "./states.ts"

/** How a restore of one grant ended. Only `restored` changed anything. */
export type RestoreOutcome =
  | "restored"
  /** The object holds a record of its own: a replica is never newer than that. */
  | "alive"
  /** KV or the object says that the grant was revoked. */
  | "revoked"
  /** The tokens do not open with the keys at hand. */
  | "unreadable"

/**
 * Brings a grant back from its replica into an object that lost it. It claims a new epoch, and takes the pair for one
 * whose rotation may have got lost: the first refresh is a replay, and a refusal of it reads `lost_rotation`.
 */
export async function restoreGrant(custody: Custody, replica: Replica): Promise<RestoreOutcome> {
  const { store, storage, clock, ring, identity } = custody
  const present = store.readGrant()
  if (present !== null) return present.status.state === "revoked" ? "revoked" : "alive"
  if (!("record" in replica)) return "revoked"
  const { record, uses } = replica
  if (record.name !== identity.name) return "unreadable"
  const dormant = isDormant(record.status.state)
  const tokens = await openTokens(ring, "grant", identity.name, record.sealed)
  const refreshToken = tokens?.refreshToken ?? null
  if (refreshToken === null && !dormant) return "unreadable"
  const fingerprint = refreshToken === null ? null : await fingerprintOf(refreshToken)
  const now = clock.now()
  store.create(identity)
  const written = storage.transactionSync(() => {
    // Opening the replica took a turn of the event loop: somebody may have consented in between.
    if (store.readGrant() !== null) return false
    const status = transition(record.status, { type: "outcome_unknown" }, now)
    const generation = record.generation + 1
    store.writeGrant({ ...record, status, generation, epoch: record.epoch + 1, retryAt: null })
    for (const { workspace, member } of uses) store.addUse(workspace, member)
    scheduleKeepAlive(custody)
    // A grant that waits for a person goes on waiting: nothing is sent for it.
    if (fingerprint !== null && !dormant) {
      store.writeIntent({ generation: generation + 1, fingerprint, startedAt: now, attempts: 1 })
      store.setDue("recover", now)
    }
    store.setDue("replicate", now)
    return true
  })
  if (!written) return "alive"
  await custody.arm()
  await storage.sync()
  logEvent("grant_restored", { grant: identity.name, epoch: record.epoch + 1, fingerprint })
  return "restored"
}
