import { fail, ok, type Result } from "../failure.ts"
import type { TokenOutcome } from "../providers/tokenEndpoint.ts"
import { type Custody, sealTokens } from "./custody.ts"
import { noteUpstream, OUTBOX_LIFE_MS } from "./outbox.ts"
import type { GrantRecord } from "./record.ts"
import { isDormant } from "./states.ts"

/**
 * A refresh answered after the grant had gone on: a new consent replaced it, or somebody disconnected. What it issued
 * for an ended grant is given back.
 */
export async function discardLate(
  custody: Custody,
  record: GrantRecord,
  current: GrantRecord | null,
  outcome: TokenOutcome,
): Promise<Result<GrantRecord>> {
  if (current !== null && !isDormant(current.status.state)) return ok(current)
  if (outcome.kind === "issued" && current?.status.state === "revoked") {
    const { store, storage, ring, clock } = custody
    const { sealed } = await sealTokens(ring, "outbox", record.name, outcome.tokens)
    const now = clock.now()
    storage.transactionSync(() => {
      store.addToOutbox(sealed, now + OUTBOX_LIFE_MS, now)
      // The pair that was missing is here: what the provider says of it counts.
      noteUpstream(custody, "pending")
    })
    await custody.arm()
    await storage.sync()
  }
  return fail("reauth_required", { provider: record.provider })
}
