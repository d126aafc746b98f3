import type { Store } from "./model.ts"

/** Nobody is told about a model that is gone. */
export function dropWebhooksOfModel(store: Store, idModel: string): void {
  for (const webhook of store.webhooks.values()) {
    if (webhook.idModel === idModel) store.webhooks.delete(webhook.id)
  }
}

/** Webhooks end with the grant that made them. */
export function dropWebhooksOfGrant(store: Store, idGrant: string): void {
  for (const webhook of store.webhooks.values()) {
    if (webhook.idGrant === idGrant) store.webhooks.delete(webhook.id)
  }
}
