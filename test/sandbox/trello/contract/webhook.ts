import * as v from "valibot"
import { Action } from "./action.ts"
import { Board, List } from "./board.ts"
import { Card } from "./card.ts"
import { FullMember, Organization } from "./people.ts"
import { Count, Id, Text, Timestamp, Url } from "./primitives.ts"

/** A webhook as its owner reads it. */
export const Webhook = v.strictObject({
  id: Id,
  description: Text,
  idModel: Id,
  callbackURL: Url,
  active: v.boolean(),
  consecutiveFailures: Count,
  firstConsecutiveFailDate: v.nullable(Timestamp),
})

/** What a callback gets. */
export const WebhookPayload = v.strictObject({
  action: Action,
  model: v.union([Board, Card, List, Organization, FullMember]),
  webhook: Webhook,
})
