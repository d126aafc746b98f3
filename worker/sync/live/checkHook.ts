import {
  buildActivateWebhook,
  buildReadWebhook,
  parseReadWebhook,
} from "../../trello/webhookCalls.ts"
import type { StoredHook } from "../store/hooks.ts"
import { buildCallbackUrl } from "./hookPath.ts"
import { endOf, type HookEnd, type HookOwner, type HookPorts, settleHook } from "./hookPorts.ts"
import { ensureHook, retireHook } from "./hooks.ts"

/** Whether a hook survives its owner's next token, Trello does not say: a new one is looked at sooner than an old one. */
const CHECK_SOONEST_MS = 60 * 60_000
const CHECK_LATEST_MS = 24 * 60 * 60_000

/**
 * When a hook is to be looked at next: at twice the age that it had when it was looked at last, at least an hour and at
 * most a day later. Milliseconds since 1970.
 */
export function nextCheckAt({ madeAt, checkedAt }: StoredHook): number {
  const age = checkedAt - madeAt
  return checkedAt + Math.min(Math.max(age, CHECK_SOONEST_MS), CHECK_LATEST_MS)
}

/**
 * Looks whether the board's hook is still there and delivers; switches it on or makes another one where not. `owner` is
 * whoever made it, or whoever shall make the next one.
 */
export async function checkHook(ports: HookPorts, owner: HookOwner): Promise<HookEnd> {
  const { hooks } = ports.tables
  const hook = hooks.active()
  if (hook === null || hook.id === null) return ensureHook(ports, owner)
  let answer = parseReadWebhook(await owner.call(buildReadWebhook(hook.id)))
  const delivered = answer.kind === "ok" && answer.value.active
  if (answer.kind === "ok" && !delivered) {
    answer = parseReadWebhook(await owner.call(buildActivateWebhook(hook.id)))
  }
  switch (answer.kind) {
    case "ok": {
      const { callbackURL, idModel } = answer.value
      const here = buildCallbackUrl(ports.appOrigin, hook.path)
      // The Worker moved to another address.
      if (callbackURL !== here || idModel !== ports.idBoard) return replaceHook(ports, owner)
      return settleHook(ports, { ...hook, checkedAt: ports.clock.now() }, !delivered)
    }
    case "gone":
      hooks.drop(hook.path)
      return ensureHook(ports, owner)
    case "unknown":
    case "failed":
      return endOf(answer.failure)
  }
}

async function replaceHook(ports: HookPorts, owner: HookOwner): Promise<HookEnd> {
  await retireHook(ports, owner.call)
  return ensureHook(ports, owner)
}
