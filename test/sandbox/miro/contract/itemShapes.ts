import * as v from "valibot"
import { address, hex, id, time } from "./shapes.ts"

const actor = v.strictObject({ id, type: v.literal("user") })
const size = v.pipe(v.number(), v.gtValue(0))
const text = v.string()

/** Text that went through the filter: few tags, no attribute but a link's address, entities for the rest. */
function html(tags: readonly string[]) {
  const tag = new RegExp(
    `</?(?:${tags.join("|")})>|<a href="https?://[^"<>]*">|&(?:amp|lt|gt|#34|#39);`,
    "g",
  )
  return v.pipe(
    text,
    v.check((value) => !/[<>&]/.test(value.replaceAll(tag, "")), "has been cleaned"),
  )
}
const title = v.pipe(html(["p", "a", "br"]), v.maxLength(5999))
const description = html(["p", "a", "br", "strong", "b", "em", "i", "u", "ol", "ul", "li"])

const common = {
  id,
  position: v.strictObject({
    x: v.number(),
    y: v.number(),
    origin: v.literal("center"),
    relativeTo: v.picklist(["canvas_center", "parent_top_left"]),
  }),
  createdAt: time,
  createdBy: actor,
  modifiedAt: time,
  modifiedBy: actor,
  links: v.strictObject({ self: address, related: v.exactOptional(address) }),
}
const geometry = v.strictObject({ width: size, height: size, rotation: v.number() })
const upright = v.strictObject({ width: size, height: size })
const parentWithLinks = v.exactOptional(
  v.strictObject({ id, links: v.strictObject({ self: address }) }),
)

const field = v.strictObject({
  value: v.exactOptional(text),
  tooltip: v.exactOptional(text),
  fillColor: v.exactOptional(hex),
  textColor: v.exactOptional(hex),
  iconUrl: v.exactOptional(v.pipe(text, v.startsWith("https://"))),
  iconShape: v.picklist(["round", "square"]),
})

const DATA = {
  app_card: v.strictObject({
    title,
    description,
    status: v.picklist(["disconnected", "connected", "disabled"]),
    fields: v.exactOptional(v.pipe(v.array(field), v.maxLength(20))),
    owned: v.boolean(),
  }),
  card: v.strictObject({
    title,
    description,
    dueDate: v.exactOptional(v.pipe(text, v.regex(/Z$/))),
    assigneeId: v.exactOptional(id),
  }),
  frame: v.strictObject({
    title: text,
    format: v.literal("custom"),
    type: v.literal("freeform"),
  }),
  text: v.strictObject({ content: description }),
  sticky_note: v.strictObject({
    content: description,
    shape: v.picklist(["square", "rectangle"]),
  }),
  shape: v.strictObject({ content: description, shape: text }),
} as const

const style = v.record(v.string(), v.string())

/** Items under the path of their own type, by type. */
export const ITEM_SHAPES = {
  app_cards: v.strictObject({
    ...common,
    type: v.literal("app_card"),
    data: DATA.app_card,
    geometry,
    parent: parentWithLinks,
    style: v.strictObject({ fillColor: hex }),
  }),
  cards: v.strictObject({
    ...common,
    type: v.literal("card"),
    data: DATA.card,
    geometry,
    parent: parentWithLinks,
    style: v.strictObject({ cardTheme: hex }),
  }),
  frames: v.strictObject({
    ...common,
    type: v.literal("frame"),
    data: DATA.frame,
    geometry: upright,
    style: v.strictObject({ fillColor: v.pipe(text, v.regex(/^#[0-9a-f]{6}([0-9a-f]{2})?$/)) }),
  }),
  texts: v.strictObject({
    ...common,
    type: v.literal("text"),
    data: DATA.text,
    geometry,
    parent: parentWithLinks,
    style: v.exactOptional(style),
  }),
  sticky_notes: v.strictObject({
    ...common,
    type: v.literal("sticky_note"),
    data: DATA.sticky_note,
    geometry: upright,
    parent: parentWithLinks,
    style,
  }),
  shapes: v.strictObject({
    ...common,
    type: v.literal("shape"),
    data: DATA.shape,
    geometry,
    parent: parentWithLinks,
    style: v.exactOptional(style),
  }),
} as const
export type Collection = keyof typeof ITEM_SHAPES

/** Whatever a bulk call made. */
export const AnyItemShape = v.variant("type", Object.values(ITEM_SHAPES))

const parent = v.exactOptional(v.strictObject({ id }))
const generic = <T extends string, D extends v.GenericSchema>(type: T, data: D) =>
  v.strictObject({
    ...common,
    type: v.literal(type),
    data,
    geometry: v.union([geometry, upright]),
    parent,
  })

/** Items of any type under `/items`: without a style, and of a parent the id alone. */
export const GenericItemShape = v.pipe(
  v.variant("type", [
    generic("app_card", DATA.app_card),
    generic("card", DATA.card),
    generic("frame", DATA.frame),
    generic("text", DATA.text),
    generic("sticky_note", DATA.sticky_note),
    generic("shape", DATA.shape),
  ]),
  v.check(
    (item) => (item.position.relativeTo === "parent_top_left") === (item.parent !== undefined),
    "is placed from what it lies in",
  ),
)
