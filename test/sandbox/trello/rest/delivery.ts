import { createHmac } from "node:crypto"
import type { Action, Webhook } from "../store/model.ts"
import { canReadBoard } from "../store/rights.ts"
import type { Trello } from "../trello.ts"
import { viewAction } from "./views/action.ts"
import { viewBoard, viewList, viewOrganization } from "./views/board.ts"
import { viewCard } from "./views/card.ts"
import { viewMember } from "./views/member.ts"

/** Milliseconds before the second, third and fourth attempt: Trello waits 30, 60 and 120 s, tests cannot. */
const RETRY_MS = [100, 200, 400]
const TIMEOUT_MS = 10_000

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
      if (webhook.active && concerns(trello, webhook, action)) void deliver(trello, webhook, action)
    }
  }
}

/** Whether the callback answers HEAD with 200, as it must before a webhook is stored. */
export async function answersHead(callbackURL: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    return (await fetch(callbackURL, { method: "HEAD", redirect: "manual", signal })).status === 200
  } catch {
    return false
  }
}

export function viewWebhook(webhook: Webhook): Record<string, unknown> {
  const { id, description, idModel, callbackURL, active } = webhook
  const { consecutiveFailures, firstConsecutiveFailDate } = webhook
  return {
    id,
    description,
    idModel,
    callbackURL,
    active,
    consecutiveFailures,
    firstConsecutiveFailDate,
  }
}

/** The watched model as the API shows it; null when there is none with this id. */
export function viewModel(trello: Trello, idModel: string): Record<string, unknown> | null {
  const { store } = trello
  const board = store.boards.get(idModel)
  if (board !== undefined) return viewBoard(trello, board)
  const card = store.cards.get(idModel)
  if (card !== undefined) return viewCard(trello, card)
  const list = store.lists.get(idModel)
  if (list !== undefined) return viewList(list)
  const organization = store.organizations.get(idModel)
  if (organization !== undefined) return viewOrganization(trello, organization, null)
  const member = store.members.get(idModel)
  return member === undefined ? null : viewMember(trello, member)
}

/** Whether an action belongs to the watched model and the owner of the webhook still sees its board. */
function concerns(trello: Trello, webhook: Webhook, action: Action): boolean {
  const board = trello.store.boards.get(action.idBoard)
  if (board === undefined || !canReadBoard(trello.store, board, webhook.idMember)) return false
  const { idBoard, idCard, idList, idMemberCreator } = action
  const models = [idBoard, idCard, idList, idMemberCreator, board.idOrganization]
  return models.includes(webhook.idModel)
}

async function deliver(trello: Trello, webhook: Webhook, action: Action): Promise<void> {
  const { callbackURL } = webhook
  const body = JSON.stringify({
    action: viewAction(trello, action),
    model: viewModel(trello, webhook.idModel),
    webhook: viewWebhook(webhook),
  })
  const signature = signBody(trello.client.secret, body, callbackURL)
  for (const wait of [0, ...RETRY_MS]) {
    if (wait > 0) await sleep(wait)
    const { webhooks } = trello.store
    if (webhooks.get(webhook.id) !== webhook) return
    const status = await post(callbackURL, body, signature)
    if (status === 410) {
      webhooks.delete(webhook.id)
      return
    }
    if (status !== null && status >= 200 && status < 300) {
      webhook.consecutiveFailures = 0
      webhook.firstConsecutiveFailDate = null
      return
    }
  }
  webhook.consecutiveFailures += 1
  webhook.firstConsecutiveFailDate ??= new Date(trello.now()).toISOString()
}

/** The status of the answer; null without one. */
async function post(url: string, body: string, signature: string): Promise<number | null> {
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/json", "x-trello-webhook": signature },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
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
