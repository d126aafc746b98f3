import * as v from "valibot"
import { WorkspaceSchema } from "../../core/contract/cards.ts"
import { TrelloIdSchema } from "../../core/contract/ids.ts"
import {
  JobActionSchema,
  JobAnswerSchema,
  JobIdSchema,
  JobRequestSchema,
  JobsAnswerSchema,
  LinkedBoardsAnswerSchema,
  PlanAnswerSchema,
} from "../../core/contract/jobs.ts"
import { BoardSyncAnswerSchema, StandInRequestSchema } from "../../core/contract/sync.ts"

import type { Call } from "./calls.ts"

const JobSchema = v.object({ workspace: TrelloIdSchema, job: JobIdSchema })
const JobActSchema = v.object({ ...JobSchema.entries, ...JobActionSchema.entries })

/** Calls about many cards or the whole board. Few pages make them: this module is loaded with the first. */
export const BOARD_CALLS = {
  /** What a push or removal of many cards would do. */
  planJob: {
    method: "POST",
    path: "/api/jobs/plan",
    card: false,
    request: JobRequestSchema,
    answer: PlanAnswerSchema,
  },
  startJob: {
    method: "POST",
    path: "/api/jobs",
    card: false,
    request: JobRequestSchema,
    answer: JobAnswerSchema,
  },
  listJobs: {
    method: "GET",
    path: "/api/jobs",
    card: false,
    request: WorkspaceSchema,
    answer: JobsAnswerSchema,
  },
  /** How far a job is; ask again as long as its state is not final. */
  readJob: {
    method: "GET",
    path: "/api/jobs/{job}",
    card: false,
    request: JobSchema,
    answer: JobAnswerSchema,
  },
  cancelJob: {
    method: "POST",
    path: "/api/jobs/{job}/cancel",
    card: false,
    request: JobActSchema,
    answer: JobAnswerSchema,
  },
  resumeJob: {
    method: "POST",
    path: "/api/jobs/{job}/resume",
    card: false,
    request: JobActSchema,
    answer: JobAnswerSchema,
  },
  /** Takes off Miro what a push made: a job of its own. */
  undoJob: {
    method: "POST",
    path: "/api/jobs/{job}/undo",
    card: false,
    request: JobActSchema,
    answer: JobAnswerSchema,
  },
  linkedBoards: {
    method: "GET",
    path: "/api/jobs/boards",
    card: false,
    request: WorkspaceSchema,
    answer: LinkedBoardsAnswerSchema,
  },
  /** Whether this Trello board is kept in step with Miro, and by whom. */
  boardSync: {
    method: "GET",
    path: "/api/sync",
    card: false,
    request: WorkspaceSchema,
    answer: BoardSyncAnswerSchema,
  },
  /** Lets the member's connections stand in on this board, or takes that back. */
  standIn: {
    method: "POST",
    path: "/api/sync/standin",
    card: false,
    request: StandInRequestSchema,
    answer: BoardSyncAnswerSchema,
  },
} as const satisfies Record<string, Call>
export type BoardCalls = typeof BOARD_CALLS
