import { Hono } from "hono"
import { LABEL_HUES, type LabelColor } from "../../../../core/cards/ticket.ts"
import { record } from "../store/changes.ts"
import { newId } from "../store/ids.ts"
import type { Board, Label } from "../store/model.ts"
import { countOnBoard } from "../store/objectLimits.ts"
import type { Trello } from "../trello.ts"
import { actorOf, type Caller, type RestEnv } from "./caller.ts"
import { EDIT_BOARD, guard, READ_BOARD, WRITE_BOARD } from "./guard.ts"
import { openBoard, openLabel } from "./open.ts"
import { type Params, pickFields, readId, readParams, readText, renameValue } from "./params.ts"
import { invalidValue } from "./refusal.ts"
import { demandRoom } from "./room.ts"
import { viewLabel } from "./views/card.ts"

const COLOURS = new Set(LABEL_HUES.flatMap((hue) => [hue, `${hue}_light`, `${hue}_dark`]))

/** A label's colour; null for none. The specification's list lacks the light and dark ones. */
export function readColor(params: Params): LabelColor | null {
  const value = params.get("color") ?? null
  if (value === null || value === "null" || value === "") return null
  if (typeof value !== "string" || !COLOURS.has(value)) throw invalidValue("color")
  return value as LabelColor
}

/** Reading, creating, changing and deleting a board's labels. */
export function buildLabelRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()

  const create = (caller: Caller, idBoard: string, params: Params) => {
    const board = openBoard(trello, caller, idBoard, "write")
    const label: Label = {
      id: newId(trello.now()),
      idBoard: board.id,
      name: readText(params, "name") ?? "",
      color: readColor(params),
    }
    demandRoom(trello, "labels.perBoard", countOnBoard(trello.store, board)["labels.perBoard"])
    trello.store.labels.set(label.id, label)
    const { id, name, color } = label
    act(caller, board, "createLabel", { label: { id, name, color } })
    return viewLabel(trello, label)
  }

  app.get("/labels/:id", guard("id", READ_BOARD), async (c) => {
    const { label } = openLabel(trello, c.get("caller"), c.req.param("id"))
    const fields = (await readParams(c)).get("fields")
    return c.json(pickFields(viewLabel(trello, label), fields, "all"))
  })

  app.post("/labels", guard("id", WRITE_BOARD), async (c) => {
    const params = await readParams(c)
    const idBoard = readId(params, "idBoard")
    if (idBoard === undefined) throw invalidValue("idBoard")
    return c.json(create(c.get("caller"), idBoard, params))
  })
  app.post("/boards/:id/labels", guard("shortLinked", WRITE_BOARD), async (c) =>
    c.json(create(c.get("caller"), c.req.param("id"), await readParams(c))),
  )

  const update = (caller: Caller, id: string, params: Params) => {
    const { label, board } = openLabel(trello, caller, id, "write")
    const wanted = {
      name: readText(params, "name") ?? label.name,
      color: params.has("color") ? readColor(params) : label.color,
    }
    for (const field of ["name", "color"] as const) {
      const before = label[field]
      if (wanted[field] === before) continue
      Object.assign(label, { [field]: wanted[field] })
      const reference = { id: label.id, name: label.name, color: label.color }
      act(caller, board, "updateLabel", { label: reference, old: { [field]: before } })
    }
    return viewLabel(trello, label)
  }
  app.put("/labels/:id", guard("id", EDIT_BOARD), async (c) =>
    c.json(update(c.get("caller"), c.req.param("id"), await readParams(c))),
  )
  // The specification takes an id for the value; it is the text.
  app.put("/labels/:id/:field{name|color}", guard("id", EDIT_BOARD), async (c) => {
    const params = renameValue(await readParams(c), c.req.param("field"))
    return c.json(update(c.get("caller"), c.req.param("id"), params))
  })

  app.delete("/labels/:id", guard("id", WRITE_BOARD), (c) => {
    const caller = c.get("caller")
    const { label, board } = openLabel(trello, caller, c.req.param("id"), "write")
    const { cards, labels } = trello.store
    for (const card of cards.by("label", label.id)) {
      cards.place(card, { idLabels: card.idLabels.filter((id) => id !== label.id) })
    }
    labels.delete(label.id)
    act(caller, board, "deleteLabel", { label: { id: label.id } })
    return c.json({ limits: {} })
  })

  function act(caller: Caller, board: Board, type: string, data: Record<string, unknown>): void {
    record(trello, actorOf(trello, caller), { type, board, data })
  }
  return app
}
