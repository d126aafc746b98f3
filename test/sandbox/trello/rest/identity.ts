import { Hono } from "hono"
import { signIdentity } from "../identity/jwt.ts"
import { findCard } from "../store/lookups.ts"
import type { Trello } from "../trello.ts"
import { isWebClient, readViewer } from "../web/viewer.ts"
import type { RestEnv } from "./caller.ts"
import { openBoard } from "./open.ts"
import { readId, readParams, readText } from "./params.ts"
import { INVALID_TOKEN, NOT_FOUND, NO_PERMISSION, Refusal } from "./refusal.ts"

const STATE_MAX = 2048

/** The published keys, and the call behind `t.jwt()`, which only Trello's own pages may make. */
export function buildIdentityRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()

  app.get("/resource/jwt-public-keys", async (c) =>
    c.json({ keys: await trello.keys.publicKeys() }),
  )

  app.post("/plugin/:idPlugin/jwt", async (c) => {
    if (!isWebClient(c)) throw new Refusal(401, INVALID_TOKEN)
    const viewer = readViewer(c, trello.store)
    if (viewer === null) throw new Refusal(401, NO_PERMISSION)
    if (c.req.param("idPlugin") !== trello.plugin.id) throw new Refusal(404, NOT_FOUND)
    const params = await readParams(c)
    const board = openBoard(
      trello,
      { kind: "web", idMember: viewer.id },
      readId(params, "idBoard") ?? "",
    )
    if (!board.plugins.has(trello.plugin.id)) throw new Refusal(403, "plugin disabled")
    const idCard = readId(params, "idCard")
    const card = idCard === undefined ? undefined : findCard(trello.store, idCard)
    if (card === null || (card !== undefined && card.idBoard !== board.id)) {
      throw new Refusal(404, NOT_FOUND)
    }
    const state = readText(params, "state", STATE_MAX)
    const jwt = await signIdentity(trello, {
      idMember: viewer.id,
      idBoard: board.id,
      idCard: card?.id,
      state,
    })
    return c.json({ jwt })
  })
  return app
}
