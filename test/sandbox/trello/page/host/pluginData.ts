import type { PluginContext } from "../../library/context.ts"
import { ProtocolError } from "../../library/failures.ts"
import { pluginDataLimits } from "../../library/pluginData.ts"
import type { PageState, PluginDataRow } from "./state.ts"

type Stored = Readonly<Record<string, Readonly<Record<string, string>>>>

const secretLooking = /"(?:(?:auth|refresh)?[_-]?token|secret)":/i

function findCard(state: PageState, idOrShortLink: string): string | undefined {
  return state.board.cards.find(
    ({ id, shortLink }) => id === idOrShortLink || shortLink === idOrShortLink,
  )?.id
}

function modelOf(
  state: PageState,
  scope: string,
  context: PluginContext,
  idCard: unknown,
): string | undefined {
  switch (scope) {
    case "board":
      return state.board.id
    case "organization":
      return state.board.organization?.id
    case "member":
      return state.viewer?.id
    case "card":
      return typeof idCard === "string" ? findCard(state, idCard) : context.card
    default:
      throw new Error(`Not a scope of plugin data: ${scope}`)
  }
}

/** Answers `data`: per scope and visibility the stored text, for the card of the context or the one that is named. */
export function readPluginData(state: PageState, context: PluginContext, idCard?: unknown): Stored {
  const answer: Record<string, Record<string, string>> = {}
  for (const scope of ["board", "card", "member", "organization"]) {
    const idModel = modelOf(state, scope, context, idCard)
    const rows = state.pluginData.filter((row) => row.scope === scope && row.idModel === idModel)
    answer[scope] = Object.fromEntries(rows.map(({ visibility, value }) => [visibility, value]))
  }
  return answer
}

/**
 * Checks what `set` wants to store and names its row. Refuses shared texts that look like a secret, texts over the
 * limit, and shared data of a model that the viewer may not edit.
 */
export function checkPluginData(
  state: PageState,
  context: PluginContext,
  params: Readonly<Record<string, unknown>>,
): PluginDataRow {
  const scope = String(params["scope"])
  const visibility = String(params["visibility"])
  const value = typeof params["data"] === "string" ? params["data"] : ""
  const idModel = modelOf(state, scope, context, params["idCard"])
  if (idModel === undefined) {
    throw new ProtocolError("invalid context", `There is no ${scope} in this context.`)
  }
  if (visibility !== "shared" && visibility !== "private") {
    throw new Error("visibility must be shared or private")
  }
  if (state.viewer === null) throw new Error("Sign in to store plugin data.")
  const limit = Object.entries(pluginDataLimits).find(([name]) => name === scope)?.[1] ?? 0
  if (value.length > limit) throw new Error(`PluginData length of ${limit} characters exceeded.`)
  if (visibility === "shared") {
    if (secretLooking.test(value)) throw new Error("Detected potential secret")
    const { canWriteBoard, canWriteOrganization } = state.viewer
    const allowed =
      scope === "member" || (scope === "organization" ? canWriteOrganization : canWriteBoard)
    if (!allowed) throw new Error(`No permission to change shared data of this ${scope}.`)
  }
  return { scope, visibility, idModel, value }
}
