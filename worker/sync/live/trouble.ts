import type { Failure } from "../../failure.ts"
import type { LiveRun, Wait } from "./ports.ts"

/** What a while mends. */
export function isTrouble({ code }: Failure): boolean {
  return (
    code === "upstream_rate_limited" ||
    code === "upstream_unavailable" ||
    code === "upstream_timeout" ||
    code === "upstream_malformed" ||
    code === "outcome_unknown"
  )
}

/** After trouble with Miro, nothing goes through the connection for a while. */
export function restFor(run: LiveRun, connection: string, { retryAfterSeconds }: Failure): Wait {
  return { kind: "wait", seconds: run.memory.rests.rest(connection, retryAfterSeconds ?? null) }
}
