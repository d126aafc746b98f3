/** Trello's ten label hues. */
export const LABEL_HUES = [
  "green",
  "yellow",
  "orange",
  "red",
  "purple",
  "blue",
  "sky",
  "lime",
  "pink",
  "black",
] as const
export type LabelHue = (typeof LABEL_HUES)[number]

/** A label or cover colour: a hue, since 2022 also in a light and a dark shade. No colour is null. */
export type LabelColor = LabelHue | `${LabelHue}_light` | `${LabelHue}_dark`

/** All thirty colours, each hue followed by its shades. */
export const LABEL_COLORS: readonly LabelColor[] = LABEL_HUES.flatMap(
  (hue) => [hue, `${hue}_light`, `${hue}_dark`] as const,
)

/** Reads a colour as Trello names it. One that is unknown, because Trello added it since, is no colour. */
export function parseLabelColor(value: unknown): LabelColor | null {
  return LABEL_COLORS.find((color) => color === value) ?? null
}

/** What stands in a custom field. */
export type CustomFieldValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly number: number }
  /** ISO 8601 in UTC. */
  | { readonly kind: "date"; readonly at: string }
  | { readonly kind: "checked" }
  /** One of a list of options. */
  | { readonly kind: "choice"; readonly text: string }

/** A card in the unified model: what any board needs to know of it, in plain text and Markdown. */
export interface Ticket {
  /** The Trello card that it stands for. */
  readonly id: string
  readonly idBoard: string
  readonly shortLink: string
  readonly idShort: number
  /** Opens the card: `{trello origin}/c/{shortLink}`. */
  readonly url: string
  readonly title: string
  /** Markdown as a person wrote it; may be empty. */
  readonly description: string
  readonly listName: string | null
  readonly labels: readonly { readonly name: string; readonly color: LabelColor | null }[]
  /** Names only: e-mail addresses are not obtainable and avatars are not sent along. */
  readonly members: readonly { readonly name: string }[]
  /** ISO 8601 in UTC. */
  readonly due: { readonly at: string; readonly complete: boolean } | null
  readonly checklist: { readonly done: number; readonly total: number } | null
  /** The fields that this board shows, with a value; see `customFieldsOfCard`. */
  readonly customFields: readonly {
    readonly name: string
    readonly value: CustomFieldValue
  }[]
  readonly cover: LabelColor | null
  readonly archived: boolean
}

/** In whose words dates are written. One per Trello board, so that two people's pushes agree. */
export interface BoardFormat {
  /** A BCP 47 tag, for example `en-GB`. */
  readonly locale: string
  /** An IANA name, for example `Europe/Berlin`. */
  readonly timeZone: string
}
