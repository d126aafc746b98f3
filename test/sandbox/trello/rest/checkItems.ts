import { Hono } from "hono"
import { record } from "../store/changes.ts"
import { newId } from "../store/ids.ts"
import { checklistsOf, parsePos } from "../store/lookups.ts"
import type { Checklist, CheckItem } from "../store/model.ts"
import { countInChecklist } from "../store/objectLimits.ts"
import type { Trello } from "../trello.ts"
import { actorOf, type Caller, type RestEnv } from "./caller.ts"
import { EDIT_BOARD, guard, READ_BOARD, WRITE_BOARD } from "./guard.ts"
import { openCard, openChecklist } from "./open.ts"
import {
  readDate,
  readFlag,
  readId,
  readParams,
  readPos,
  requireText,
  type Params,
} from "./params.ts"
import { invalidValue, NOT_FOUND, Refusal } from "./refusal.ts"
import { demandRoom } from "./room.ts"
import { viewCheckItem } from "./views/card.ts"

/** The items of checklists, through the checklist or through the card. */
export function buildCheckItemRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()

  app.post("/checklists/:id/checkItems", guard("id", WRITE_BOARD), async (c) => {
    const caller = c.get("caller")
    const { checklist } = openChecklist(trello, caller, c.req.param("id"), "write")
    const params = await readParams(c)
    const item: CheckItem = {
      id: newId(trello.now()),
      name: requireText(params, "name"),
      state: readFlag(params, "checked") === true ? "complete" : "incomplete",
      pos: parsePos(readPos(params) ?? "bottom", checklist.checkItems),
      due: readDate(params, "due") ?? null,
      idMember: readOwner(params) ?? null,
    }
    const count = countInChecklist(checklist)["checkItems.perChecklist"]
    demandRoom(trello, "checkItems.perChecklist", count)
    checklist.checkItems.push(item)
    recordOnChecklist(trello, caller, "createCheckItem", checklist, item)
    return c.json(viewCheckItem(checklist, item))
  })

  app.get("/checklists/:id/checkItems/:idCheckItem", guard("id", READ_BOARD), (c) => {
    const { checklist } = openChecklist(trello, c.get("caller"), c.req.param("id"))
    const { item } = openItem([checklist], c.req.param("idCheckItem"))
    return c.json(viewCheckItem(checklist, item))
  })

  const remove = (caller: Caller, { checklist, item }: Found) => {
    checklist.checkItems.splice(checklist.checkItems.indexOf(item), 1)
    recordOnChecklist(trello, caller, "deleteCheckItem", checklist, item)
    return { limits: {} }
  }
  app.delete("/checklists/:id/checkItems/:idCheckItem", guard("id", WRITE_BOARD), (c) => {
    const caller = c.get("caller")
    const { checklist } = openChecklist(trello, caller, c.req.param("id"), "write")
    return c.json(remove(caller, openItem([checklist], c.req.param("idCheckItem"))))
  })

  app.get("/cards/:id/checkItem/:idCheckItem", guard("shortLinked", READ_BOARD), (c) => {
    const { card } = openCard(trello, c.get("caller"), c.req.param("id"))
    const found = openItem(checklistsOf(trello.store, card.id), c.req.param("idCheckItem"))
    return c.json(viewCheckItem(found.checklist, found.item))
  })
  app.delete("/cards/:id/checkItem/:idCheckItem", guard("shortLinked", WRITE_BOARD), (c) => {
    const caller = c.get("caller")
    const { card } = openCard(trello, caller, c.req.param("id"), "write")
    const found = openItem(checklistsOf(trello.store, card.id), c.req.param("idCheckItem"))
    return c.json(remove(caller, found))
  })

  const update = (caller: Caller, idCard: string, id: string, params: Params) => {
    const { card } = openCard(trello, caller, idCard, "write")
    const all = checklistsOf(trello.store, card.id)
    const { checklist, item } = openItem(all, id)
    const idChecklist = readId(params, "idChecklist") ?? checklist.id
    const goal = all.find((one) => one.id === idChecklist)
    if (goal === undefined) throw invalidValue("idChecklist")
    const pos = readPos(params)
    const siblings = goal.checkItems.filter((one) => one !== item)
    const wanted = {
      name: params.has("name") ? requireText(params, "name") : item.name,
      pos: pos === undefined ? item.pos : parsePos(pos, siblings),
      due: params.has("due") ? (readDate(params, "due") ?? null) : item.due,
      idMember: readOwner(params) === undefined ? item.idMember : (readOwner(params) ?? null),
    }
    const state = readState(params.get("state")) ?? item.state
    const old: Record<string, unknown> = {}
    for (const [field, value] of Object.entries(wanted)) {
      if (value !== item[field as keyof CheckItem]) old[field] = item[field as keyof CheckItem]
    }
    Object.assign(item, wanted)
    if (goal !== checklist) {
      checklist.checkItems.splice(checklist.checkItems.indexOf(item), 1)
      goal.checkItems.push(item)
      old["idChecklist"] = checklist.id
    }
    if (Object.keys(old).length > 0) {
      recordOnChecklist(trello, caller, "updateCheckItem", goal, item, { old })
    }
    if (state !== item.state) {
      item.state = state
      recordOnChecklist(trello, caller, "updateCheckItemStateOnCard", goal, item)
    }
    return viewCheckItem(goal, item)
  }
  app.put("/cards/:id/checkItem/:idCheckItem", guard("shortLinked", EDIT_BOARD), async (c) => {
    const params = await readParams(c)
    return c.json(update(c.get("caller"), c.req.param("id"), c.req.param("idCheckItem"), params))
  })
  // The checklist in the path is where the item is or shall be.
  const inList = "/cards/:id/checklist/:idChecklist/checkItem/:idCheckItem"
  app.put(inList, guard("shortLinked", EDIT_BOARD), async (c) => {
    const params = new Map([...(await readParams(c)), ["idChecklist", c.req.param("idChecklist")]])
    return c.json(update(c.get("caller"), c.req.param("id"), c.req.param("idCheckItem"), params))
  })

  function readOwner(params: Params): string | null | undefined {
    if (!params.has("idMember")) return undefined
    if (params.get("idMember") === null || params.get("idMember") === "") return null
    const id = readId(params, "idMember") ?? ""
    if (!trello.store.members.has(id)) throw invalidValue("idMember")
    return id
  }
  return app
}

interface Found {
  readonly checklist: Checklist
  readonly item: CheckItem
}

/** Writes an action about a checklist, and about one of its items. */
export function recordOnChecklist(
  trello: Trello,
  caller: Caller,
  type: string,
  checklist: Checklist,
  item: CheckItem | null = null,
  more: Record<string, unknown> = {},
): void {
  const card = trello.store.cards.get(checklist.idCard)
  const board = trello.store.boards.get(checklist.idBoard)
  if (card === undefined || board === undefined) return
  const data = {
    checklist: { id: checklist.id, name: checklist.name },
    ...(item === null ? {} : { checkItem: { id: item.id, name: item.name, state: item.state } }),
    ...more,
  }
  record(trello, actorOf(trello, caller), { type, board, card, data })
}

function openItem(checklists: readonly Checklist[], id: string): Found {
  for (const checklist of checklists) {
    const item = checklist.checkItems.find((one) => one.id === id.toLowerCase())
    if (item !== undefined) return { checklist, item }
  }
  throw new Refusal(404, NOT_FOUND)
}

function readState(value: unknown): CheckItem["state"] | undefined {
  if (value === undefined) return undefined
  if (value === "complete" || value === true || value === "true") return "complete"
  if (value === "incomplete" || value === false || value === "false") return "incomplete"
  throw invalidValue("state")
}
