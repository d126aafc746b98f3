import type { Clock } from "../../clock.ts"
import type { ErrorCode } from "../../../core/contract/errors.ts"
import type { Failure } from "../../failure.ts"
import type { UpstreamCall, UpstreamResult } from "../../grants/upstream.ts"
import {
  buildActivateWebhook,
  buildCreateWebhook,
  buildDeleteWebhook,
  buildReadWebhook,
  parseCreateWebhook,
  parseDeleteWebhook,
  parseReadWebhook,
} from "../../trello/webhookCalls.ts"
import type { BoardTables } from "../store/boardStore.ts"
import type { StoredHook } from "../store/hooks.ts"
import { buildCallbackUrl } from "./hookPath.ts"

/** What people may see of it at Trello. */
const DESCRIPTION = "Cards for Miro"
/** How many addresses are tried where it is not known what became of the one before. */
const MAKING_MAX = 2
/** A hook is looked at once a day; a new one sooner, since nobody knows whether it survives its owner's next token. */
const CHECK_SOONEST_MS = 60 * 60_000
const CHECK_LATEST_MS = 24 * 60 * 60_000
/** How long it is remembered that a hook was retired which Trello did not delete. Its address answers the same afterwards. */
const RETIRED_MS = 7 * 24 * 60 * 60_000

/** What the upkeep of a board's hook works with. Everything that reaches outside is injected. */
export interface HookPorts {
  readonly tables: Pick<BoardTables, "hooks" | "sync">
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
  readonly call: (call: UpstreamCall) => Promise<UpstreamResult>
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

/** Makes the board's hook with this person's grant, where there is none. One upkeep of a board at a time. */
export async function ensureHook(ports: HookPorts, owner: HookOwner): Promise<HookEnd> {
  const { hooks } = ports.tables
  const active = hooks.active()
  if (active !== null) return { kind: "active", hook: active, missed: false }
  // A crash left it behind: Trello may have it or not.
  for (const hook of hooks.inState("making")) hooks.write({ ...hook, state: "retired" })
  let failure: Failure = { code: "outcome_unknown", provider: "trello" }
  for (let tries = 0; tries < MAKING_MAX; tries++) {
    const hook = await begin(ports, owner)
    const url = buildCallbackUrl(ports.appOrigin, hook.path)
    const answer = parseCreateWebhook(
      await owner.call(buildCreateWebhook(ports.idBoard, url, DESCRIPTION)),
    )
    switch (answer.kind) {
      case "ok":
        return settle(ports, { ...hook, id: answer.value.id, state: "active" }, true)
      case "unreachable":
        hooks.drop(hook.path)
        return { kind: "unreachable" }
      case "failed":
        hooks.drop(hook.path)
        return endOf(answer.failure)
      case "unknown":
        failure = answer.failure
        hooks.write({ ...hook, state: "retired" })
        break
      case "duplicate":
        // It is there, and Trello does not tell its id: only a delivery can end it.
        hooks.write({ ...hook, state: "retired" })
        break
    }
  }
  return { kind: "trouble", failure }
}

/** Written before Trello is asked: it asks back by HEAD before it answers. */
async function begin({ tables, clock, newPath }: HookPorts, owner: HookOwner): Promise<StoredHook> {
  const { member, workspace } = owner
  const now = clock.now()
  const hook: StoredHook = {
    path: newPath(),
    id: null,
    member,
    workspace,
    state: "making",
    madeAt: now,
    checkedAt: now,
  }
  tables.hooks.write(hook)
  await tables.sync()
  return hook
}

/** When a hook is to be looked at next: after as long as it lived when it was looked at, at least hourly, at most daily. */
export function nextCheckAt({ madeAt, checkedAt }: StoredHook): number {
  const lived = checkedAt - madeAt
  return checkedAt + Math.min(Math.max(lived, CHECK_SOONEST_MS), CHECK_LATEST_MS)
}

/** Looks whether the hook is still there and delivers; switches it on or makes another one where not. */
export async function checkHook(ports: HookPorts, owner: HookOwner): Promise<HookEnd> {
  const { hooks } = ports.tables
  prune(ports)
  const hook = hooks.active()
  if (hook === null || hook.id === null) return ensureHook(ports, owner)
  let answer = parseReadWebhook(await owner.call(buildReadWebhook(hook.id)))
  const wasActive = answer.kind === "ok" && answer.value.active
  if (answer.kind === "ok" && !wasActive) {
    answer = parseReadWebhook(await owner.call(buildActivateWebhook(hook.id)))
  }
  switch (answer.kind) {
    case "ok": {
      const { callbackURL, idModel } = answer.value
      const expected = buildCallbackUrl(ports.appOrigin, hook.path)
      // The Worker moved to another address.
      if (callbackURL !== expected || idModel !== ports.idBoard) return replace(ports, owner)
      return settle(ports, { ...hook, checkedAt: ports.clock.now() }, !wasActive)
    }
    case "gone":
      hooks.drop(hook.path)
      return ensureHook(ports, owner)
    case "unknown":
    case "failed":
      return endOf(answer.failure)
  }
}

async function replace(ports: HookPorts, owner: HookOwner): Promise<HookEnd> {
  await retireHook(ports, owner.call)
  return ensureHook(ports, owner)
}

/**
 * Ends the board's hook: here at once, at Trello if its owner's grant (`call`) can still say so, else with the next
 * delivery, which is answered 410.
 */
export async function retireHook(
  { tables }: HookPorts,
  call: HookOwner["call"] | null,
): Promise<void> {
  const { hooks } = tables
  const ending = [...hooks.inState("making"), ...hooks.inState("active")]
  for (const hook of ending) hooks.write({ ...hook, state: "retired" })
  await tables.sync()
  for (const { id, path } of ending) {
    if (id === null || call === null) continue
    const { kind } = parseDeleteWebhook(await call(buildDeleteWebhook(id)))
    if (kind === "ok" || kind === "gone") hooks.drop(path)
  }
}

function prune({ tables: { hooks }, clock }: HookPorts): void {
  for (const { path, checkedAt } of hooks.inState("retired")) {
    if (clock.now() - checkedAt > RETIRED_MS) hooks.drop(path)
  }
}

async function settle(ports: HookPorts, hook: StoredHook, missed: boolean): Promise<HookEnd> {
  ports.tables.hooks.write(hook)
  await ports.tables.sync()
  return { kind: "active", hook, missed }
}

/** What no waiting mends for this person's grant and this board. */
const OWNER_LOST: ReadonlySet<ErrorCode> = new Set([
  "not_connected",
  "reauth_required",
  "scope_insufficient",
  "outside_workspace",
  "trello_board_not_found",
])

function endOf(failure: Failure): HookEnd {
  return { kind: OWNER_LOST.has(failure.code) ? "owner_lost" : "trouble", failure }
}
