import * as v from "valibot"

export const hex = v.pipe(
  v.string(),
  v.regex(/^#[0-9a-f]{6}$/i, "must be a hex colour such as #2d9bf0"),
  v.toLowerCase(),
)

export const size = v.pipe(v.number(), v.gtValue(0, "must be greater than 0"))
export const rotation = v.optional(v.number())

/** The centre; what is left out stays. */
export const position = v.optional(
  v.object({ x: v.optional(v.number()), y: v.optional(v.number()) }),
)

export const geometry = v.optional(
  v.object({ width: v.optional(size), height: v.optional(size), rotation }),
)

/** Null takes an item out of its frame; that it does is a guess. */
export const parent = v.optional(
  v.nullable(v.object({ id: v.union([v.string(), v.pipe(v.number(), v.transform(String))]) })),
)
