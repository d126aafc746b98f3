import * as v from "valibot"
import { APP_CARD_STATUSES } from "../model.ts"

/** A preview field limit of app cards (https://developers.miro.com/docs/app-card). */
const MAX_FIELDS = 20
/** Titles must be shorter than 6,000 characters (https://developers.miro.com/docs/appcard_appcard-1). */
const MAX_TITLE = 5999

const hex = v.pipe(
  v.string(),
  v.regex(/^#[0-9a-f]{6}$/i, "must be a hex colour such as #2d9bf0"),
  v.toLowerCase(),
)
const title = v.pipe(v.string(), v.maxLength(MAX_TITLE, "must have fewer than 6000 characters"))
const httpsAddress = v.pipe(
  v.string(),
  v.check(
    (text) => URL.canParse(text) && new URL(text).protocol === "https:",
    "must be an https URL",
  ),
)
const size = v.pipe(v.number(), v.gtValue(0, "must be greater than 0"))

const position = v.optional(v.object({ x: v.optional(v.number()), y: v.optional(v.number()) }))
const geometry = v.optional(
  v.object({
    width: v.optional(size),
    height: v.optional(size),
    rotation: v.optional(v.number()),
  }),
)
/** Null takes an item out of its frame; that it does is a guess. */
const parent = v.optional(
  v.nullable(v.object({ id: v.union([v.string(), v.pipe(v.number(), v.transform(String))]) })),
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

/** Bodies by item type. Unknown keys are ignored; nothing is required but a frame's data. */
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
        dueDate: v.optional(v.pipe(v.string(), v.isoTimestamp("must be a UTC time"))),
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
    data: v.optional(
      v.object({
        title: v.optional(v.string()),
        format: v.optional(v.picklist(["custom"])),
        type: v.optional(v.picklist(["freeform"])),
      }),
    ),
    style: v.optional(
      v.object({
        fillColor: v.optional(
          v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}([0-9a-f]{2})?$/i, "must be a hex colour")),
        ),
      }),
    ),
  }),
  text: textSchema(),
  sticky_note: textSchema(),
  shape: textSchema(),
} as const

function textSchema() {
  return v.object({
    ...place,
    data: v.optional(v.object({ content: v.string(), shape: v.optional(v.string()) })),
    style: v.optional(v.record(v.string(), v.string())),
  })
}

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
