import type { MessageTarget } from "../../library/environment.ts"
import { type CallbackHandle, parseCallback } from "./callbacks.ts"
import { type Fields, isFields, text } from "./records.ts"

const defaultTimeoutMs = 5_000

const timeouts: Readonly<Record<string, number>> = {
  "card-badges": 10_000,
  "list-actions": 150,
  "list-sorters": 150,
  "card-from-url": 2_000,
  "on-disable": 500,
}

/** How long Trello waits for the answer to a capability, in milliseconds. */
export function timeoutOf(capability: string): number {
  return timeouts[capability] ?? defaultTimeoutMs
}

function isAddress(value: string): boolean {
  return /^(?:https?:\/\/|data:image\/)/.test(value)
}

/** Whether every `url` and `icon` of an answer may be used: http, https or an image as data. */
export function hasSafeAddresses(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(hasSafeAddresses)
  if (!isFields(value)) return true
  return Object.entries(value).every(([name, item]) => {
    const isUrl = name === "url" || name === "icon" || name === "dark" || name === "light"
    return isUrl && typeof item === "string" ? isAddress(item) : hasSafeAddresses(item)
  })
}

function rows(answer: unknown): Fields[] {
  const list = Array.isArray(answer) ? answer : [answer]
  return list.filter(isFields).filter(hasSafeAddresses)
}

/** A button: on the card back, in the board's header, in a list's menu. */
export interface PluginButton {
  readonly text: string
  readonly icon: string | null
  readonly darkIcon: string | null
  readonly condition: unknown
  readonly callback: CallbackHandle | null
  readonly url: string | null
  readonly target: string | null
}

/** Reads `card-buttons`, `board-buttons` and `list-actions`; entries without text are left out. */
export function parseButtons(answer: unknown, owner: MessageTarget): PluginButton[] {
  return rows(answer).flatMap((row) => {
    const label = text(row["text"])
    if (label === null) return []
    const icon = row["icon"]
    return [
      {
        text: label,
        icon: isFields(icon) ? text(icon["light"]) : text(icon),
        darkIcon: isFields(icon) ? text(icon["dark"]) : null,
        condition: row["condition"],
        callback: parseCallback(row["callback"], owner),
        url: text(row["url"]),
        target: text(row["target"]),
      },
    ]
  })
}

/** A badge on the front of a card or on its back. */
export interface PluginBadge {
  readonly title: string | null
  readonly text: string | null
  readonly icon: string | null
  readonly color: string | null
  readonly monochrome: boolean
  readonly refreshSeconds: number | null
  readonly dynamic: CallbackHandle | null
  readonly callback: CallbackHandle | null
  readonly url: string | null
  readonly target: string | null
}

/** Reads `card-badges` and `card-detail-badges`: a badge needs text, an icon or a function that brings them. */
export function parseBadges(answer: unknown, owner: MessageTarget): PluginBadge[] {
  return rows(answer).flatMap((row) => {
    const badge: PluginBadge = {
      title: text(row["title"]),
      text: typeof row["text"] === "number" ? String(row["text"]) : text(row["text"]),
      icon: text(row["icon"]),
      color: text(row["color"]),
      monochrome: row["monochrome"] !== false,
      refreshSeconds: typeof row["refresh"] === "number" ? Math.max(10, row["refresh"]) : null,
      dynamic: parseCallback(row["dynamic"], owner),
      callback: parseCallback(row["callback"], owner),
      url: text(row["url"]),
      target: text(row["target"]),
    }
    const shows = badge.text !== null || badge.icon !== null || badge.dynamic !== null
    return shows ? [badge] : []
  })
}

/** A section on the card back: a page of the Power-Up under a title. */
export interface PluginSection {
  readonly title: string
  readonly icon: string
  readonly url: string
  readonly height: number
  readonly action: { readonly text: string; readonly callback: CallbackHandle } | null
}

/** Tallest a section on the card back may get, in CSS pixels. */
export const sectionMaxHeight = 1500

/** Reads `card-back-section`; null when there is nothing to show. */
export function parseSection(answer: unknown, owner: MessageTarget): PluginSection | null {
  const [row] = rows(answer)
  const content = row?.["content"]
  if (row === undefined || !isFields(content) || content["type"] !== "iframe") return null
  const [title, icon, url] = [text(row["title"]), text(row["icon"]), text(content["url"])]
  if (title === null || icon === null || url === null) return null
  const height = typeof content["height"] === "number" ? content["height"] : 150
  const action = isFields(row["action"]) ? row["action"] : {}
  const [label, callback] = [text(action["text"]), parseCallback(action["callback"], owner)]
  return {
    title,
    icon,
    url,
    height: Math.min(height, sectionMaxHeight),
    action: label === null || callback === null ? null : { text: label, callback },
  }
}

/** Reads `authorization-status`; null when the Power-Up does not say. */
export function parseAuthorized(answer: unknown): boolean | null {
  return isFields(answer) && typeof answer["authorized"] === "boolean" ? answer["authorized"] : null
}
