import type { LinkReason } from "../../../core/contract/sync.ts"
import type { StoredLink } from "../link.ts"
import { Attempt } from "./attempt.ts"
import { isWait, type LiveRun, type Wait } from "./ports.ts"
import type { Projection } from "./project.ts"
import { Sender } from "./sender.ts"
import { wayOf, writersOf } from "./writers.ts"

/** `again`: somebody else pushed the card meanwhile, and which of the two arrived last, nobody knows. */
export type Carried = { readonly kind: "settled" | "again" } | Wait

/**
 * Sends what a projection asks for through the pusher's Miro connection, or through one whose member lets it stand in,
 * and notes what became of the link. Updating is safe to repeat, so no answer is simply tried again.
 */
export async function carry(
  run: LiveRun,
  link: StoredLink,
  { send, after, changeAt }: Projection,
): Promise<Carried> {
  const attempt = new Attempt(run, link)
  if (send === null) return attempt.end(after, { changeAt })
  let lost: LinkReason = "miro_lost"
  for (const writer of writersOf(run, link)) {
    const call = await wayOf(run, writer)
    if (isWait(call)) return call
    if (call === null) continue
    const { connection } = writer
    const key = `${connection} ${link.miroBoard}`
    const known = run.refusals.get(key)
    if (known !== undefined) {
      lost = known
      continue
    }
    const sent = await new Sender(run, connection, call, attempt).send(link, send)
    if (isWait(sent)) return sent
    switch (sent.kind) {
      case "done":
        return attempt.end(after, { ...sent.changes, changeAt })
      case "overtaken":
        return attempt.end(after, {})
      case "gone":
        return attempt.end({ state: "gone", reason: "deleted_on_miro" }, { changeAt: null })
      case "refused":
        lost = sent.reason
        // What Miro does not take of one card says nothing of the next one.
        if (lost !== "trouble") run.refusals.set(key, lost)
    }
  }
  // Nobody can write it now. What it showed last stays noted, so that it is put right as soon as somebody can.
  return attempt.end({ state: "paused", reason: lost }, { changeAt: null })
}
