import type { MessageTarget } from "../../library/environment.ts"

/** A function of the Power-Up: its name and the window that keeps it. */
export interface CallbackHandle {
  readonly name: string
  readonly owner: MessageTarget
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null
}

/** Reads `{_callback}` as it came from `owner`; null for anything else. */
export function parseCallback(value: unknown, owner: MessageTarget): CallbackHandle | null {
  if (!isFields(value) || typeof value["_callback"] !== "string") return null
  return { name: value["_callback"], owner }
}

/** Every function that a value of the Power-Up mentions. */
export function findCallbacks(value: unknown, owner: MessageTarget): CallbackHandle[] {
  const handle = parseCallback(value, owner)
  if (handle !== null) return [handle]
  if (!isFields(value)) return []
  return Object.values(value).flatMap((item) => findCallbacks(item, owner))
}
