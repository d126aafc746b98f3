import { Hono } from "hono"
import * as v from "valibot"
import { customFieldsOfCard } from "../../core/cards/customFields.ts"
import type { TrelloCard } from "../../core/cards/fromTrello.ts"
import { itemUrl } from "../../core/cards/itemUrl.ts"
import type { Ticket } from "../../core/cards/ticket.ts"
import {
  type Link,
  type LinksAnswer,
  type PushAnswer,
  PushRequestSchema,
  RemoveRequestSchema,
  WorkspaceSchema,
} from "../../core/contract/cards.ts"
import { TrelloIdSchema } from "../../core/contract/ids.ts"
import { readConfig } from "../config.ts"
import { fail, ok, type Result, toHttp } from "../failure.ts"
import { miroGrant, trelloGrant, type UsableGrant } from "../identity/access.ts"
import type { ApiEnvironment } from "../identity/caller.ts"
import type { Caller } from "../identity/trelloJwt.ts"
import { buildDeleteAppCard, parseAppCardChange } from "../miro/appCards.ts"
import { buildReadBoard, parseBoardSeen } from "../miro/boards.ts"
import { boardObject } from "../objects.ts"
import type { LinkRow } from "../sync/live/describe.ts"
import { askForLinks, type MoveContext, waitForLinks } from "../sync/movedHere.ts"
import { pushCard } from "../sync/pushCard.ts"
import {
  buildReadCard,
  buildReadCustomFields,
  parseReadCard,
  parseReadCustomFields,
} from "../trello/cards.ts"
import { readBody, readQuery, respond } from "./parse.ts"

/** Cards of the Trello board that the caller's identity names: `/api/cards`. */
export const cardRoutes = new Hono<ApiEnvironment>()
  .post("/push", async (c) => {
    const body = await readBody(c, PushRequestSchema)
    if (!body.ok) return respond(c, body)
    const { workspace, card: idCard, miroBoard, connection, locale, timeZone, known } = body.value
    const { caller, clock } = c.var
    const [trello, miro] = await Promise.all([
      trelloGrant(c.env, caller, workspace),
      miroGrant(c.env, caller, workspace, connection),
    ])
    if (!trello.ok) return respond(c, trello)
    if (!miro.ok) return respond(c, miro)
    const links = boardObject(c.env, caller.board)
    const shown = await links.customFields(miroBoard.id)
    const read = buildReadCard(idCard, shown.length > 0)
    const card = parseReadCard(await trello.value.call(read), caller.board)
    if (!card.ok) return respond(c, card)
    if (known) await waitForLinks(idCard, moveContext(c.env, caller, trello.value))
    const customFields = await readCustomFields(trello.value, card.value, shown)
    if (!customFields.ok) return respond(c, customFields)

    const { TRELLO_ORIGIN: trelloOrigin, MIRO_ORIGIN: miroOrigin } = readConfig(c.env)
    const pushed = await pushCard(card.value, miroBoard, {
      customFields: customFields.value,
      miro: miro.value.call,
      links,
      pusher: { member: caller.member, connection, workspace },
      format: await links.format({ locale, timeZone }),
      trelloOrigin,
      now: clock.now(),
      wait: (ms) => scheduler.wait(ms),
    })
    if (!pushed.ok) return respond(c, pushed)
    const all = buildLinks(await links.links(card.value.id, caller.member), miroOrigin)
    const link = all.find((candidate) => candidate.miroBoard.id === miroBoard.id)
    // Somebody may have removed it in this very moment.
    if (link === undefined) return toHttp(c, { code: "link_not_found" })
    const answer: PushAnswer = { outcome: pushed.value, link, links: all }
    return respond(c, ok(answer))
  })
  .post("/remove", async (c) => {
    const body = await readBody(c, RemoveRequestSchema)
    if (!body.ok) return respond(c, body)
    const { workspace, card, miroBoard, connection } = body.value
    const { caller } = c.var
    const miro = await miroGrant(c.env, caller, workspace, connection)
    if (!miro.ok) return respond(c, miro)
    const readable = await mayRead(c.env, caller, workspace, card)
    if (!readable.ok) return respond(c, readable)
    const links = boardObject(c.env, caller.board)
    const row = (await links.links(card, caller.member)).find(
      (link) => link.miroBoard === miroBoard,
    )
    if (row === undefined) return toHttp(c, { code: "link_not_found" })
    const removed = parseAppCardChange(
      await miro.value.call(buildDeleteAppCard(miroBoard, row.item)),
    )
    if (!removed.ok) return respond(c, removed)
    if (removed.value === "gone") {
      // The item may be gone, or the whole board out of this account's sight: only the first ends somebody else's link.
      const seen = parseBoardSeen(await miro.value.call(buildReadBoard(miroBoard)))
      const own = !seen.ok && seen.failure.code === "miro_board_not_found" && row.sync.mine
      if (!seen.ok && !own) return respond(c, seen)
    }
    await links.remove(card, miroBoard)
    return respond(c, ok(await readLinks(c.env, caller, card)))
  })
  .get("/:card/links", async (c) => {
    const query = readQuery(c, WorkspaceSchema)
    if (!query.ok) return respond(c, query)
    const idCard = c.req.param("card")
    if (!v.is(TrelloIdSchema, idCard)) return toHttp(c, { code: "invalid_request" })
    const { caller } = c.var
    const readable = await mayRead(c.env, caller, query.value.workspace, idCard)
    if (!readable.ok) return respond(c, readable)
    const answer = await readLinks(c.env, caller, idCard)
    if (answer.links.length > 0) return respond(c, ok(answer))
    const moving = await askForLinks(idCard, moveContext(c.env, caller, readable.value))
    return respond(c, ok(moving ? { ...answer, moving } : answer))
  })

/** Whether the caller's own grant reads the card on the board that their identity names. */
async function mayRead(
  env: Env,
  caller: ApiEnvironment["Variables"]["caller"],
  workspace: string,
  idCard: string,
): Promise<Result<UsableGrant>> {
  const trello = await trelloGrant(env, caller, workspace)
  if (!trello.ok) return trello
  const card = parseReadCard(await trello.value.call(buildReadCard(idCard)), caller.board)
  return card.ok ? trello : fail(card.failure.code, card.failure)
}

function moveContext(env: Env, caller: Caller, trello: UsableGrant): MoveContext {
  const here = boardObject(env, caller.board)
  return {
    trello: trello.call,
    isHere: async (card) => (await here.links(card, caller.member)).length > 0,
    lookFor: (board, card) => boardObject(env, board).lookFor(card),
    wait: (ms) => scheduler.wait(ms),
  }
}

/** What the card says in the custom fields that cards show on this Miro board. Most boards show none: no call then. */
async function readCustomFields(
  trello: UsableGrant,
  card: TrelloCard,
  shown: readonly string[],
): Promise<Result<Ticket["customFields"]>> {
  if (shown.length === 0) return ok([])
  const fields = parseReadCustomFields(await trello.call(buildReadCustomFields(card.idBoard)))
  return fields.ok ? ok(customFieldsOfCard(card, fields.value, shown)) : fields
}

async function readLinks(env: Env, caller: Caller, idCard: string): Promise<LinksAnswer> {
  const rows = await boardObject(env, caller.board).links(idCard, caller.member)
  return { links: buildLinks(rows, readConfig(env).MIRO_ORIGIN) }
}

function buildLinks(rows: readonly LinkRow[], miroOrigin: string): Link[] {
  return rows.map(({ card, miroBoard, miroBoardName, item, pushedAt, sync }) => ({
    card,
    miroBoard: { id: miroBoard, name: miroBoardName },
    item,
    url: itemUrl(miroOrigin, miroBoard, item),
    pushedAt: new Date(pushedAt).toISOString(),
    sync,
  }))
}
