import { SPECIAL_ROLES, type SpecialCards, type SpecialRole } from "../contract/jobs.ts"

/** How many ids of a role are listed; the others are only counted. */
const LISTED_MAX = 20

/** What a card says about being another thing than an ordinary card. */
export interface RoleSource {
  readonly cardRole?: string | null | undefined
  readonly isTemplate?: boolean | null | undefined
}

/**
 * What else than an ordinary card this is; null for an ordinary one. `cardRole` is Trello's (card object, REST
 * reference); a role that Trello added since reads as an ordinary card, so that no card goes missing.
 */
export function roleOf(card: RoleSource): SpecialRole | null {
  if (card.isTemplate === true) return "template"
  return SPECIAL_ROLES.find((role) => role !== "template" && role === card.cardRole) ?? null
}

/**
 * Whether cards of this role go to Miro. Link cards do: they have a title, labels and a due date like others.
 * Left out are separators, which are a line between cards and say nothing; mirrors and board cards, which show a card
 * or a board that lives elsewhere, would be there twice and would be refreshed from the wrong place; and templates,
 * which are no work but a form for it.
 */
export function isPushed(role: SpecialRole | null): boolean {
  return role === null || role === "link"
}

/** The special ones of these cards by role, in the order of `SPECIAL_ROLES`; a role that no card has is absent. */
export function listSpecial(
  cards: readonly (RoleSource & { readonly id: string })[],
): SpecialCards[] {
  return SPECIAL_ROLES.flatMap((role) => {
    const found = cards.filter((card) => roleOf(card) === role)
    if (found.length === 0) return []
    const listed = found.slice(0, LISTED_MAX).map(({ id }) => id)
    return [{ role, pushed: isPushed(role), count: found.length, cards: listed }]
  })
}
