import { createHmac } from "node:crypto"
import type { Webhook } from "../store/appModel.ts"
import type { Action } from "../store/model.ts"
import { canReadBoard } from "../store/rights.ts"
import { dropWebhooksOfGrant } from "../store/webhooks.ts"
import type { Trello } from "../trello.ts"
import { viewAction } from "./views/action.ts"
import { viewModel, viewWebhook } from "./views/webhook.ts"

/** Seconds, by the stand-in's clock, before the second, third and fourth attempt. */
const RETRY_SECONDS = [30, 60, 120]
/** How long a callback may fail before nobody calls it any more. */
const DISABLE_AFTER_MS = 30 * 86_400_000
/** How long a callback may take to answer HEAD. */
const HEAD_TIMEOUT_MS = 10_000
/** How far deliveries may overtake each other where the settings say so. */
const OVERTAKE_MS = 50
/** How often a waiting delivery looks at the clock, which tests move. */
const LOOK_MS = 25

/** The signature of a body: base64(HMAC-SHA1(secret, body + callbackURL)). */
export function signBody(secret: string, body: string, callbackURL: string): string {
  return createHmac("sha1", secret)
    .update(body + callbackURL)
    .digest("base64")
}

/** Tells the owners of webhooks about an action, without making the change wait. */
export function deliverWebhooks(trello: Trello): (action: Action) => void {
  return (action) => {
    for (const webhook of trello.store.webhooks.values()) {
      if (!trello.grants.lives(webhook.idGrant)) {
        dropWebhooksOfGrant(trello.store, webhook.idGrant)
        continue
      }
      if (!webhook.active || !concerns(trello, webhook, action)) continue
      const delivery = buildDelivery(trello, webhook, action)
      void deliver(trello, webhook, delivery)
      if (trello.settings.webhookDuplicates === 0) continue
      const webhookDuplicates = trello.settings.webhookDuplicates - 1
      trello.settings = { ...trello.settings, webhookDuplicates }
      void deliver(trello, webhook, delivery)
    }
  }
}

/** Whether the callback answers HEAD with 200, as it must before a webhook is stored. */
export async function answersHead(trello: Trello, callbackURL: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(HEAD_TIMEOUT_MS)
    return (
      (await trello.fetch(callbackURL, { method: "HEAD", redirect: "manual", signal })).status ===
      200
    )
  } catch {
    return false
  }
}

/** Whether an action belongs to the watched model and the owner of the webhook still sees its board. */
function concerns(trello: Trello, webhook: Webhook, action: Action): boolean {
  const board = trello.store.boards.get(action.idBoard)
  if (board === undefined || !canReadBoard(trello.store, board, webhook.idMember)) return false
  const { idBoard, idCard, idList, idMemberCreator } = action
  const idMember = action.data["idMember"]
  const models = [idBoard, idCard, idList, idMemberCreator, idMember, board.idOrganization]
  return models.includes(webhook.idModel)
}

interface Delivery {
  readonly body: string
  readonly signature: string
}

/** The body tells the state at the time of the action. */
function buildDelivery(trello: Trello, webhook: Webhook, action: Action): Delivery {
  const body = JSON.stringify({
    action: viewAction(trello, action),
    model: viewModel(trello, webhook.idModel),
    webhook: viewWebhook(webhook),
  })
  return { body, signature: signBody(trello.client.secret, body, webhook.callbackURL) }
}

/** When the first attempt of a webhook's last delivery is over. */
const lastAttempts = new WeakMap<Webhook, Promise<unknown>>()

async function deliver(trello: Trello, webhook: Webhook, delivery: Delivery): Promise<void> {
  const { settings } = trello
  const ready =
    settings.webhookOrder === "any"
      ? sleep(Math.random() * OVERTAKE_MS)
      : (lastAttempts.get(webhook) ?? Promise.resolve())
  // What happened while the webhook lived is told, even when it ended with its model just then.
  const first = ready.then(() => tryOnce(trello, webhook, delivery))
  lastAttempts.set(webhook, first)
  if (await first) return
  for (const seconds of RETRY_SECONDS) {
    await waitByClock(trello, webhook, seconds * settings.webhookDelayFactor)
    if (!lives(trello, webhook) || (await tryOnce(trello, webhook, delivery))) return
  }
  webhook.consecutiveFailures += 1
  webhook.firstConsecutiveFailDate ??= new Date(trello.now()).toISOString()
  const failsFor = trello.now() - Date.parse(webhook.firstConsecutiveFailDate)
  if (failsFor >= DISABLE_AFTER_MS) webhook.active = false
}

/** Whether nothing is left to do: it was heard, or the callback says that it is gone. */
async function tryOnce(trello: Trello, webhook: Webhook, delivery: Delivery): Promise<boolean> {
  const status = await post(trello, webhook.callbackURL, delivery)
  if (status === 410) {
    trello.store.webhooks.delete(webhook.id)
    return true
  }
  if (status === null || status < 200 || status > 299) return false
  webhook.consecutiveFailures = 0
  webhook.firstConsecutiveFailDate = null
  return true
}

/** Waits by the stand-in's clock, no longer than the webhook lives. */
async function waitByClock(trello: Trello, webhook: Webhook, seconds: number): Promise<void> {
  const due = trello.now() + seconds * 1000
  while (lives(trello, webhook) && trello.now() < due) {
    await sleep(Math.min(LOOK_MS, Math.max(1, due - trello.now())))
  }
}

function lives(trello: Trello, webhook: Webhook): boolean {
  return webhook.active && trello.store.webhooks.get(webhook.id) === webhook
}

/** The status of the answer; null without one in time. */
async function post(trello: Trello, url: string, delivery: Delivery): Promise<number | null> {
  try {
    const response = await trello.fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/json", "x-trello-webhook": delivery.signature },
      body: delivery.body,
      signal: AbortSignal.timeout(trello.settings.webhookTimeoutMs),
    })
    await response.arrayBuffer()
    return response.status
  } catch {
    return null
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
}
