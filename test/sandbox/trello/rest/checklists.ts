import { Hono } from "hono"
import { record } from "../store/changes.ts"
import { newId } from "../store/ids.ts"
import { checklistsOf, parsePos } from "../store/lookups.ts"
import type { Checklist, CheckItem } from "../store/model.ts"
import type { Trello } from "../trello.ts"
import { actorOf, type Caller, type RestEnv } from "./caller.ts"
import { EDIT_BOARD, guard, WRITE_BOARD } from "./guard.ts"
import { openCard, openChecklist } from "./open.ts"
import { readFlag, readId, readParams, readPos, readText, requireText } from "./params.ts"
import { invalidValue, NOT_FOUND, Refusal } from "./refusal.ts"
import { viewChecklist } from "./views/card.ts"

/** Creating, changing and deleting checklists and their items. */
export function buildChecklistRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()

  const create = async (
    caller: Caller,
    idCard: string,
    params: Awaited<ReturnType<typeof readParams>>,
  ) => {
    const { card, board } = openCard(trello, caller, idCard, "write")
    const checklist: Checklist = {
      id: newId(trello.now()),
      idBoard: board.id,
      idCard: card.id,
      name: readText(params, "name") ?? "Checklist",
      pos: parsePos(readPos(params) ?? "bottom", checklistsOf(trello.store, card.id)),
      checkItems: [],
    }
    trello.store.checklists.set(checklist.id, checklist)
    act(caller, "addChecklistToCard", checklist)
    return viewChecklist(checklist)
  }

  app.post("/checklists", guard("id", WRITE_BOARD), async (c) => {
    const params = await readParams(c)
    const idCard = readId(params, "idCard")
    if (idCard === undefined) throw invalidValue("idCard")
    return c.json(await create(c.get("caller"), idCard, params))
  })
  app.post("/cards/:id/checklists", guard("shortLinked", WRITE_BOARD), async (c) =>
    c.json(await create(c.get("caller"), c.req.param("id"), await readParams(c))),
  )

  app.put("/checklists/:id", guard("id", EDIT_BOARD), async (c) => {
    const caller = c.get("caller")
    const { checklist } = openChecklist(trello, caller, c.req.param("id"), "write")
    const old = checklist.name
    checklist.name = requireText(await readParams(c), "name")
    act(caller, "updateChecklist", checklist, undefined, { old: { name: old } })
    return c.json(viewChecklist(checklist))
  })

  app.delete("/checklists/:id", guard("id", WRITE_BOARD), (c) => {
    const caller = c.get("caller")
    const { checklist } = openChecklist(trello, caller, c.req.param("id"), "write")
    trello.store.checklists.delete(checklist.id)
    act(caller, "removeChecklistFromCard", checklist)
    return c.json({ limits: {} })
  })

  app.post("/checklists/:id/checkItems", guard("id", WRITE_BOARD), async (c) => {
    const caller = c.get("caller")
    const { checklist } = openChecklist(trello, caller, c.req.param("id"), "write")
    const params = await readParams(c)
    const item: CheckItem = {
      id: newId(trello.now()),
      name: requireText(params, "name"),
      state: readFlag(params, "checked") === true ? "complete" : "incomplete",
      pos: parsePos(readPos(params) ?? "bottom", checklist.checkItems),
      due: null,
      idMember: null,
    }
    checklist.checkItems.push(item)
    act(caller, "createCheckItem", checklist, item)
    return c.json({ ...item, idChecklist: checklist.id })
  })

  app.delete("/checklists/:id/checkItems/:idCheckItem", guard("id", WRITE_BOARD), (c) => {
    const caller = c.get("caller")
    const { checklist } = openChecklist(trello, caller, c.req.param("id"), "write")
    const item = openItem([checklist], c.req.param("idCheckItem")).item
    checklist.checkItems.splice(checklist.checkItems.indexOf(item), 1)
    act(caller, "deleteCheckItem", checklist, item)
    return c.json({ limits: {} })
  })

  app.put("/cards/:id/checkItem/:idCheckItem", guard("shortLinked", EDIT_BOARD), async (c) => {
    const caller = c.get("caller")
    const { card } = openCard(trello, caller, c.req.param("id"), "write")
    const params = await readParams(c)
    const { checklist, item } = openItem(
      checklistsOf(trello.store, card.id),
      c.req.param("idCheckItem"),
    )
    const name = readText(params, "name")
    const state = readState(params.get("state"))
    const pos = readPos(params)
    if (name !== undefined && name !== item.name) {
      const old = { name: item.name }
      item.name = name
      act(caller, "updateCheckItem", checklist, item, { old })
    }
    if (pos !== undefined) item.pos = parsePos(pos, checklist.checkItems)
    if (state !== undefined && state !== item.state) {
      item.state = state
      act(caller, "updateCheckItemStateOnCard", checklist, item)
    }
    return c.json({ ...item, idChecklist: checklist.id })
  })

  function act(
    caller: Caller,
    type: string,
    checklist: Checklist,
    item?: CheckItem,
    data: Record<string, unknown> = {},
  ): void {
    const card = trello.store.cards.get(checklist.idCard)
    const board = trello.store.boards.get(checklist.idBoard)
    if (card === undefined || board === undefined) return
    record(trello, actorOf(trello, caller), {
      type,
      board,
      card,
      data: {
        checklist: { id: checklist.id, name: checklist.name },
        ...(item === undefined
          ? {}
          : { checkItem: { id: item.id, name: item.name, state: item.state } }),
        ...data,
      },
    })
  }
  return app
}

function openItem(
  checklists: readonly Checklist[],
  id: string,
): { checklist: Checklist; item: CheckItem } {
  for (const checklist of checklists) {
    const item = checklist.checkItems.find((one) => one.id === id)
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
