import * as v from "valibot"
import { MiroBoardSchema } from "./cards.ts"
import { ErrorCodeSchema } from "./errors.ts"
import { ConnectionIdSchema, MiroBoardIdSchema, TrelloIdSchema } from "./ids.ts"

/** More cards than a Trello board may have open (object limits page): one push takes no more. */
export const JOB_CARDS_MAX = 5_000

/** Due dates by calendar day: `overdue` is open and past, `week` is open and within the next seven days. */
export const DUE_CHOICES = ["any", "overdue", "week", "set", "none"] as const
export type DueChoice = (typeof DUE_CHOICES)[number]

const idsOf = (most: number) => v.pipe(v.array(TrelloIdSchema), v.maxLength(most))

/** Which cards of a Trello board are meant. An empty array does not restrict; the parts all have to hold. */
export const SelectionSchema = v.object({
  lists: idsOf(500),
  /** Cards with any of these. */
  labels: idsOf(200),
  /** Cards of any of these. */
  members: idsOf(200),
  due: v.picklist(DUE_CHOICES),
  /** Part of the title, in any case; empty for every title. */
  text: v.pipe(v.string(), v.maxLength(200)),
  /** Only cards that are on no Miro board yet. */
  notOnMiro: v.boolean(),
})
export type Selection = v.InferOutput<typeof SelectionSchema>

/** Every open card. */
export const EVERY_CARD: Selection = {
  lists: [],
  labels: [],
  members: [],
  due: "any",
  text: "",
  notOnMiro: false,
}

/** `push`: puts the selected cards on the Miro board and refreshes those that are there. `remove`: takes them off it. */
export const JOB_KINDS = ["push", "remove"] as const
export type JobKind = (typeof JOB_KINDS)[number]

/**
 * `POST /api/jobs/plan`, which sends nothing to Miro, and `POST /api/jobs`, which starts it. `locale` and `timeZone`
 * count for the first push from a Trello board only. `customFields` are names; null keeps what this Miro board shows.
 */
export const JobRequestSchema = v.object({
  workspace: TrelloIdSchema,
  kind: v.picklist(JOB_KINDS),
  miroBoard: v.object({ id: MiroBoardIdSchema, name: v.pipe(v.string(), v.maxLength(60)) }),
  connection: ConnectionIdSchema,
  selection: SelectionSchema,
  customFields: v.nullable(v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(10))),
  locale: v.pipe(v.string(), v.maxLength(35)),
  timeZone: v.pipe(v.string(), v.maxLength(64)),
})
export type JobRequest = v.InferOutput<typeof JobRequestSchema>

/** Cards that are not ordinary ones. `link` cards are pushed as they are; the others are left out. */
export const SPECIAL_ROLES = ["separator", "mirror", "board", "link", "template"] as const
export type SpecialRole = (typeof SPECIAL_ROLES)[number]

const SpecialCardsSchema = v.object({
  role: v.picklist(SPECIAL_ROLES),
  pushed: v.boolean(),
  count: v.number(),
  /** At most 20 of them; the page has their names. */
  cards: v.array(TrelloIdSchema),
})
export type SpecialCards = v.InferOutput<typeof SpecialCardsSchema>

/** What starting the same request would do now. Counts are of cards. */
export const PlanAnswerSchema = v.object({
  /** All that would be pushed or removed. */
  total: v.number(),
  created: v.number(),
  updated: v.number(),
  /** On the board with the present text: nothing is sent for them, unless they were deleted on Miro. */
  unchanged: v.number(),
  removed: v.number(),
  special: v.array(SpecialCardsSchema),
  /** Where new cards land: a column for each list, in Trello's order. */
  columns: v.array(
    v.object({
      list: TrelloIdSchema,
      name: v.string(),
      created: v.number(),
      /** Whether this list has no frame on the Miro board yet. */
      newFrame: v.boolean(),
    }),
  ),
  /** About how long it takes, in seconds. */
  seconds: v.number(),
  /** Who sees it, asked just now. */
  miroBoard: MiroBoardSchema,
  /** The names of the Trello board's custom fields, and those that cards show on this Miro board. */
  customFields: v.array(v.string()),
  shownCustomFields: v.array(v.string()),
})
export type PlanAnswer = v.InferOutput<typeof PlanAnswerSchema>

/**
 * `working`: calls are going out. `waiting`: until `waitingUntil`, for `reason`; it goes on by itself.
 * `stopped`: for `reason`; it goes on when somebody resumes it. The others are final.
 */
export const JOB_STATES = ["working", "waiting", "stopped", "cancelled", "done"] as const
export type JobState = (typeof JOB_STATES)[number]

/** A card that a job could not do, and why. */
const JobFailureSchema = v.object({ card: TrelloIdSchema, code: ErrorCodeSchema })
export type JobFailure = v.InferOutput<typeof JobFailureSchema>

/** One push or removal of many cards. Times are ISO 8601 in UTC. It holds ids only: names are the page's. */
export const JobSchema = v.object({
  id: v.string(),
  kind: v.picklist(JOB_KINDS),
  state: v.picklist(JOB_STATES),
  /** Whether the asking member started it. */
  mine: v.boolean(),
  miroBoard: v.object({ id: MiroBoardIdSchema, name: v.string() }),
  /** Opens the Miro board at what was pushed. */
  url: v.string(),
  startedAt: v.string(),
  endedAt: v.nullable(v.string()),
  waitingUntil: v.nullable(v.string()),
  reason: v.nullable(ErrorCodeSchema),
  total: v.number(),
  /** Cards that are settled, one way or another: `created + updated + unchanged + removed + failed`. */
  done: v.number(),
  created: v.number(),
  updated: v.number(),
  unchanged: v.number(),
  removed: v.number(),
  failed: v.number(),
  /** At most 50 of them. */
  failures: v.array(JobFailureSchema),
  special: v.array(SpecialCardsSchema),
  /** About how long it still takes; null when nobody can tell. */
  secondsLeft: v.nullable(v.number()),
  /** How many cards **Undo** would take off again: those that this push made and that are still linked. */
  undoable: v.number(),
})
export type Job = v.InferOutput<typeof JobSchema>

/** `POST /api/jobs`, `GET /api/jobs/{id}` and what acts on one. */
export const JobAnswerSchema = v.object({
  job: JobSchema,
  /** The board-level entry of pluginData as it should be; null while the job runs. */
  onMiro: v.nullable(v.string()),
})
export type JobAnswer = v.InferOutput<typeof JobAnswerSchema>

/** `GET /api/jobs?workspace=`: the running job and the last ended one of each Miro board, newest first. */
export const JobsAnswerSchema = v.object({
  jobs: v.array(JobSchema),
  onMiro: v.string(),
})
export type JobsAnswer = v.InferOutput<typeof JobsAnswerSchema>

/** The id of a job: 22 characters of base64url. */
export const JobIdSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/))

/**
 * `POST /api/jobs/{id}/cancel`, `/resume` and `/undo`. `connection` is the asking member's own at Miro: who did not
 * start the job has to be able to write on its board. Only who started it may resume it.
 */
export const JobActionSchema = v.object({
  workspace: TrelloIdSchema,
  connection: ConnectionIdSchema,
})

/** How many cards of a Trello board are on each Miro board: `GET /api/jobs/boards?workspace=`, for **Remove**. */
export const LinkedBoardsAnswerSchema = v.object({
  boards: v.array(
    v.object({
      id: MiroBoardIdSchema,
      name: v.string(),
      cards: v.number(),
    }),
  ),
})
export type LinkedBoardsAnswer = v.InferOutput<typeof LinkedBoardsAnswerSchema>
