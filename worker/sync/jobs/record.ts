import * as v from "valibot"
import type { ErrorCode } from "../../../core/contract/errors.ts"
import { ErrorCodeSchema } from "../../../core/contract/errors.ts"
import {
  JOB_KINDS,
  JOB_STATES,
  SelectionSchema,
  SPECIAL_ROLES,
} from "../../../core/contract/jobs.ts"

/** One push or removal of many cards, as stored. Times are milliseconds since 1970. It holds ids, no names of people. */
export const JobRecordSchema = v.object({
  id: v.string(),
  kind: v.picklist(JOB_KINDS),
  state: v.picklist(JOB_STATES),
  /** `survey`: looks at the Miro board, then decides where everything goes. `send`: that is decided. */
  phase: v.picklist(["survey", "send"]),
  /** The Trello board and its workspace. */
  board: v.string(),
  workspace: v.string(),
  /** Who started it, and their Miro connection: every call goes through this person's grants. */
  member: v.string(),
  connection: v.string(),
  miroBoard: v.object({ id: v.string(), name: v.string() }),
  selection: SelectionSchema,
  /** Names of the custom fields that cards show. */
  customFields: v.array(v.string()),
  /** The push whose cards this removal takes off again. */
  undoOf: v.nullable(v.string()),
  startedAt: v.number(),
  endedAt: v.nullable(v.number()),
  waitingUntil: v.nullable(v.number()),
  reason: v.nullable(ErrorCodeSchema),
  /** Somebody cancelled it: what is unsure is still looked for, nothing else is sent. */
  cancelling: v.boolean(),
  /** Invocations in a row that got nothing done. */
  troubles: v.number(),
  /** How often the places had to be decided anew. */
  replans: v.number(),
  /** Calls for frames in a row that ended without a clear answer. */
  frameDoubts: v.number(),
  /** When an answer was missed last. */
  doubtAt: v.nullable(v.number()),
  /** Something may be there twice, or be there unknown: the board has to be looked at once more. */
  checkNeeded: v.boolean(),
  /** Items that are there twice, to be deleted. */
  strays: v.array(v.string()),
  /** A removal has looked at the frames. */
  tidied: v.boolean(),
  /** How many cards it is about, until its rows say so. */
  planned: v.number(),
  special: v.array(
    v.object({
      role: v.picklist(SPECIAL_ROLES),
      pushed: v.boolean(),
      count: v.number(),
      cards: v.array(v.string()),
    }),
  ),
})
export type JobRecord = v.InferOutput<typeof JobRecordSchema>

export type JobAction = "create" | "update" | "remove"
/** `todo`, then `sending` while a call is out, then `done` or `failed`; `unsure` after a call without an answer. */
export type RowState = "todo" | "sending" | "unsure" | "done" | "failed"
export type RowOutcome = "created" | "updated" | "unchanged" | "removed"

/** What a job does to one card. */
export interface JobRow {
  readonly seq: number
  readonly card: string
  readonly idShort: number | null
  readonly shortLink: string | null
  readonly action: JobAction
  readonly state: RowState
  readonly outcome: RowOutcome | null
  readonly item: string | null
  /** The key of the frame that it goes into, and its centre from that frame's top left. */
  readonly frame: string | null
  readonly x: number
  readonly y: number
  /** Whether a call for it ever went without an answer: then there may be two of it. */
  readonly doubted: boolean
  readonly tries: number
  readonly code: ErrorCode | null
}

/** How many rows are where. */
export interface JobCounts {
  readonly todo: number
  readonly sending: number
  readonly unsure: number
  readonly failed: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly removed: number
}

export const NO_COUNTS: JobCounts = {
  todo: 0,
  sending: 0,
  unsure: 0,
  failed: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  removed: 0,
}

/** Whether a job is over. */
export function isFinal({ state }: Pick<JobRecord, "state">): boolean {
  return state === "done" || state === "cancelled"
}
