import type { BoardFormat } from "../../../core/cards/ticket.ts"
import type { TrelloBoard } from "../../../core/cards/trelloBoard.ts"
import type { Clock } from "../../clock.ts"
import type { Failure, Result } from "../../failure.ts"
import type { Call } from "../../grants/upstream.ts"
import type { BoardItem } from "../../miro/items.ts"
import type { CallMeter } from "../callMeter.ts"
import type { BoardTables } from "../store/boardStore.ts"
import type { JobRecord } from "./record.ts"

/** What a job works with. Everything that reaches outside is injected. */
export interface JobPorts {
  readonly tables: BoardTables
  /** The grants of the person who started the job. */
  readonly trello: Call
  readonly miro: Call
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
  readonly format: BoardFormat
  readonly trelloOrigin: string
  readonly memory: JobMemory
  /** The Trello board as this job's person sees it, read once and kept for minutes. */
  readonly snapshot: () => Promise<Result<TrelloBoard>>
}

/** What a job remembers between its invocations and may forget at any time. */
export interface JobMemory {
  survey: {
    readonly items: Map<string, BoardItem>
    readonly beganAt: number
    cursor: string | null
    complete: boolean
  } | null
}

/**
 * How a part of a job ended. `more`: what comes next can be decided. `out_of_calls`: the next invocation goes on.
 * `wait`: nothing for `seconds`, because of `failure`. `stop`: only a person can help.
 */
export type StepEnd =
  | { readonly kind: "more" }
  | { readonly kind: "out_of_calls" }
  | { readonly kind: "wait"; readonly seconds: number; readonly failure: Failure | null }
  | { readonly kind: "stop"; readonly failure: Failure }

export const MORE: StepEnd = { kind: "more" }
export const OUT_OF_CALLS: StepEnd = { kind: "out_of_calls" }

/** What a failure of a call means for the job. Only what a person has to mend stops it. */
export function endOf(failure: Failure): StepEnd {
  switch (failure.code) {
    case "upstream_rate_limited":
    case "upstream_unavailable":
    case "upstream_timeout":
    case "upstream_malformed":
      return { kind: "wait", seconds: failure.retryAfterSeconds ?? 0, failure }
    default:
      return { kind: "stop", failure }
  }
}

/** A job as one of its parts sees it. The record is read anew after everything that waits. */
export interface JobRun {
  readonly ports: JobPorts
  readonly id: string
  readonly meter: CallMeter
  readonly record: () => JobRecord
  readonly change: (changes: Partial<JobRecord>) => void
  /** See `missBoard`: asked once in an invocation, whoever asks. */
  sight: Promise<Failure | null> | null
}
