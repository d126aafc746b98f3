import type { AppCardField } from "./chips.ts"
import { clampText } from "./clamp.ts"
import { resolveFormat } from "./dueDate.ts"
import { appCardFields } from "./fields.ts"
import { coverColor } from "./labelColors.ts"
import { APP_CARD_WIDTH, CELL_HEIGHT, type Position } from "./layout.ts"
import { toMiroHtml } from "./markdown.ts"
import { cleanLine, escapeAttribute, escapeHtml } from "./plainText.ts"
import { cardTexts } from "./texts.ts"
import type { BoardFormat, Ticket } from "./ticket.ts"

/** How many characters of the card's title are shown. With tags and escapes it stays below Miro's 6,000. */
const TITLE_MAX = 1000
/** How long the description's HTML gets, tags included. */
const DESCRIPTION_MAX = 5000

/** The edge of a card that has neither cover colour nor coloured label: Miro's own default. */
const NO_COLOR = "#2d9bf0"

/** What we put on a Miro board for a card. Its hash tells whether a push would change anything. */
export interface AppCard {
  /** HTML: one paragraph that links to the card. */
  readonly title: string
  /** HTML with Miro's tags for descriptions; empty for an empty description, which clears it. */
  readonly description: string
  readonly fields: readonly AppCardField[]
  /** `#rrggbb`. */
  readonly fillColor: string
}

/**
 * The app card for a ticket, in the board's language and time zone.
 *
 * `now` (milliseconds since 1970) decides whether a due date is overdue or soon and whether its year is written.
 * Only its calendar day in the board's time zone counts: whoever pushes, wherever and with whatever settings of
 * their own, gets the same app card all day, and pushing again on a later day brings the colours up to date.
 * A locale that nobody knows reads as English, such a time zone as UTC.
 */
export function toAppCard(ticket: Ticket, format: BoardFormat, now: number): AppCard {
  const known = resolveFormat(format)
  const texts = cardTexts(known.locale)
  const title = clampText(cleanLine(ticket.title) || `#${ticket.idShort}`, TITLE_MAX)
  const color = ticket.cover ?? ticket.labels.find((label) => label.color !== null)?.color ?? null
  return {
    title: `<p><a href="${escapeAttribute(ticket.url)}">${escapeHtml(title)}</a></p>`,
    description: toMiroHtml(ticket.description, {
      max: DESCRIPTION_MAX,
      moreUrl: ticket.url,
      texts,
    }),
    fields: appCardFields(ticket, known, now, texts),
    fillColor: color === null ? NO_COLOR : coverColor(color),
  }
}

/** `connected`: in step with Trello. `disabled`: the card is gone. `disconnected`: nobody may update it now. */
export type AppCardStatus = "connected" | "disabled" | "disconnected"

/** The JSON body of Miro's create and update app card. */
export interface AppCardBody {
  readonly data: {
    readonly title: string
    readonly description: string
    readonly fields: readonly AppCardField[]
    readonly status: Extract<AppCardStatus, "connected">
  }
  readonly style: { readonly fillColor: string }
  readonly position?: Position
  readonly geometry?: { readonly width: number; readonly height: number }
}

/**
 * The body that puts an app card in step with Trello on a board: with `position` to create one, without to update it, since where and
 * how large it is belongs to the people on the board from then on.
 */
export function appCardBody(
  { title, description, fields, fillColor }: AppCard,
  position?: Position,
): AppCardBody {
  return {
    data: { title, description, fields, status: "connected" },
    style: { fillColor },
    ...(position === undefined
      ? {}
      : { position, geometry: { width: APP_CARD_WIDTH, height: CELL_HEIGHT } }),
  }
}
