import { type Custody, openTokens, sealTokens } from "./custody.ts"
import type { GrantRecord, StoredTokens } from "./record.ts"
import { keyIdOf } from "./sealing.ts"

/** Seals a record's tokens anew where an older key of the ring sealed them. Any read may do it; nothing waits on it. */
export async function resealOld(
  custody: Custody,
  record: GrantRecord,
  tokens: StoredTokens,
): Promise<boolean> {
  const { store, storage, clock, ring } = custody
  if (record.sealed === null || keyIdOf(record.sealed) === ring.current) return false
  const { sealed } = await sealTokens(ring, "grant", record.name, tokens)
  const written = storage.transactionSync(() => {
    const current = store.readGrant()
    if (current?.sealed !== record.sealed) return false
    store.writeGrant({ ...current, sealed })
    store.setDue("replicate", clock.now())
    return true
  })
  await custody.arm()
  return written
}

/** The same without a call that reads them: for an operator who retires a key. */
export async function resealNow(custody: Custody): Promise<boolean> {
  const record = custody.store.readGrant()
  if (record === null) return false
  const tokens = await openTokens(custody.ring, "grant", record.name, record.sealed)
  return tokens === null ? false : resealOld(custody, record, tokens)
}
