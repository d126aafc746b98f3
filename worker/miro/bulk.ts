import * as v from "valibot"
import type { Rect } from "../../core/cards/rect.ts"
import type { AppCardBody } from "../../core/cards/toAppCard.ts"
import { MiroNumericIdSchema } from "../../core/contract/ids.ts"
import type { Failure } from "../failure.ts"
import type { UpstreamCall, UpstreamResult } from "../grants/upstream.ts"
import { failMiro, parseJson } from "./answers.ts"

/** Miro makes this many items in one call, all or none (OpenAPI, create-items). */
export const BULK_MAX = 20
/** The longest body of one call, in UTF-16 units; the grant takes 256 kB. */
export const BULK_BODY_MAX = 200_000

/** An app card of a bulk creation. `geometry.height` is the most that it grows to. */
export interface BulkAppCard extends AppCardBody {
  readonly type: "app_card"
  readonly parent: { readonly id: string }
}

export interface BulkFrame {
  readonly type: "frame"
  readonly data: { readonly title: string; readonly format: "custom"; readonly type: "freeform" }
  readonly position: { readonly x: number; readonly y: number }
  readonly geometry: { readonly width: number; readonly height: number }
}

/** A frame of this title and place. `rect` is on the canvas, from its top left. */
export function buildFrame(title: string, rect: Rect): BulkFrame {
  return {
    type: "frame",
    data: { title, format: "custom", type: "freeform" },
    ...frameSize(rect),
  }
}

/** Gives a frame another size: its top left stays where `rect` says, and so does what lies in it. */
export function buildGrowFrame(board: string, frame: string, rect: Rect): UpstreamCall {
  const path = `/v2/boards/${encodeURIComponent(board)}/frames/${frame}`
  return { method: "PATCH", path, body: JSON.stringify(frameSize(rect)) }
}

/** Gives a frame another title. */
export function buildRenameFrame(board: string, frame: string, title: string): UpstreamCall {
  const path = `/v2/boards/${encodeURIComponent(board)}/frames/${frame}`
  return { method: "PATCH", path, body: JSON.stringify({ data: { title } }) }
}

function frameSize({ x, y, width, height }: Rect) {
  return { position: { x: x + width / 2, y: y + height / 2 }, geometry: { width, height } }
}

/** Makes 1–20 items in one call, all or none; 100 credits each. */
export function buildBulk(
  board: string,
  items: readonly (BulkAppCard | BulkFrame)[],
): UpstreamCall {
  const path = `/v2/boards/${encodeURIComponent(board)}/items/bulk`
  return { method: "POST", path, body: JSON.stringify(items) }
}

/** A new item, with what tells which one of the request it is: Miro promises no order. */
export interface MadeItem {
  readonly id: string
  readonly title: string
  /** The centre and the frame that it lies in, where Miro tells them. */
  readonly position: { readonly x: number; readonly y: number } | null
  readonly parent: string | null
}

/** How a bulk creation ended. */
export type BulkOutcome =
  | { readonly kind: "made"; readonly items: readonly MadeItem[] }
  /** Nothing was made, because of these items of the request; none named where Miro does not say. */
  | { readonly kind: "refused"; readonly faults: readonly { index: number; field: string }[] }
  /** Nobody knows whether they were made: why there is no clear answer. */
  | { readonly kind: "unknown"; readonly failure: Failure }
  /** Nothing was made, for a reason that is not in the items. */
  | { readonly kind: "failed"; readonly failure: Failure }

const MadeSchema = v.object({
  data: v.array(
    v.object({
      id: MiroNumericIdSchema,
      data: v.optional(
        v.nullable(v.object({ title: v.optional(v.nullable(v.string(), ""), "") })),
        null,
      ),
      position: v.optional(v.nullable(v.object({ x: v.number(), y: v.number() })), null),
      parent: v.optional(v.nullable(v.object({ id: MiroNumericIdSchema })), null),
    }),
  ),
})
const RefusedSchema = v.object({
  context: v.object({ fields: v.array(v.object({ field: v.string() })) }),
})

/** Reads the answer to a bulk creation of `count` items. A 5xx may have had its effect: only a 4xx surely has none. */
export function parseBulk(result: UpstreamResult, count: number): BulkOutcome {
  const { failure } = failMiro(result)
  if (result.kind === "failure") return { kind: "failed", failure }
  if (result.kind === "no_answer" || result.status >= 500) return { kind: "unknown", failure }
  if (result.status === 400) return { kind: "refused", faults: readFaults(result.body, count) }
  if (result.status < 200 || result.status >= 300) return { kind: "failed", failure }
  const made = parseJson(result.body, MadeSchema)
  if (!made.ok || made.value.data.length !== count) return { kind: "unknown", failure }
  const items = made.value.data.map(({ id, data, position, parent }) => {
    return { id, title: data?.title ?? "", position, parent: parent?.id ?? null }
  })
  return new Set(items.map(({ id }) => id)).size === count
    ? { kind: "made", items }
    : { kind: "unknown", failure }
}

/** Which of `count` items Miro complains of: `3.data.title` is the fourth one's title. */
function readFaults(body: string, count: number): { index: number; field: string }[] {
  const refused = parseJson(body, RefusedSchema)
  if (!refused.ok) return []
  return refused.value.context.fields.flatMap(({ field }) => {
    const [, index = "", name = ""] = /^(\d{1,2})\.(.+)$/.exec(field) ?? []
    const known = index !== "" && Number(index) < count
    return known ? [{ index: Number(index), field: name }] : []
  })
}
