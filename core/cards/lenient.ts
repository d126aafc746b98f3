import * as v from "valibot"

/** Schemas for what Trello may leave out or send as null: it reads as empty. */
export const text = v.optional(v.nullable(v.string(), ""), "")
export const flag = v.optional(v.nullable(v.boolean(), false), false)
export const count = v.optional(v.nullable(v.number(), 0), 0)
export const optionalText = v.optional(v.nullable(v.string()), null)

/** An array that may be missing or null; its items must be as `item` says. */
export const listOf = <const Item extends v.GenericSchema>(item: Item) =>
  v.optional(v.nullable(v.array(item), []), [])
