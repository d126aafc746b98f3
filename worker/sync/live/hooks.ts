import type { Failure } from "../../failure.ts"
import {
  buildCreateWebhook,
  buildDeleteWebhook,
  parseCreateWebhook,
  parseDeleteWebhook,
} from "../../trello/webhookCalls.ts"
import type { StoredHook } from "../store/hooks.ts"
import { buildCallbackUrl } from "./hookPath.ts"
import { endOf, type HookEnd, type HookOwner, type HookPorts, settleHook } from "./hookPorts.ts"

/** What people may see of it at Trello. */
const DESCRIPTION = "Cards for Miro"
/** How long a retired hook is remembered that Trello did not delete. What its address answers stays the same. */
const RETIRED_MS = 7 * 24 * 60 * 60_000
/** How many addresses are tried where it is not known what became of the one before. */
const MAKING_MAX = 2

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
    const call = buildCreateWebhook(ports.idBoard, url, DESCRIPTION)
    const answer = parseCreateWebhook(await owner.call(call))
    switch (answer.kind) {
      case "ok":
        return settleHook(ports, { ...hook, id: answer.value.id, state: "active" }, true)
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
  const times = { madeAt: now, checkedAt: now }
  const hook: StoredHook = {
    path: newPath(),
    id: null,
    member,
    workspace,
    state: "making",
    ...times,
  }
  tables.hooks.write(hook)
  await tables.sync()
  return hook
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

/** Forgets hooks that were retired long ago. */
export function forgetRetired({ tables: { hooks }, clock }: HookPorts): void {
  for (const { path, checkedAt } of hooks.inState("retired")) {
    if (clock.now() - checkedAt > RETIRED_MS) hooks.drop(path)
  }
}
