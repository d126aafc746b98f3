import * as v from "valibot"
import { LABEL_HUES } from "../../../../core/cards/ticket.ts"

/** 24 hex digits, the first 8 the second of creation. */
export const Id = v.pipe(v.string(), v.regex(/^[0-9a-f]{24}$/))
export const ShortLink = v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{8}$/))
/** ISO 8601 in UTC with milliseconds. */
export const Timestamp = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/))
export const Url = v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//))
export const Text = v.pipe(v.string(), v.maxLength(16_384))
export const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
export const Position = v.pipe(v.number(), v.minValue(0))
/** The ten base colours, each also light and dark. */
export const LabelColour = v.picklist(
  LABEL_HUES.flatMap((hue) => [hue, `${hue}_light`, `${hue}_dark`] as const),
)
/** What the stand-in never fills. */
export const Nothing = v.null()

/** One object limit; `count` comes when it is near. */
const Limit = v.strictObject({
  status: v.picklist(["ok", "warning", "disabled", "maxExceeded"]),
  disableAt: Count,
  warnAt: Count,
  count: v.optional(Count),
})
export const Limits = v.record(v.string(), v.record(v.string(), Limit))
