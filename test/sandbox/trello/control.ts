import type { Hono } from "hono"
import type { Control } from "../control/control.ts"
import type { SandboxEnv } from "../control/middleware.ts"
import type { Quirks } from "../control/settings.ts"
import { signIdentity } from "./identity/jwt.ts"
import * as v from "valibot"
import { addBoardWithCards, addPeople, MANY_CARDS_MAX, PEOPLE_MAX } from "./seed/many.ts"
import { defaultMember } from "./seed/people.ts"
import { DEFAULT_SETTINGS, SettingsSchema } from "./settings.ts"
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
    if (entries.length === 1 && name === "people" && fits && Number(count) <= PEOPLE_MAX) {
      return c.json({ people: addPeople(trello, Number(count)) })
    }
    if (entries.length !== 1 || name !== "cards" || !fits) {
      const wanted = `{cards: 1 to ${MANY_CARDS_MAX}} or {people: 1 to ${PEOPLE_MAX}}`
      return c.json({ error: `Expected ${wanted}.` }, 400)
    }
    return c.json(addBoardWithCards(trello, Number(count)))
  })

  routes.get("/settings", (c) => c.json(trello.settings))
  routes.post("/settings", async (c) => {
    const body: unknown = await c.req.json().catch(() => null)
    const read = v.safeParse(v.partial(SettingsSchema), body)
    if (!read.success) return c.json({ error: describeIssues(read.issues) }, 400)
    trello.settings = v.parse(SettingsSchema, { ...trello.settings, ...read.output })
    return c.json(trello.settings)
  })

  routes.post("/privacy", async (c) => {
    const body: unknown = await c.req.json().catch(() => null)
    const read = v.safeParse(PrivacySchema, body)
    if (!read.success) return c.json({ error: describeIssues(read.issues) }, 400)
    const { member, event } = read.output
    const known = { id: member, date: new Date(trello.now()).toISOString(), event }
    trello.privacy.events.push(known)
    return c.json(known)
  })
  return routes
}

/** What a reset puts back. */
export function buildFreshState(): Pick<Trello, "settings" | "privacy"> {
  return { settings: DEFAULT_SETTINGS, privacy: { events: [], lastPolled: null } }
}

/** Lets the compliance call tell about a member. */
const PrivacySchema = v.strictObject({
  member: v.pipe(v.string(), v.regex(/^[0-9a-f]{24}$/)),
  event: v.picklist(["accountDeleted", "accountUpdated", "tokenRevoked", "tokenExpired"]),
})

function describeIssues(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues.map((issue) => `${v.getDotPath(issue) ?? "body"}: ${issue.message}`).join("; ")
}
