import type { Trello } from "../trello.ts"
import { OBJECT_LIMITS, type ObjectLimit } from "../store/objectLimits.ts"
import { Refusal } from "./refusal.ts"

/**
 * Refuses what would go beyond the maximum number of a thing: 403 with JSON.
 * `more` is how many are to be added to the `count` that there are.
 */
export function demandRoom(trello: Trello, name: ObjectLimit, count: number, more = 1): void {
  const max = trello.settings.objectLimits[name] ?? OBJECT_LIMITS[name]
  if (count + more <= max) return
  const code = name.replaceAll(/[A-Z]/g, "_$&").replaceAll(".", "_").toUpperCase()
  throw new Refusal(403, {
    error: `${code}_LIMIT_EXCEEDED`,
    message: `Limit of ${max} reached for ${name}`,
  })
}
