import { Hono } from "hono"
import { checklistsOf } from "../store/lookups.ts"
import type { Trello } from "../trello.ts"
import { listActions } from "./actionQuery.ts"
import type { RestEnv } from "./caller.ts"
import { guard, READ_BOARD } from "./guard.ts"
import { openCard } from "./open.ts"
import { pickFields, readParams, viewField } from "./params.ts"
import { viewBoard, viewList } from "./views/board.ts"
import { viewCard, viewChecklist } from "./views/card.ts"
import { MEMBER_FIELDS, viewMember } from "./views/member.ts"
import { viewCustomFieldItem, viewNestedCard, viewPluginData } from "./views/nested.ts"

/** `GET /cards/{id}` and what hangs on a card. */
export function buildCardRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()
  const read = guard("shortLinked", READ_BOARD)

  app.get("/cards/:id", read, async (c) => {
    const { card } = openCard(trello, c.get("caller"), c.req.param("id"))
    return c.json(viewNestedCard(trello, card, await readParams(c)))
  })

  app.get("/cards/:id/actions", read, async (c) => {
    const { card } = openCard(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    const otherwise = "commentCard,updateCard:idList"
    return c.json(listActions(trello, trello.store.actions.of("card", card.id), params, otherwise))
  })

  app.get("/cards/:id/:part", read, async (c) => {
    const { card, board } = openCard(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    const fields = params.get("fields")
    const part = c.req.param("part")
    const list = trello.store.lists.get(card.idList)
    switch (part) {
      case "board":
        return c.json(pickFields(viewBoard(trello, board), fields, "all"))
      case "list":
        return c.json(list === undefined ? null : pickFields(viewList(list), fields, "all"))
      case "checklists":
        return c.json(
          checklistsOf(trello.store, card.id).map((checklist) =>
            pickFields(viewChecklist(checklist), fields, "all"),
          ),
        )
      case "members":
        return c.json(
          card.idMembers.flatMap((id) => {
            const member = trello.store.members.get(id)
            if (member === undefined) return []
            return [pickFields(viewMember(trello, member), fields, MEMBER_FIELDS)]
          }),
        )
      case "customFieldItems":
        return c.json(card.customFieldItems.map((item) => viewCustomFieldItem(card, item)))
      case "pluginData":
        return c.json(viewPluginData(trello, card.id))
      case "stickers":
      case "membersVoted":
        return c.json([])
      default:
        return c.json(viewField(viewCard(trello, card), part))
    }
  })
  return app
}
