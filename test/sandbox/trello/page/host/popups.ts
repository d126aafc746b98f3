import type { MessageTarget } from "../../library/environment.ts"
import { type CallbackHandle, parseCallback } from "./callbacks.ts"
import { hasSafeAddresses } from "./capabilities.ts"
import type { Place } from "./context.ts"
import { count, type Fields, isFields, text } from "./records.ts"

export interface ListItem {
  readonly text: string
  readonly callback: CallbackHandle | null
  readonly url: string | null
  readonly alwaysVisible: boolean
}

export interface ListSearch {
  readonly count: number
  readonly placeholder: string
  readonly empty: string
  readonly searching: string
  readonly debounceMs: number
}

/** What stands in a popup. */
export type PopupContent =
  | {
      readonly type: "iframe"
      readonly url: string
      readonly height: number | null
      readonly width: number | null
      readonly callback: CallbackHandle | null
    }
  | {
      readonly type: "list"
      readonly items: readonly ListItem[] | CallbackHandle
      readonly search: ListSearch | null
    }
  | {
      readonly type: "confirm"
      readonly message: string
      readonly confirmText: string
      readonly confirmStyle: "primary" | "danger"
      readonly onConfirm: CallbackHandle | null
      readonly cancelText: string | null
      readonly onCancel: CallbackHandle | null
    }
  | {
      readonly type: "date" | "datetime"
      readonly callback: CallbackHandle | null
      readonly date: string | null
      readonly minDate: string | null
      readonly maxDate: string | null
    }

/** A popup that the Power-Up wants to show beside an element or a point of its page. */
export interface PopupRequest {
  readonly title: string
  /** Card, list and clicked element that the popup is about. */
  readonly place: Place
  readonly pos: { readonly x: number; readonly y: number } | null
  readonly from: MessageTarget
  readonly content: PopupContent
}

/** Reads the items of a list popup, also those that a search brought. */
export function parseItems(value: unknown, owner: MessageTarget): ListItem[] {
  if (!Array.isArray(value)) return []
  return value.filter(isFields).flatMap((item) => {
    const label = text(item["text"])
    if (label === null) return []
    return [
      {
        text: label,
        callback: parseCallback(item["callback"], owner),
        url: text(item["url"]),
        alwaysVisible: item["alwaysVisible"] === true,
      },
    ]
  })
}

function parseSearch(value: unknown): ListSearch | null {
  if (value === undefined || value === null || value === false) return null
  const search = isFields(value) ? value : {}
  return {
    count: count(search["count"]) ?? 10,
    placeholder: text(search["placeholder"]) ?? "Search",
    empty: text(search["empty"]) ?? "No results",
    searching: text(search["searching"]) ?? "Searching…",
    debounceMs: count(search["debounce"]) ?? 300,
  }
}

function parseContent(params: Fields, content: Fields, owner: MessageTarget): PopupContent | null {
  switch (content["type"]) {
    case "iframe": {
      const url = text(content["url"])
      if (url === null) return null
      const [height, width] = [count(content["height"]), count(content["width"])]
      return {
        type: "iframe",
        url,
        height,
        width,
        callback: parseCallback(params["callback"], owner),
      }
    }
    case "list": {
      const dynamic = parseCallback(content["items"], owner)
      const items = dynamic ?? parseItems(content["items"], owner)
      const search = parseSearch(content["search"]) ?? (dynamic === null ? null : parseSearch({}))
      return { type: "list", items, search }
    }
    case "confirm":
      return {
        type: "confirm",
        message: text(content["message"]) ?? "",
        confirmText: text(content["confirmText"]) ?? "OK",
        confirmStyle: content["confirmStyle"] === "danger" ? "danger" : "primary",
        onConfirm: parseCallback(content["onConfirm"], owner),
        cancelText: text(content["cancelText"]),
        onCancel: parseCallback(content["onCancel"], owner),
      }
    case "date":
    case "datetime":
      return {
        type: content["type"],
        callback: parseCallback(content["callback"], owner),
        date: text(content["date"]),
        minDate: text(content["minDate"]),
        maxDate: text(content["maxDate"]),
      }
    default:
      return null
  }
}

/** Reads the command `popup`; throws when it says nothing that can be shown. */
export function parsePopup(params: Fields, place: Place, from: MessageTarget): PopupRequest {
  const content = isFields(params["content"]) ? parseContent(params, params["content"], from) : null
  if (content === null || !hasSafeAddresses(params["content"])) {
    throw new Error("The popup has no content that can be shown.")
  }
  const pos = isFields(params["pos"]) ? params["pos"] : null
  const point = pos === null ? null : { x: count(pos["x"]) ?? 0, y: count(pos["y"]) ?? 0 }
  if (place.el === undefined && point === null)
    throw new Error("A popup needs an element or a position.")
  return { title: text(params["title"]) ?? "", place, pos: point, from, content }
}

function only(...handles: (CallbackHandle | null)[]): CallbackHandle[] {
  return handles.filter((handle) => handle !== null)
}

/** The functions that a popup may run. */
export function callbacksOf(content: PopupContent): CallbackHandle[] {
  switch (content.type) {
    case "list":
      return "name" in content.items
        ? [content.items]
        : only(...content.items.map(({ callback }) => callback))
    case "confirm":
      return only(content.onConfirm, content.onCancel)
    default:
      return only(content.callback)
  }
}
