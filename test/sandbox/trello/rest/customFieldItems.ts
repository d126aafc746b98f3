import { Hono } from "hono"
import { type Actor, record } from "../store/changes.ts"
import { newId } from "../store/ids.ts"
import type { Board, Card, CustomField, CustomFieldItem } from "../store/model.ts"
import type { Trello } from "../trello.ts"
import { actorOf, type Caller, type RestEnv } from "./caller.ts"
import { EDIT_BOARD, guard, READ_BOARD } from "./guard.ts"
import { openBoard, openCard } from "./open.ts"
import { readParams } from "./params.ts"
import { invalidValue, NOT_FOUND, Refusal } from "./refusal.ts"
import { viewCustomFieldItem } from "./views/nested.ts"
import { viewCustomField } from "./views/nestedBoard.ts"

/** The values of custom fields on cards, and their definitions to read. */
export function buildCustomFieldRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()

  app.put(
    "/cards/:id/customField/:idCustomField/item",
    guard("shortLinked", EDIT_BOARD),
    async (c) => {
      const caller = c.get("caller")
      const { card, board } = openCard(trello, caller, c.req.param("id"), "write")
      const field = openField(board, c.req.param("idCustomField"))
      const value = readValue(field, new Map(await readParams(c)))
      return c.json(writeValue(trello, actorOf(trello, caller), board, card, field, value))
    },
  )

  app.put("/cards/:id/customFields", guard("shortLinked", EDIT_BOARD), async (c) => {
    const caller = c.get("caller")
    const { card, board } = openCard(trello, caller, c.req.param("id"), "write")
    const given = (await readParams(c)).get("customFieldItems")
    if (!Array.isArray(given)) throw invalidValue("customFieldItems")
    const wanted = given.map((one: unknown) => {
      const row = new Map(Object.entries(typeof one === "object" && one !== null ? one : {}))
      const field = openField(board, String(row.get("idCustomField")))
      return { field, value: readValue(field, row) }
    })
    const actor = actorOf(trello, caller)
    return c.json(
      wanted.map(({ field, value }) => writeValue(trello, actor, board, card, field, value)),
    )
  })

  app.get("/customFields/:id", guard("id", READ_BOARD), (c) => {
    const { field, board } = find(c.get("caller"), c.req.param("id"))
    return c.json(viewCustomField(board, field))
  })
  app.get("/customFields/:id/options", guard("id", READ_BOARD), (c) => {
    const { field } = find(c.get("caller"), c.req.param("id"))
    return c.json(field.options.map((option) => ({ ...option, idCustomField: field.id })))
  })

  function find(caller: Caller, id: string): { field: CustomField; board: Board } {
    for (const board of trello.store.boards.values()) {
      const field = board.customFields.find((one) => one.id === id.toLowerCase())
      if (field !== undefined) return { field, board: openBoard(trello, caller, board.id) }
    }
    throw new Refusal(404, NOT_FOUND)
  }
  return app
}

function openField(board: Board, id: string): CustomField {
  const field = board.customFields.find((one) => one.id === id.toLowerCase())
  if (field === undefined) throw new Refusal(404, NOT_FOUND)
  return field
}

type Value = Pick<CustomFieldItem, "value" | "idValue">
const CLEARED: Value = { value: null, idValue: null }

/** What a field is set to: lists by `idValue`, everything else by `value: {kind: …}`; texts in the store, as in answers. */
function readValue(field: CustomField, given: ReadonlyMap<string, unknown>): Value {
  const { value, idValue } = Object.fromEntries(given)
  if (field.type === "list") {
    if (isEmpty(idValue)) return CLEARED
    const option = field.options.find((one) => one.id === idValue)
    if (option === undefined) throw new Refusal(400, "Invalid custom field item value.")
    return { value: null, idValue: option.id }
  }
  if (isEmpty(value)) return CLEARED
  const kind = field.type === "checkbox" ? "checked" : field.type
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : []
  const [[name, content] = []] = entries
  const text = String(content)
  if (entries.length !== 1 || name !== kind || !FORMS[kind](text)) {
    throw new Refusal(400, "Invalid custom field item value.")
  }
  if (kind === "checked" && text === "false") return CLEARED
  return { value: { [kind]: kind === "date" ? new Date(text).toISOString() : text }, idValue: null }
}

function isEmpty(one: unknown): boolean {
  return one === undefined || one === null || one === ""
}

const FORMS = {
  text: (text: string) => text.length <= 16_384,
  number: (text: string) => text !== "" && Number.isFinite(Number(text)),
  date: (text: string) => !Number.isNaN(Date.parse(text)),
  checked: (text: string) => text === "true" || text === "false",
} as const

function writeValue(
  trello: Trello,
  actor: Actor,
  board: Board,
  card: Card,
  field: CustomField,
  wanted: Value,
): unknown {
  const items = card.customFieldItems
  const at = items.findIndex((one) => one.idCustomField === field.id)
  const before = items[at]
  const cleared = wanted.value === null && wanted.idValue === null
  const id = before?.id ?? newId(trello.now())
  const item: CustomFieldItem = { id, idCustomField: field.id, ...wanted }
  if (at >= 0) items.splice(at, 1)
  if (!cleared) items.splice(at >= 0 ? at : items.length, 0, item)
  const old = { value: before?.value ?? null, idValue: before?.idValue ?? null }
  const view = viewCustomFieldItem(card, item)
  if (JSON.stringify(old) === JSON.stringify({ value: wanted.value, idValue: wanted.idValue })) {
    return view
  }
  const data = {
    customField: { id: field.id, name: field.name, type: field.type },
    customFieldItem: view,
    old,
  }
  record(trello, actor, { type: "updateCustomFieldItem", board, card, data })
  return view
}
