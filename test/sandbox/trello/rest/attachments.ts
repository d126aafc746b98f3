import { Hono } from "hono"
import { buildCardReference, record } from "../store/changes.ts"
import type { Attachment, Card } from "../store/model.ts"
import { countOnCard } from "../store/objectLimits.ts"
import type { Trello } from "../trello.ts"
import { actorOf, type RestEnv } from "./caller.ts"
import { buildLink } from "./cardCreate.ts"
import { guard, READ_BOARD, WRITE_BOARD } from "./guard.ts"
import { openCard } from "./open.ts"
import { pickFields, readFlag, readParams, readText, requireText } from "./params.ts"
import { invalidValue, NOT_FOUND, Refusal } from "./refusal.ts"
import { demandRoom } from "./room.ts"
import { viewAttachment } from "./views/card.ts"

const NAME_MAX = 256

/** Links on cards. Files are not taken. */
export function buildAttachmentRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()
  const read = guard("shortLinked", READ_BOARD)
  const write = guard("shortLinked", WRITE_BOARD)

  app.get("/cards/:id/attachments", read, async (c) => {
    const { card } = openCard(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    const covered = params.get("filter") === "cover"
    return c.json(
      card.attachments
        .filter((attachment) => !covered || attachment.id === card.cover.idAttachment)
        .map((attachment) => pickFields(viewAttachment(attachment), params.get("fields"), "all")),
    )
  })

  app.get("/cards/:id/attachments/:idAttachment", read, async (c) => {
    const { card } = openCard(trello, c.get("caller"), c.req.param("id"))
    const fields = (await readParams(c)).get("fields")
    const attachment = openAttachment(card, c.req.param("idAttachment"))
    return c.json(pickFields(viewAttachment(attachment), fields, "all"))
  })

  app.post("/cards/:id/attachments", write, async (c) => {
    if (/^multipart\//i.test(c.req.header("content-type") ?? "")) throw invalidValue("file")
    const caller = c.get("caller")
    const { card, board } = openCard(trello, caller, c.req.param("id"), "write")
    const params = await readParams(c)
    const url = requireText(params, "url")
    if (!/^https?:\/\//i.test(url)) throw invalidValue("url")
    const name = readText(params, "name", NAME_MAX) ?? url
    const mimeType = readText(params, "mimeType", NAME_MAX) ?? ""
    const setCover = readFlag(params, "setCover") === true
    const count = countOnCard(trello.store, card)["attachments.perCard"]
    demandRoom(trello, "attachments.perCard", count)
    const actor = actorOf(trello, caller)
    const attachment = buildLink(trello, actor, card, name, url, mimeType)
    const data = { attachment: { id: attachment.id, name, url } }
    record(trello, actor, { type: "addAttachmentToCard", board, card, data })
    if (setCover) {
      const before = card.cover
      card.cover = { ...before, color: null, idAttachment: attachment.id }
      record(trello, actor, {
        type: "updateCard",
        board,
        card,
        list: trello.store.lists.get(card.idList),
        data: {
          card: { ...buildCardReference(card), cover: card.cover },
          old: { cover: before },
        },
      })
    }
    return c.json(viewAttachment(attachment))
  })

  app.delete("/cards/:id/attachments/:idAttachment", write, (c) => {
    const caller = c.get("caller")
    const { card, board } = openCard(trello, caller, c.req.param("id"), "write")
    const attachment = openAttachment(card, c.req.param("idAttachment"))
    card.attachments.splice(card.attachments.indexOf(attachment), 1)
    if (card.cover.idAttachment === attachment.id) {
      card.cover = { ...card.cover, idAttachment: null }
    }
    const data = { attachment: { id: attachment.id, name: attachment.name } }
    record(trello, actorOf(trello, caller), { type: "deleteAttachmentFromCard", board, card, data })
    return c.json({ limits: {} })
  })
  return app
}

function openAttachment(card: Card, id: string): Attachment {
  const found = card.attachments.find((attachment) => attachment.id === id.toLowerCase())
  if (found === undefined) throw new Refusal(404, NOT_FOUND)
  return found
}
