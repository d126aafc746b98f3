import { Hono } from "hono"
import { LABEL_HUES, type LabelColor } from "../../../../core/cards/ticket.ts"
import { buildCardReference, record } from "../store/changes.ts"
import { newId } from "../store/ids.ts"
import type { Action, Card, Label } from "../store/model.ts"
import type { Trello } from "../trello.ts"
import { actorOf, memberOf, type RestEnv } from "./caller.ts"
import { checkLabels, checkMembers, setLabels, setMembers } from "./cardSets.ts"
import { EDIT_BOARD, guard, WRITE_BOARD } from "./guard.ts"
import { openCard } from "./open.ts"
import { type Params, readFlag, readId, readParams, readText, requireText } from "./params.ts"
import { invalidValue, NO_PERMISSION, NOT_FOUND, Refusal } from "./refusal.ts"
import { viewAction } from "./views/action.ts"
import { viewAttachment, viewLabel } from "./views/card.ts"
import { viewMember } from "./views/member.ts"

const COLOURS = new Set(LABEL_HUES.flatMap((hue) => [hue, `${hue}_light`, `${hue}_dark`]))

/** A label's colour; null for none. */
export function readColor(params: Params): LabelColor | null {
  const value = params.get("color")
  if (value === null || value === "null" || value === "") return null
  if (typeof value !== "string" || !COLOURS.has(value)) throw invalidValue("color")
  return value as LabelColor
}

/** What is put on cards and taken off again: labels, members, comments, attachments. */
export function buildCardPartRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()
  const write = guard("shortLinked", WRITE_BOARD)
  const edit = guard("shortLinked", EDIT_BOARD)

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
    trello.store.labels.set(label.id, label)
    setLabels(trello, actorOf(trello, caller), board, card, [...card.idLabels, label.id])
    return c.json(viewLabel(label))
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

  // Observers may comment: prefs.comments of every board of the stand-in is `observers`.
  app.post("/cards/:id/actions/comments", write, async (c) => {
    const caller = c.get("caller")
    const { card, board } = openCard(trello, caller, c.req.param("id"), "comment")
    const text = requireText(await readParams(c), "text")
    const list = trello.store.lists.get(card.idList)
    const actor = actorOf(trello, caller)
    return c.json(
      viewAction(
        trello,
        record(trello, actor, { type: "commentCard", board, card, list, data: { text } }),
      ),
    )
  })

  app.put("/cards/:id/actions/:idAction/comments", edit, async (c) => {
    const caller = c.get("caller")
    const { card, board } = openCard(trello, caller, c.req.param("id"), "comment")
    const comment = openComment(card, c.req.param("idAction"))
    if (comment.idMemberCreator !== memberOf(caller)) throw new Refusal(401, NO_PERMISSION)
    const text = requireText(await readParams(c), "text")
    const old = comment.data["text"]
    comment.data["text"] = text
    const data = { action: { id: comment.id, text }, old: { text: old } }
    record(trello, actorOf(trello, caller), { type: "updateComment", board, card, data })
    return c.json(viewAction(trello, comment))
  })

  app.delete("/cards/:id/actions/:idAction/comments", write, (c) => {
    const caller = c.get("caller")
    const { card, board } = openCard(trello, caller, c.req.param("id"), "comment")
    const comment = openComment(card, c.req.param("idAction"))
    if (comment.idMemberCreator !== memberOf(caller)) throw new Refusal(401, NO_PERMISSION)
    trello.store.actions.splice(trello.store.actions.indexOf(comment), 1)
    const data = { action: { id: comment.id } }
    record(trello, actorOf(trello, caller), { type: "deleteComment", board, card, data })
    return c.json({ _value: null })
  })

  app.post("/cards/:id/attachments", write, async (c) => {
    const caller = c.get("caller")
    const { card, board } = openCard(trello, caller, c.req.param("id"), "write")
    const params = await readParams(c)
    const url = requireText(params, "url")
    if (!/^https?:\/\//i.test(url)) throw invalidValue("url")
    const actor = actorOf(trello, caller)
    const attachment = {
      id: newId(trello.now()),
      name: readText(params, "name", 256) ?? url,
      url,
      mimeType: readText(params, "mimeType", 256) ?? "",
      idMember: actor.idMember,
      date: new Date(trello.now()).toISOString(),
      pos: (card.attachments.length + 1) * 16384,
    }
    card.attachments.push(attachment)
    if (readFlag(params, "setCover") === true) {
      card.cover = { ...card.cover, color: null, idAttachment: attachment.id }
    }
    const { id, name } = attachment
    const data = { card: buildCardReference(card), attachment: { id, name, url } }
    record(trello, actor, { type: "addAttachmentToCard", board, card, data })
    return c.json(viewAttachment(attachment))
  })

  app.delete("/cards/:id/attachments/:idAttachment", write, (c) => {
    const caller = c.get("caller")
    const { card, board } = openCard(trello, caller, c.req.param("id"), "write")
    const at = card.attachments.findIndex(({ id }) => id === c.req.param("idAttachment"))
    const [attachment] = at < 0 ? [] : card.attachments.splice(at, 1)
    if (attachment === undefined) throw new Refusal(404, NOT_FOUND)
    if (card.cover.idAttachment === attachment.id)
      card.cover = { ...card.cover, idAttachment: null }
    const { id, name } = attachment
    const data = { attachment: { id, name } }
    record(trello, actorOf(trello, caller), { type: "deleteAttachmentFromCard", board, card, data })
    return c.json({ limits: {} })
  })

  function viewMembers(card: Card): unknown[] {
    return card.idMembers.flatMap((id) => {
      const member = trello.store.members.get(id)
      return member === undefined ? [] : [viewMember(trello, member)]
    })
  }

  function openComment(card: Card, id: string): Action {
    const found = trello.store.actions.find(
      (action) => action.id === id && action.type === "commentCard" && action.idCard === card.id,
    )
    if (found === undefined) throw new Refusal(404, NOT_FOUND)
    return found
  }
  return app
}
