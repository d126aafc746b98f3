import * as v from "valibot"

/** What the documents leave open, or what differs between customers: a switch for each. */
export const QuirksSchema = v.strictObject({
  /** Seconds in which a used refresh token still gives the pair that it gave. 0: strictly single use. */
  leewaySeconds: v.pipe(v.number(), v.minValue(0)),
  /** `cut`: the consent page is served with `Cross-Origin-Opener-Policy: same-origin`. */
  opener: v.picklist(["kept", "cut"]),
  /** Whether a guest of a workspace may consent (Trello). */
  guestConsent: v.picklist(["allowed", "refused"]),
  /** Whether a rotation takes the webhooks of the old token with it (Trello). */
  webhooksDieOnRefresh: v.boolean(),
  /** Whether a second consent of the same account ends the first grant. */
  secondConsentKillsFirst: v.boolean(),
  /** Whether an admin must approve the app first: the consent page says so and never redirects (Miro). */
  adminApproval: v.boolean(),
  /** Whether the authorization server has a revocation endpoint as in RFC 7009: no page says so (Trello). */
  revocation: v.picklist(["missing", "rfc7009"]),
})
export type Quirks = v.InferOutput<typeof QuirksSchema>

/** How the consent page answers. `ask` shows it; the others redirect at once. */
export const ConsentSchema = v.strictObject({
  mode: v.picklist(["ask", "allow", "deny"]),
  /** Who consents: a Trello member's id, a Miro user's id. The stand-in's default person without it. */
  member: v.optional(v.string()),
  /** The Miro team that is consented for. */
  team: v.optional(v.string()),
})
export type Consent = v.InferOutput<typeof ConsentSchema>

/** Who looks before anybody said otherwise: nobody answers for the person. */
export const DEFAULT_CONSENT: Consent = { mode: "ask" }
