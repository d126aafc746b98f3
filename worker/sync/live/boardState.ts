import type { Failure } from "../../failure.ts"
import type { Call } from "../../grants/upstream.ts"
import {
  buildReadBoardPlace,
  buildReadPlugins,
  parseReadBoardPlace,
  parseReadPlugins,
} from "../../trello/boards.ts"
import { type LiveRun, OUT_OF_CALLS, type Wait } from "./ports.ts"

/**
 * Whether the cards of a Trello board are to be kept in step: it is open, in this workspace, and has the Power-Up. Takes
 * two calls.
 */
export async function readBoardState(
  { ports: { idPlugin }, meter }: LiveRun,
  call: Call,
  idBoard: string,
  workspace: string,
): Promise<"on" | "off" | Failure | Wait> {
  if (!meter.take()) return OUT_OF_CALLS
  const place = parseReadBoardPlace(await call(buildReadBoardPlace(idBoard, "background")))
  if (!place.ok) return place.failure
  if (place.value.closed || place.value.idOrganization !== workspace) return "off"
  if (!meter.take()) return OUT_OF_CALLS
  const plugins = parseReadPlugins(await call(buildReadPlugins(idBoard)))
  if (!plugins.ok) return plugins.failure
  return plugins.value.includes(idPlugin) ? "on" : "off"
}
