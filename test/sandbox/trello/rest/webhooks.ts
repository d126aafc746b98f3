import { Hono } from "hono"
import type { Grant } from "../oauth/grants.ts"
import { newId } from "../store/ids.ts"
import type { Webhook } from "../store/appModel.ts"
import type { Trello } from "../trello.ts"
import type { Caller, RestEnv } from "./caller.ts"
import { answersHead } from "./delivery.ts"
import { viewModel, viewWebhook } from "./views/webhook.ts"
import { ANY_SCOPE, guard } from "./guard.ts"
import { demandWorkspace, openBoard, openCard, openList, openOrganization } from "./open.ts"
import { readFlag, readId, readParams, readText, requireText } from "./params.ts"
import { invalidValue, MISSING_SCOPES, NO_PERMISSION, NOT_FOUND, Refusal } from "./refusal.ts"

/** `/webhooks`: each belongs to the grant that made it, and no other grant sees it. */
export function buildWebhookRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()
  const any = guard("id", ANY_SCOPE)

  app.post("/webhooks", any, async (c) => {
    const caller = c.get("caller")
    const grant = grantOf(caller)
    const params = await readParams(c)
    const idModel = readId(params, "idModel")
    if (idModel === undefined) throw invalidValue("idModel")
    const callbackURL = readUrl(requireText(params, "callbackURL"))
    demandModel(trello, caller, grant, idModel)
    const all = [...trello.store.webhooks.values()]
    const double = all.some(
      (one) =>
        one.idGrant === grant.id && one.idModel === idModel && one.callbackURL === callbackURL,
    )
    if (double) {
      throw new Refusal(400, "A webhook with that callback, model, and token already exists")
    }
    if (!(await answersHead(trello, callbackURL))) {
      throw new Refusal(400, "URL did not return 200 status code, got no or another answer")
    }
    const webhook: Webhook = {
      id: newId(trello.now()),
      idGrant: grant.id,
      idMember: grant.idMember,
      idModel,
      callbackURL,
      description: readText(params, "description") ?? "",
      active: readFlag(params, "active") ?? true,
      consecutiveFailures: 0,
      firstConsecutiveFailDate: null,
    }
    trello.store.webhooks.set(webhook.id, webhook)
    return c.json(viewWebhook(webhook))
  })

  app.get("/webhooks/:id", any, (c) =>
    c.json(viewWebhook(open(c.get("caller"), c.req.param("id")))),
  )

  app.put("/webhooks/:id", any, async (c) => {
    const caller = c.get("caller")
    const webhook = open(caller, c.req.param("id"))
    const params = await readParams(c)
    const idModel = readId(params, "idModel")
    if (idModel !== undefined && idModel !== webhook.idModel) throw invalidValue("idModel")
    const wanted = readText(params, "callbackURL")
    if (wanted !== undefined && wanted !== webhook.callbackURL) {
      if (!(await answersHead(trello, readUrl(wanted)))) throw invalidValue("callbackURL")
      webhook.callbackURL = wanted
    }
    webhook.description = readText(params, "description") ?? webhook.description
    const active = readFlag(params, "active") ?? webhook.active
    if (active && !webhook.active) {
      webhook.consecutiveFailures = 0
      webhook.firstConsecutiveFailDate = null
    }
    webhook.active = active
    return c.json(viewWebhook(webhook))
  })

  app.delete("/webhooks/:id", any, (c) => {
    trello.store.webhooks.delete(open(c.get("caller"), c.req.param("id")).id)
    return c.json({ _value: null })
  })

  function open(caller: Caller, id: string): Webhook {
    const grant = grantOf(caller)
    const webhook = trello.store.webhooks.get(id.toLowerCase())
    if (webhook === undefined) throw new Refusal(404, NOT_FOUND)
    if (webhook.idGrant !== grant.id) throw new Refusal(401, "webhook does not belong to token")
    return webhook
  }
  return app
}

function grantOf(caller: Caller): Grant {
  if (caller.kind !== "grant") throw new Refusal(401, NO_PERMISSION)
  return caller.grant
}

/** A webhook needs the right to read its model. */
function demandModel(trello: Trello, caller: Caller, grant: Grant, idModel: string): void {
  const { store } = trello
  const needs = (scope: string): void => {
    if (!grant.scopes.includes(scope)) throw new Refusal(401, MISSING_SCOPES)
  }
  if (viewModel(trello, idModel) === null) throw new Refusal(404, NOT_FOUND)
  if (store.organizations.has(idModel)) {
    needs("read:organization:trello")
    openOrganization(trello, caller, idModel)
  } else if (store.members.has(idModel)) {
    needs("read:member:trello")
    if (idModel !== grant.idMember) throw new Refusal(401, NO_PERMISSION)
    demandWorkspace(caller, grant.idOrganization)
  } else {
    needs("read:board:trello")
    if (store.boards.has(idModel)) openBoard(trello, caller, idModel)
    else if (store.lists.has(idModel)) openList(trello, caller, idModel)
    else openCard(trello, caller, idModel)
  }
}

function readUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw invalidValue("callbackURL")
  }
  return text
}
