import type { LabelColor, LabelHue } from "./ticket.ts"
import { splitColor } from "./labelColors.ts"

/** The words that we write onto a Miro board, in one language. */
export interface CardTexts {
  readonly list: string
  readonly due: string
  readonly overdue: string
  readonly dueSoon: string
  readonly complete: string
  readonly checklist: (done: number, total: number) => string
  readonly label: string
  readonly member: string
  /** What a chip like "+3" stands for, before the names. `count` is at least 2. */
  readonly moreLabels: (count: number) => string
  readonly moreMembers: (count: number) => string
  readonly archived: string
  readonly archivedTooltip: string
  readonly deleted: string
  readonly deletedTooltip: string
  readonly outOfReach: string
  readonly outOfReachTooltip: string
  readonly colorless: string
  readonly colorName: (color: LabelColor) => string
  /** The link at the end of a description that was cut. */
  readonly readOn: string
  /** A picture in a description that has no text of its own. */
  readonly image: string
}

function colorNames(
  hues: Readonly<Record<LabelHue, string>>,
  light: string,
  dark: string,
): (color: LabelColor) => string {
  const prefixes = { light: `${light} `, base: "", dark: `${dark} ` }
  return (color) => {
    const { hue, shade } = splitColor(color)
    return prefixes[shade] + hues[hue]
  }
}

const en: CardTexts = {
  list: "List",
  due: "Due",
  overdue: "overdue",
  dueSoon: "due soon",
  complete: "complete",
  checklist: (done, total) => `Checklist: ${done} of ${total} done`,
  label: "Label",
  member: "Member",
  moreLabels: (count) => `${count} more labels`,
  moreMembers: (count) => `${count} more members`,
  archived: "Archived",
  archivedTooltip: "Archived in Trello",
  deleted: "Deleted in Trello",
  deletedTooltip: "The Trello card was deleted. This is what it showed last.",
  outOfReach: "Moved in Trello",
  outOfReachTooltip: "The Trello card is on another board now. This is what it showed last.",
  colorless: "no color",
  colorName: colorNames(
    {
      green: "green",
      yellow: "yellow",
      orange: "orange",
      red: "red",
      purple: "purple",
      blue: "blue",
      sky: "sky blue",
      lime: "lime",
      pink: "pink",
      black: "black",
    },
    "light",
    "dark",
  ),
  readOn: "Read on in Trello",
  image: "Image",
}

const de: CardTexts = {
  list: "Liste",
  due: "Fällig",
  overdue: "überfällig",
  dueSoon: "bald fällig",
  complete: "erledigt",
  checklist: (done, total) => `Checkliste: ${done} von ${total} erledigt`,
  label: "Label",
  member: "Mitglied",
  moreLabels: (count) => `${count} weitere Labels`,
  moreMembers: (count) => `${count} weitere Mitglieder`,
  archived: "Archiviert",
  archivedTooltip: "In Trello archiviert",
  deleted: "In Trello gelöscht",
  deletedTooltip: "Die Trello-Karte wurde gelöscht. Das stand zuletzt darauf.",
  outOfReach: "In Trello verschoben",
  outOfReachTooltip:
    "Die Trello-Karte ist jetzt auf einem anderen Board. Das stand zuletzt darauf.",
  colorless: "ohne Farbe",
  colorName: colorNames(
    {
      green: "Grün",
      yellow: "Gelb",
      orange: "Orange",
      red: "Rot",
      purple: "Lila",
      blue: "Blau",
      sky: "Himmelblau",
      lime: "Limette",
      pink: "Rosa",
      black: "Schwarz",
    },
    "helles",
    "dunkles",
  ),
  readOn: "In Trello weiterlesen",
  image: "Bild",
}

const LANGUAGES: Readonly<Record<string, CardTexts>> = { en, de }

/** The words for a locale, for example `de-AT`; English where we have no translation. */
export function cardTexts(locale: string): CardTexts {
  const language = locale.split(/[-_]/, 1)[0]?.toLowerCase() ?? "en"
  return Object.hasOwn(LANGUAGES, language) ? (LANGUAGES[language] ?? en) : en
}
