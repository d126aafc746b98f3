import * as v from "valibot"
import { TrelloIdSchema } from "../contract/ids.ts"
import { CUSTOM_FIELDS_MAX } from "./fields.ts"
import { count, listOf, optionalText, text } from "./lenient.ts"
import type { Ticket } from "./ticket.ts"

const ValueSchema = v.object({
  text: optionalText,
  number: optionalText,
  date: optionalText,
  checked: optionalText,
})

const CustomFieldItemSchema = v.object({
  idCustomField: text,
  idValue: optionalText,
  value: v.optional(v.nullable(ValueSchema), null),
})
export type CustomFieldItem = v.InferOutput<typeof CustomFieldItemSchema>

/**
 * The values of a card's fields: `idValue` names an option, `value` has one entry, named by kind, with text in it
 * (custom fields guide). No card is lost for them: in another shape they read as none.
 */
export const CustomFieldItemsSchema = v.fallback(listOf(CustomFieldItemSchema), [])

const DefinitionSchema = v.object({
  id: TrelloIdSchema,
  name: text,
  /** `text`, `number`, `date`, `checkbox`, `list`; a later one is kept, but cards do not show it. */
  type: text,
  pos: count,
  options: listOf(v.object({ id: text, value: v.optional(v.nullable(v.object({ text })), null) })),
})

/** A custom field of a board. */
export interface CustomField {
  readonly id: string
  readonly name: string
  readonly type: string
  /** Of a field of the type `list`. */
  readonly options: readonly { readonly id: string; readonly text: string }[]
}

/** The custom fields in a board's answer, in Trello's order; one that is unreadable is left out. Never throws. */
export function parseCustomFields(json: unknown): readonly CustomField[] {
  if (!Array.isArray(json)) return []
  return json
    .flatMap((one: unknown) => {
      const parsed = v.safeParse(DefinitionSchema, one)
      return parsed.success ? [parsed.output] : []
    })
    .sort((a, b) => a.pos - b.pos)
    .map(({ id, name, type, options }) => ({
      id,
      name,
      type,
      options: options.map((option) => ({ id: option.id, text: option.value?.text ?? "" })),
    }))
}

/**
 * What a card says in the fields with these names, in the board's order of fields; at most `CUSTOM_FIELDS_MAX`.
 * Names have to agree exactly but for spaces around them; several fields of one name are all meant. A field without
 * a value is left out, and so is a checkbox that is not checked.
 */
export function customFieldsOfCard(
  card: { readonly customFieldItems: readonly CustomFieldItem[] },
  definitions: readonly CustomField[],
  names: readonly string[],
): Ticket["customFields"] {
  const chosen = new Set(names.map((name) => name.trim()).filter((name) => name !== ""))
  if (chosen.size === 0) return []
  return definitions
    .flatMap((field) => {
      const name = field.name.trim()
      if (!chosen.has(name)) return []
      const item = card.customFieldItems.find(({ idCustomField }) => idCustomField === field.id)
      const value = item === undefined ? null : valueOf(item, field)
      return value === null ? [] : [{ name, value }]
    })
    .slice(0, CUSTOM_FIELDS_MAX)
}

function valueOf(
  { idValue, value }: CustomFieldItem,
  { type, options }: CustomField,
): Ticket["customFields"][number]["value"] | null {
  switch (type) {
    case "text":
      return value?.text ? { kind: "text", text: value.text } : null
    case "number": {
      const number = value?.number ? Number(value.number) : Number.NaN
      return Number.isFinite(number) ? { kind: "number", number } : null
    }
    case "date": {
      const at = value?.date ? Date.parse(value.date) : Number.NaN
      return Number.isNaN(at) ? null : { kind: "date", at: new Date(at).toISOString() }
    }
    case "checkbox":
      return value?.checked === "true" ? { kind: "checked" } : null
    case "list": {
      const option = options.find(({ id }) => id === idValue)
      return option?.text ? { kind: "choice", text: option.text } : null
    }
    default:
      return null
  }
}
