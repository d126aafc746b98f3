import type { Hono } from "hono"
import type { Control } from "../control/control.ts"
import type { SandboxEnv } from "../control/middleware.ts"
import type { Quirks } from "../control/settings.ts"
import { signIdentity } from "./identity/jwt.ts"
import { addBoardWithCards, MANY_CARDS_MAX } from "./seed/many.ts"
import { defaultMember } from "./seed/people.ts"
import { findBoard, findCard } from "./store/lookups.ts"
import type { Trello } from "./trello.ts"

/** What the documents leave open, as long as nobody says otherwise. */
export const DEFAULT_QUIRKS: Quirks = {
  leewaySeconds: 0,
  opener: "kept",
  guestConsent: "allowed",
  webhooksDieOnRefresh: false,
  secondConsentKillsFirst: false,
  adminApproval: false,
  revocation: "missing",
}

/** The control calls that only the Trello stand-in has. */
export function addControlRoutes(trello: Trello, control: Control): Hono<SandboxEnv> {
  const { routes } = control

  // Any member with any board: what a signature proves is who asks, and tests need the ones who should not.
  routes.get("/jwt", async (c) => {
    const { store } = trello
    const member = store.members.get(c.req.query("member") ?? defaultMember(store).id)
    if (member === undefined) return c.json({ error: "member: there is no such member." }, 400)
    const [first] = store.boards.keys()
    const wantedCard = c.req.query("card")
    const card = wantedCard === undefined ? undefined : findCard(store, wantedCard)
    if (card === null) return c.json({ error: "card: there is no such card." }, 400)
    const board = findBoard(store, c.req.query("board") ?? card?.idBoard ?? first ?? "")
    if (board === null) return c.json({ error: "board: there is no such board." }, 400)
    const state = c.req.query("state")
    const jwt = await signIdentity(trello, {
      idMember: member.id,
      idBoard: board.id,
      idCard: card?.id,
      state,
    })
    return c.json({ jwt })
  })

  routes.post("/seed", async (c) => {
    const body: unknown = await c.req.json().catch(() => null)
    const entries = typeof body === "object" && body !== null ? Object.entries(body) : []
    const [[name, count] = []] = entries
    const fits = Number.isInteger(count) && Number(count) >= 1 && Number(count) <= MANY_CARDS_MAX
    if (entries.length !== 1 || name !== "cards" || !fits) {
      return c.json({ error: `Expected {cards: 1 to ${MANY_CARDS_MAX}}.` }, 400)
    }
    return c.json(addBoardWithCards(trello, Number(count)))
  })
  return routes
}
