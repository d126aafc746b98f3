import * as v from "valibot"
import { APP_CARD_STATUSES } from "../model.ts"
import { geometry, hex, parent, position } from "./placeSchemas.ts"
import { TEXT_SCHEMAS, textData } from "./textSchemas.ts"

/** A preview field limit of app cards (https://developers.miro.com/docs/app-card). */
const MAX_FIELDS = 20
/** Titles must be shorter than 6,000 characters (https://developers.miro.com/docs/appcard_appcard-1). */
const MAX_TITLE = 5999

const title = v.pipe(v.string(), v.maxLength(MAX_TITLE, "must have fewer than 6000 characters"))
const httpsAddress = v.pipe(
  v.string(),
  v.check(
    (text) => URL.canParse(text) && new URL(text).protocol === "https:",
    "must be an https URL",
  ),
)
const utcTime = v.pipe(
  v.string(),
  v.regex(/Z$/, "must be a UTC time that ends with Z"),
  v.isoTimestamp("must be a UTC time"),
)
const place = { position, geometry, parent }

const FieldSchema = v.object({
  value: v.optional(v.string()),
  tooltip: v.optional(v.string()),
  fillColor: v.optional(hex),
  textColor: v.optional(hex),
  iconUrl: v.optional(httpsAddress),
  iconShape: v.optional(v.picklist(["round", "square"]), "round"),
})

const frameData = v.object({
  title: v.optional(v.string()),
  format: v.optional(v.picklist(["custom"])),
  type: v.optional(v.picklist(["freeform"])),
})

/** Bodies of changes and of bulk creation by item type. Unknown keys are ignored, nothing is required. */
export const ITEM_SCHEMAS = {
  app_card: v.object({
    ...place,
    data: v.optional(
      v.object({
        title: v.optional(title),
        description: v.optional(v.string()),
        status: v.optional(v.picklist(APP_CARD_STATUSES)),
        fields: v.optional(
          v.pipe(
            v.array(FieldSchema),
            v.maxLength(MAX_FIELDS, `must have at most ${MAX_FIELDS} fields`),
          ),
        ),
      }),
    ),
    style: v.optional(v.object({ fillColor: v.optional(hex) })),
  }),
  card: v.object({
    ...place,
    data: v.optional(
      v.object({
        title: v.optional(title),
        description: v.optional(v.string()),
        dueDate: v.optional(utcTime),
        assigneeId: v.optional(
          v.union([v.string(), v.pipe(v.number(), v.transform(String))], "must be a user id"),
        ),
      }),
    ),
    style: v.optional(v.object({ cardTheme: v.optional(hex) })),
  }),
  frame: v.object({
    position,
    geometry,
    data: v.optional(frameData),
    style: v.optional(
      v.object({
        fillColor: v.optional(
          v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}([0-9a-f]{2})?$/i, "must be a hex colour")),
        ),
      }),
    ),
  }),
  ...TEXT_SCHEMAS,
} as const

/** Bodies of creations by themselves: a frame and a text need data (OpenAPI, FrameCreateRequest and TextCreateRequest). */
export const CREATE_SCHEMAS = {
  ...ITEM_SCHEMAS,
  frame: v.object({ ...ITEM_SCHEMAS.frame.entries, data: frameData }),
  text: v.object({ ...ITEM_SCHEMAS.text.entries, data: textData }),
} as const

/** `PATCH …/items/{id}`: position and parent, nothing else. */
export const PlaceSchema = v.object({ position, parent })

/** What a create or update of any type may bring. */
export interface ItemBody {
  readonly position?:
    | { readonly x?: number | undefined; readonly y?: number | undefined }
    | undefined
  readonly geometry?:
    | {
        readonly width?: number | undefined
        readonly height?: number | undefined
        readonly rotation?: number | undefined
      }
    | undefined
  readonly parent?: { readonly id: string } | null | undefined
  readonly data?: Readonly<Record<string, unknown>> | undefined
  readonly style?: Readonly<Record<string, string | undefined>> | undefined
}
