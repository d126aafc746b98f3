import * as v from "valibot"
import { ProviderSchema } from "./ids.ts"

/** What the person in front of the screen can do about an error. */
export type UserAction =
  | "reload"
  | "sign_in"
  | "retry"
  | "wait"
  | "connect"
  | "reauthorize"
  | "choose_board"
  | "ask_admin"
  | "fix_input"
  | "none"

interface ErrorKind {
  /** The HTTP status that the Worker answers with. */
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 429 | 500 | 502 | 503 | 504
  /** Whether the same request may succeed later with nothing changed. */
  readonly retryable: boolean
  readonly action: UserAction
}

/**
 * Every error that the Worker answers with and that an attempt can end in.
 * The codes are stable; words for them are in `powerup/ui/errorTexts.ts`.
 */
export const ERRORS = {
  identity_missing: { status: 401, retryable: false, action: "sign_in" },
  identity_malformed: { status: 401, retryable: false, action: "reload" },
  identity_expired: { status: 401, retryable: true, action: "reload" },
  identity_untrusted: { status: 401, retryable: false, action: "reload" },
  identity_other_power_up: { status: 401, retryable: false, action: "reload" },
  identity_unverifiable: { status: 503, retryable: true, action: "retry" },

  invalid_request: { status: 400, retryable: false, action: "reload" },
  body_too_large: { status: 413, retryable: false, action: "fix_input" },
  not_found: { status: 404, retryable: false, action: "reload" },
  no_workspace: { status: 400, retryable: false, action: "none" },

  not_connected: { status: 409, retryable: false, action: "connect" },
  reauth_required: { status: 409, retryable: false, action: "reauthorize" },
  scope_insufficient: { status: 409, retryable: false, action: "reauthorize" },

  attempt_unknown: { status: 404, retryable: false, action: "connect" },
  attempt_expired: { status: 410, retryable: false, action: "connect" },
  attempt_used: { status: 409, retryable: false, action: "connect" },
  attempt_of_somebody_else: { status: 403, retryable: false, action: "connect" },
  state_mismatch: { status: 400, retryable: false, action: "connect" },
  wrong_browser: { status: 403, retryable: false, action: "connect" },
  wrong_confirmation: { status: 403, retryable: false, action: "connect" },
  consent_denied: { status: 403, retryable: false, action: "connect" },
  wrong_account: { status: 403, retryable: false, action: "connect" },
  wrong_workspace: { status: 403, retryable: false, action: "ask_admin" },
  consent_failed: { status: 502, retryable: true, action: "connect" },

  card_not_found: { status: 404, retryable: false, action: "none" },
  card_archived: { status: 409, retryable: false, action: "fix_input" },
  card_elsewhere: { status: 403, retryable: false, action: "reload" },
  outside_workspace: { status: 403, retryable: false, action: "none" },
  trello_board_not_found: { status: 404, retryable: false, action: "reload" },
  link_not_found: { status: 404, retryable: false, action: "reload" },
  push_in_progress: { status: 409, retryable: true, action: "wait" },
  job_running: { status: 409, retryable: true, action: "wait" },
  job_not_found: { status: 404, retryable: false, action: "reload" },
  job_of_somebody_else: { status: 403, retryable: false, action: "none" },
  too_many_cards: { status: 409, retryable: false, action: "fix_input" },
  no_cards: { status: 409, retryable: false, action: "fix_input" },
  miro_refused_card: { status: 502, retryable: false, action: "fix_input" },

  miro_board_not_found: { status: 404, retryable: false, action: "choose_board" },
  miro_board_read_only: { status: 403, retryable: false, action: "choose_board" },
  miro_boards_not_allowed: { status: 403, retryable: false, action: "choose_board" },
  miro_board_limit: { status: 403, retryable: false, action: "choose_board" },
  outcome_unknown: { status: 504, retryable: true, action: "retry" },

  upstream_rate_limited: { status: 429, retryable: true, action: "wait" },
  upstream_unavailable: { status: 503, retryable: true, action: "retry" },
  upstream_timeout: { status: 504, retryable: true, action: "retry" },
  upstream_malformed: { status: 502, retryable: true, action: "retry" },
  upstream_refused: { status: 502, retryable: false, action: "none" },

  internal_error: { status: 500, retryable: true, action: "retry" },
} as const satisfies Record<string, ErrorKind>

export type ErrorCode = keyof typeof ERRORS

export const ERROR_CODES = Object.keys(ERRORS) as ErrorCode[]

export const ErrorCodeSchema = v.picklist(ERROR_CODES)

/** The body of every answer of the Worker that is not a success. It never holds upstream text. */
export const ErrorAnswerSchema = v.object({
  error: v.object({
    code: ErrorCodeSchema,
    retryable: v.boolean(),
    /** Whose fault or whose connection it is, where that is one of the two. */
    provider: v.optional(ProviderSchema),
    /** Seconds until a retry makes sense, where the provider says so. */
    retryAfterSeconds: v.optional(v.number()),
    /** The first reference to give to support: appears in the Worker's log, holds nothing personal. */
    reference: v.optional(v.string()),
  }),
})
export type ErrorAnswer = v.InferOutput<typeof ErrorAnswerSchema>
