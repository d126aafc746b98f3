import type { CardSource } from "./cards.ts"
import { type JobRun, MORE, OUT_OF_CALLS, type StepEnd } from "./ports.ts"
import { Queue } from "./queue.ts"
import { BUSY_SECONDS, settleRow } from "./rows.ts"

/** How many calls are under way at once. */
const LANES = 4

/**
 * Sends what is to be sent, several calls at once, until nothing is left, the calls of this invocation are used up, or
 * Miro wants to be left alone.
 */
export async function sendCards(run: JobRun, source: CardSource | null): Promise<StepEnd> {
  const { tables } = run.ports
  const queue = new Queue(run, source)
  const ends: StepEnd[] = []
  const lane = async (): Promise<void> => {
    while (ends.length === 0 && isSending(run)) {
      if (!run.meter.take()) {
        ends.push(OUT_OF_CALLS)
        return
      }
      const work = queue.next()
      if (work === null) return run.meter.giveBack()
      // What goes out is known before it goes.
      await tables.sync()
      if (ends.some(({ kind }) => kind !== "out_of_calls") || !isSending(run)) {
        tables.transaction(() => {
          for (const row of work.rows) settleRow(run, row)
        })
        return run.meter.giveBack()
      }
      const end = await work.send()
      if (end.kind !== "more") ends.push(end)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  await tables.sync()
  const busy = { kind: "wait", seconds: BUSY_SECONDS, failure: null } as const
  return worstOf(ends) ?? (queue.busy ? busy : MORE)
}

/** Several calls may have ended the sending: a stop counts before a wait, and the longest wait before the others. */
function worstOf(ends: readonly StepEnd[]): StepEnd | undefined {
  return ends.toSorted((one, other) => weightOf(other) - weightOf(one))[0]
}

function weightOf(end: StepEnd): number {
  if (end.kind === "stop") return Number.POSITIVE_INFINITY
  return end.kind === "wait" ? 1 + end.seconds : 0
}

function isSending({ record }: JobRun): boolean {
  const { cancelling, phase } = record()
  return !cancelling && phase === "send"
}
