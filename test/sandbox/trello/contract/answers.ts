import * as v from "valibot"
import { Board } from "./board.ts"
import { Card } from "./card.ts"
import { NestedMember } from "./people.ts"
import { Count, Id } from "./primitives.ts"

/** After DELETE of most things. */
export const Deleted = v.union([
  v.strictObject({ limits: v.strictObject({}) }),
  v.strictObject({ _value: v.null() }),
])

/** `GET /search` in its default fields. */
export const SearchResult = v.strictObject({
  options: v.strictObject({
    terms: v.array(v.strictObject({ text: v.string() })),
    modifiers: v.array(v.never()),
    modelTypes: v.array(v.string()),
    partial: v.boolean(),
  }),
  cards: v.optional(v.array(Card)),
  boards: v.optional(v.array(v.strictObject({ ...pick("id", "name", "idOrganization") }))),
  organizations: v.optional(
    v.array(v.strictObject({ id: Id, name: v.string(), displayName: v.string() })),
  ),
  members: v.optional(v.array(NestedMember)),
})

/** `GET /batch`: one entry for each address. */
export const BatchResult = v.array(
  v.union([
    v.strictObject({ 200: v.unknown() }),
    v.strictObject({ statusCode: Count, name: v.string(), message: v.string() }),
  ]),
)

/** The JSON of limits; other errors are plain text. */
export const LimitError = v.strictObject({
  error: v.pipe(v.string(), v.regex(/^[A-Z_]+$/)),
  message: v.string(),
})

function pick<K extends keyof typeof Board.entries>(...names: readonly K[]) {
  return Object.fromEntries(names.map((name) => [name, Board.entries[name]])) as unknown as Pick<
    typeof Board.entries,
    K
  >
}
