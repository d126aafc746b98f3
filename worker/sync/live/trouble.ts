import type { ErrorCode } from "../../../core/contract/errors.ts"
import type { Failure } from "../../failure.ts"
import type { LiveRun, Wait } from "./ports.ts"
import { troubleSeconds } from "./rests.ts"

const TROUBLE: ReadonlySet<ErrorCode> = new Set([
  "upstream_rate_limited",
  "upstream_unavailable",
  "upstream_timeout",
  "upstream_malformed",
  "outcome_unknown",
])

/** Whether a while mends it. */
export function isTrouble({ code }: Failure): boolean {
  return TROUBLE.has(code)
}

const LOST: ReadonlySet<ErrorCode> = new Set([
  "not_connected",
  "reauth_required",
  "scope_insufficient",
  "outside_workspace",
  "trello_board_not_found",
])

/** Whether no waiting mends it for this person's Trello grant and this board: another person's may do. */
export function isLost({ code }: Failure): boolean {
  return LOST.has(code)
}

/** After trouble with Miro, nothing goes through the connection for a while. */
export function restFor(run: LiveRun, connection: string, { retryAfterSeconds }: Failure): Wait {
  return { kind: "wait", seconds: run.memory.rests.rest(connection, retryAfterSeconds ?? null) }
}

/** After trouble with Trello: as long as it says, else longer each time. */
export function waitFor({ memory }: LiveRun, { retryAfterSeconds }: Failure): Wait {
  return { kind: "wait", seconds: retryAfterSeconds ?? troubleSeconds(memory.troubles++) }
}
