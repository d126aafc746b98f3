import type { MessageTarget } from "../../library/environment.ts"
import { type CallbackHandle, parseCallback } from "./callbacks.ts"
import { hasSafeAddresses } from "./capabilities.ts"
import { count, type Fields, isFields, text } from "./records.ts"

/** A part of the card back in which the Power-Up shows the attachments that it claims. */
export interface AttachmentSection {
  readonly id: string
  /** Ids of the attachments that are shown here and nowhere else. */
  readonly claimed: readonly string[]
  readonly icon: string
  readonly title: string | CallbackHandle
  readonly url: string
  readonly height: number
}

/** How the Power-Up shows one attachment: with words and a picture, or in a page of its own. */
export type Thumbnail =
  | { readonly type: "page"; readonly url: string }
  | {
      readonly type: "preview"
      readonly title: string | null
      readonly image: string | null
      readonly isLogo: boolean
      readonly openText: string | null
      readonly created: string | null
      readonly modified: string | null
    }

/** What stands for a bare address. */
export interface FormattedUrl {
  readonly icon: string | null
  readonly text: string
  readonly subtext: string | null
  readonly image: string | null
  readonly actions: readonly {
    readonly text: string
    readonly callback: CallbackHandle | null
    readonly url: string | null
  }[]
}

/** A way to sort the cards of a list. */
export interface ListSorter {
  readonly text: string
  readonly callback: CallbackHandle
}

const maxSorters = 5

function safeRows(answer: unknown): Fields[] {
  const list = Array.isArray(answer) ? answer : [answer]
  return list.filter(isFields).filter(hasSafeAddresses)
}

function dateText(value: unknown): string | null {
  const given = typeof value === "number" ? value : text(value)
  if (given === null) return null
  const date = new Date(given)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

/** Reads `attachment-sections`; a section needs id, title, page and at least one attachment of `known`. */
export function parseAttachmentSections(
  answer: unknown,
  owner: MessageTarget,
  known: ReadonlySet<string>,
): AttachmentSection[] {
  return safeRows(answer).flatMap((row) => {
    const content = isFields(row["content"]) ? row["content"] : {}
    const title = parseCallback(row["title"], owner) ?? text(row["title"])
    const [id, icon, url] = [text(row["id"]), text(row["icon"]), text(content["url"])]
    const entries = Array.isArray(row["claimed"]) ? row["claimed"].filter(isFields) : []
    const claimed = entries.flatMap((entry) =>
      typeof entry["id"] === "string" && known.has(entry["id"]) ? [entry["id"]] : [],
    )
    if (id === null || icon === null || url === null || title === null) return []
    if (claimed.length === 0 || content["type"] !== "iframe") return []
    return [{ id, claimed, icon, title, url, height: count(content["height"]) ?? 150 }]
  })
}

/** Reads `attachment-thumbnail`; null when there is nothing to show. */
export function parseThumbnail(answer: unknown): Thumbnail | null {
  const [row] = safeRows(answer)
  if (row === undefined) return null
  const start = isFields(row["initialize"]) ? row["initialize"] : null
  const page = start?.["type"] === "iframe" ? text(start["url"]) : null
  if (page !== null) return { type: "page", url: page }
  const image = isFields(row["image"]) ? row["image"] : {}
  const preview = {
    type: "preview" as const,
    title: text(row["title"]),
    image: text(image["url"]),
    isLogo: image["logo"] === true,
    openText: text(row["openText"]),
    created: dateText(row["created"]),
    modified: dateText(row["modified"]),
  }
  return preview.title === null && preview.image === null ? null : preview
}

/** Reads `format-url`; null without text. */
export function parseFormattedUrl(answer: unknown, owner: MessageTarget): FormattedUrl | null {
  const [row] = safeRows(answer)
  const label = text(row?.["text"])
  if (row === undefined || label === null) return null
  const actions = Array.isArray(row["actions"]) ? row["actions"].filter(isFields) : []
  return {
    icon: text(row["icon"]),
    text: label,
    subtext: text(row["subtext"]),
    image: isFields(row["image"]) ? text(row["image"]["url"]) : null,
    actions: actions.flatMap((action) => {
      const words = text(action["text"])
      const [callback, url] = [parseCallback(action["callback"], owner), text(action["url"])]
      return words === null || (callback === null && url === null)
        ? []
        : [{ text: words, callback, url }]
    }),
  }
}

/** Reads `card-from-url`: name and description of a card that is made of an address; null without a name. */
export function parseCardFromUrl(answer: unknown): { name: string; desc: string } | null {
  if (!isFields(answer)) return null
  const name = text(answer["name"])
  return name === null ? null : { name, desc: text(answer["desc"]) ?? "" }
}

/** Reads `list-sorters`: at most five, each with text and a function. */
export function parseSorters(answer: unknown, owner: MessageTarget): ListSorter[] {
  return safeRows(answer)
    .flatMap((row) => {
      const [label, callback] = [text(row["text"]), parseCallback(row["callback"], owner)]
      return label === null || callback === null ? [] : [{ text: label, callback }]
    })
    .slice(0, maxSorters)
}

/** Reads what a sorter answers: the ids of the list's cards in their new order, those that it left out last. */
export function parseSorted(answer: unknown, ids: readonly string[]): string[] {
  const sorted = isFields(answer) ? answer["sortedIds"] : null
  const wanted = Array.isArray(sorted) ? sorted.filter((id) => ids.includes(id)) : []
  return [...new Set<string>([...wanted, ...ids])]
}
