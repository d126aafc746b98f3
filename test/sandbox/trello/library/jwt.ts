import { isMemberSignedIn, type PluginContext } from "./context.ts"
import type { Ask } from "./pluginData.ts"

export interface JwtOptions {
  readonly state?: string
  readonly card?: boolean
}

/** Calls on their way, by their parameters: identical ones share one request. */
export type PendingJwts = Map<string, Promise<unknown>>

/** Trello's signed statement of who looks at which board. Rejects when signed out, or without a card if asked for. */
export async function requestJwt(
  ask: Ask,
  context: PluginContext,
  pending: PendingJwts,
  options: JwtOptions = {},
): Promise<unknown> {
  const { state, card: includeCard = false } = options
  if (!isMemberSignedIn(context)) throw new Error("No active member in context.")
  if (includeCard && context.card === undefined) throw new Error("No card in context")
  if (state !== undefined && state.length > 2048) {
    throw new Error("state must not exceed 2048 characters")
  }
  const key = JSON.stringify([state, includeCard, context.card])
  const running = pending.get(key)
  if (running !== undefined) return running
  const call = ask("jwt", { state, includeCard }).finally(() => pending.delete(key))
  pending.set(key, call)
  return call
}
