/** Why an app card's Trello card cannot be opened any more; see `LINK_REASONS`. */
export const GONE_REASONS = ["card_deleted", "card_out_of_reach"] as const
export type GoneReason = (typeof GONE_REASONS)[number]

/** The address of the page that says so, for the title of an app card. `appOrigin` is where the pages are served. */
export function buildGoneUrl(appOrigin: string, reason: GoneReason): string {
  return `${appOrigin}/gone/?reason=${reason}`
}

/** Reads the reason from the query of such an address, `?reason=…`; null when it is unknown or missing. */
export function parseGoneReason(search: string): GoneReason | null {
  const named = /[?&]reason=([^&]*)/.exec(search)?.[1]
  return GONE_REASONS.find((reason) => reason === named) ?? null
}
