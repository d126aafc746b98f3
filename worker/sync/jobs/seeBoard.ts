import type { Failure } from "../../failure.ts"
import { buildReadBoard, parseBoardSeen } from "../../miro/boards.ts"
import type { JobRun } from "./ports.ts"

/**
 * Whether an item that Miro does not find is gone, or the whole board is out of this account's sight: Miro answers 404
 * to both, and only the first says anything about a card. Gives why the board is not seen, or null. At most one call
 * in an invocation, which is kept for it.
 */
export function missBoard(run: JobRun): Promise<Failure | null> {
  run.sight ??= look(run)
  return run.sight
}

async function look({ ports, record }: JobRun): Promise<Failure | null> {
  const call = buildReadBoard(record().miroBoard.id)
  const seen = parseBoardSeen(await ports.miro({ ...call, priority: "background" }))
  return seen.ok ? null : seen.failure
}
