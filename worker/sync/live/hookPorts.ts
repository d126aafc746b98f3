import type { Clock } from "../../clock.ts"
import type { Failure } from "../../failure.ts"
import type { Call } from "../../grants/upstream.ts"
import type { StoredHook } from "../store/hooks.ts"
import type { LiveTables } from "../store/liveTables.ts"
import { isLost } from "./trouble.ts"

/** What the upkeep of a board's hook works with. Everything that reaches outside is injected. */
export interface HookPorts {
  readonly tables: Pick<LiveTables, "hooks" | "sync">
  readonly clock: Clock
  /** A new path; see `buildHookPath`. */
  readonly newPath: () => string
  readonly idBoard: string
  readonly appOrigin: string
}

/** The person whose grant makes the hook and looks after it. */
export interface HookOwner {
  readonly member: string
  readonly workspace: string
  readonly call: Call
}

/**
 * `active`: Trello delivers. `missed`: it did not for a while, or nobody knows, so everything has to be compared.
 * `unreachable`: Trello could not reach this Worker. `owner_lost`: this person's grant cannot; another one's may.
 * `trouble`: later.
 */
export type HookEnd =
  | { readonly kind: "active"; readonly hook: StoredHook; readonly missed: boolean }
  | { readonly kind: "unreachable" }
  | { readonly kind: "owner_lost"; readonly failure: Failure }
  | { readonly kind: "trouble"; readonly failure: Failure }

/** What a failed call means for the hook. */
export function endOf(failure: Failure): HookEnd {
  return { kind: isLost(failure) ? "owner_lost" : "trouble", failure }
}

/** Writes down a hook that Trello says is there. */
export async function settleHook(
  { tables }: HookPorts,
  hook: StoredHook,
  missed: boolean,
): Promise<HookEnd> {
  tables.hooks.write(hook)
  await tables.sync()
  return { kind: "active", hook, missed }
}
