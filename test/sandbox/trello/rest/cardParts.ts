import { Hono } from "hono"
import { newId } from "../store/ids.ts"
import type { Card, Label } from "../store/model.ts"
import { countOnBoard } from "../store/objectLimits.ts"
import type { Trello } from "../trello.ts"
import { actorOf, type RestEnv } from "./caller.ts"
import { checkLabels, checkMembers, setLabels, setMembers } from "./cardSets.ts"
import { guard, WRITE_BOARD } from "./guard.ts"
import { readColor } from "./labels.ts"
import { openCard } from "./open.ts"
import { readId, readParams, readText } from "./params.ts"
import { demandRoom } from "./room.ts"
import { viewLabel } from "./views/card.ts"
import { viewMember } from "./views/member.ts"

/** Labels and members, put on cards and taken off again. */
export function buildCardPartRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()
  const write = guard("shortLinked", WRITE_BOARD)

  app.post("/cards/:id/idLabels", write, async (c) => {
    const caller = c.get("caller")
    const { card, board } = openCard(trello, caller, c.req.param("id"), "write")
    const value = readId(await readParams(c), "value") ?? ""
    const wanted = checkLabels(trello, board, [...card.idLabels, value])
    setLabels(trello, actorOf(trello, caller), board, card, wanted)
    return c.json(card.idLabels)
  })

  app.delete("/cards/:id/idLabels/:idLabel", write, (c) => {
    const caller = c.get("caller")
    const { card, board } = openCard(trello, caller, c.req.param("id"), "write")
    const wanted = card.idLabels.filter((id) => id !== c.req.param("idLabel"))
    setLabels(trello, actorOf(trello, caller), board, card, wanted)
    return c.json({ _value: null })
  })

  app.post("/cards/:id/labels", write, async (c) => {
    const caller = c.get("caller")
    const { card, board } = openCard(trello, caller, c.req.param("id"), "write")
    const params = await readParams(c)
    const label: Label = {
      id: newId(trello.now()),
      idBoard: board.id,
      name: readText(params, "name") ?? "",
      color: readColor(params),
    }
    demandRoom(trello, "labels.perBoard", countOnBoard(trello.store, board)["labels.perBoard"])
    trello.store.labels.set(label.id, label)
    setLabels(trello, actorOf(trello, caller), board, card, [...card.idLabels, label.id])
    return c.json(viewLabel(trello, label))
  })

  app.post("/cards/:id/idMembers", write, async (c) => {
    const caller = c.get("caller")
    const { card, board } = openCard(trello, caller, c.req.param("id"), "write")
    const value = readId(await readParams(c), "value") ?? ""
    const wanted = checkMembers(trello, board, [...card.idMembers, value])
    setMembers(trello, actorOf(trello, caller), board, card, wanted)
    return c.json(viewMembers(card))
  })

  app.delete("/cards/:id/idMembers/:idMember", write, (c) => {
    const caller = c.get("caller")
    const { card, board } = openCard(trello, caller, c.req.param("id"), "write")
    const wanted = card.idMembers.filter((id) => id !== c.req.param("idMember"))
    setMembers(trello, actorOf(trello, caller), board, card, wanted)
    return c.json(viewMembers(card))
  })

  function viewMembers(card: Card): unknown[] {
    return card.idMembers.flatMap((id) => {
      const member = trello.store.members.get(id)
      return member === undefined ? [] : [viewMember(trello, member)]
    })
  }
  return app
}
