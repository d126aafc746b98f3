import { Hono } from "hono"
import { newId } from "../store/ids.ts"
import { checklistsOf, parsePos } from "../store/lookups.ts"
import type { Checklist } from "../store/model.ts"
import { countOnCard } from "../store/objectLimits.ts"
import type { Trello } from "../trello.ts"
import type { Caller, RestEnv } from "./caller.ts"
import { recordOnChecklist } from "./checkItems.ts"
import { EDIT_BOARD, guard, READ_BOARD, WRITE_BOARD } from "./guard.ts"
import { openCard, openChecklist } from "./open.ts"
import {
  type Params,
  pickFields,
  readId,
  readParams,
  readPos,
  readText,
  renameValue,
  requireText,
  viewField,
} from "./params.ts"
import { invalidValue, NOT_FOUND, Refusal } from "./refusal.ts"
import { demandRoom } from "./room.ts"
import { viewBoard } from "./views/board.ts"
import { viewCard, viewChecklist } from "./views/card.ts"

/** Reading, creating, copying, changing and deleting checklists. */
export function buildChecklistRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()

  const create = (caller: Caller, idCard: string, params: Params) => {
    const { card, board } = openCard(trello, caller, idCard, "write")
    const idSource = readId(params, "idChecklistSource")
    const source = idSource === undefined ? null : openChecklist(trello, caller, idSource).checklist
    demandRoom(trello, "checklists.perCard", countOnCard(trello.store, card)["checklists.perCard"])
    const checklist: Checklist = {
      id: newId(trello.now()),
      idBoard: board.id,
      idCard: card.id,
      name: readText(params, "name") ?? source?.name ?? "Checklist",
      pos: parsePos(readPos(params) ?? "bottom", checklistsOf(trello.store, card.id)),
      checkItems: (source?.checkItems ?? []).map((item) => ({
        ...item,
        id: newId(trello.now()),
      })),
    }
    trello.store.checklists.set(checklist.id, checklist)
    recordOnChecklist(trello, caller, "addChecklistToCard", checklist)
    if (source !== null) {
      const checklistSource = { id: source.id, name: source.name }
      recordOnChecklist(trello, caller, "copyChecklist", checklist, null, { checklistSource })
    }
    return viewChecklist(checklist)
  }
  app.post("/checklists", guard("id", WRITE_BOARD), async (c) => {
    const params = await readParams(c)
    const idCard = readId(params, "idCard")
    if (idCard === undefined) throw invalidValue("idCard")
    return c.json(create(c.get("caller"), idCard, params))
  })
  app.post("/cards/:id/checklists", guard("shortLinked", WRITE_BOARD), async (c) =>
    c.json(create(c.get("caller"), c.req.param("id"), await readParams(c))),
  )

  const update = (caller: Caller, id: string, params: Params) => {
    const { checklist } = openChecklist(trello, caller, id, "write")
    const siblings = checklistsOf(trello.store, checklist.idCard).filter((one) => one !== checklist)
    const pos = readPos(params)
    const name = params.has("name") ? requireText(params, "name") : checklist.name
    if (pos !== undefined) checklist.pos = parsePos(pos, siblings)
    if (name !== checklist.name) {
      const old = { name: checklist.name }
      checklist.name = name
      recordOnChecklist(trello, caller, "updateChecklist", checklist, null, { old })
    }
    return viewChecklist(checklist)
  }
  app.put("/checklists/:id", guard("id", EDIT_BOARD), async (c) =>
    c.json(update(c.get("caller"), c.req.param("id"), await readParams(c))),
  )
  app.put("/checklists/:id/:field{name|pos}", guard("id", EDIT_BOARD), async (c) => {
    const params = renameValue(await readParams(c), c.req.param("field"))
    return c.json(update(c.get("caller"), c.req.param("id"), params))
  })

  const remove = (caller: Caller, id: string) => {
    const { checklist } = openChecklist(trello, caller, id, "write")
    trello.store.checklists.delete(checklist.id)
    recordOnChecklist(trello, caller, "removeChecklistFromCard", checklist)
    return { limits: {} }
  }
  app.delete("/checklists/:id", guard("id", WRITE_BOARD), (c) =>
    c.json(remove(c.get("caller"), c.req.param("id"))),
  )
  app.delete("/cards/:id/checklists/:idChecklist", guard("shortLinked", WRITE_BOARD), (c) => {
    const caller = c.get("caller")
    const idChecklist = c.req.param("idChecklist")
    const { card } = openCard(trello, caller, c.req.param("id"), "write")
    const found = trello.store.checklists.get(idChecklist.toLowerCase())
    if (found?.idCard !== card.id) throw new Refusal(404, NOT_FOUND)
    return c.json(remove(caller, idChecklist))
  })

  app.get("/checklists/:id", guard("id", READ_BOARD), async (c) => {
    const { checklist } = openChecklist(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    const view = pickFields(viewChecklist(checklist), params.get("fields"), "all")
    if (params.get("checkItems") === "none") delete view["checkItems"]
    return c.json(view)
  })
  app.get("/checklists/:id/:part", guard("id", READ_BOARD), async (c) => {
    const { checklist, board } = openChecklist(trello, c.get("caller"), c.req.param("id"))
    const fields = (await readParams(c)).get("fields")
    const part = c.req.param("part")
    const card = trello.store.cards.get(checklist.idCard)
    if (part === "board") return c.json(pickFields(viewBoard(trello, board), fields, "all"))
    if (part === "cards" && card !== undefined) {
      return c.json([pickFields(viewCard(trello, card), fields, "all")])
    }
    return c.json(viewField(viewChecklist(checklist), part))
  })
  return app
}
