import * as v from "valibot"
import { OBJECT_LIMITS, type ObjectLimit } from "./store/objectLimits.ts"

const LIMIT_NAMES = Object.keys(OBJECT_LIMITS) as [ObjectLimit, ...ObjectLimit[]]

/** What a test can make smaller, quicker or more unpleasant in the Trello stand-in alone. */
export const SettingsSchema = v.strictObject({
  /** Factor on the 30, 60 and 120 seconds, by the stand-in's clock, between the attempts of a delivery. */
  webhookDelayFactor: v.pipe(v.number(), v.minValue(0)),
  /** How long a callback may take, in milliseconds of real time. */
  webhookTimeoutMs: v.pipe(v.number(), v.minValue(1)),
  /** `any`: deliveries overtake each other by up to 50 ms. */
  webhookOrder: v.picklist(["kept", "any"]),
  /** How many of the next deliveries come twice. */
  webhookDuplicates: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Other maxima than Trello's, by the name in `limits`: `cards.openPerBoard` and so on. */
  objectLimits: v.record(v.picklist(LIMIT_NAMES), v.pipe(v.number(), v.integer(), v.minValue(1))),
})
export type Settings = v.InferOutput<typeof SettingsSchema>

export const DEFAULT_SETTINGS: Settings = {
  webhookDelayFactor: 1,
  webhookTimeoutMs: 30_000,
  webhookOrder: "kept",
  webhookDuplicates: 0,
  objectLimits: {},
}
