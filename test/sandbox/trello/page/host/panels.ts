import type { MessageTarget } from "../../library/environment.ts"
import { type CallbackHandle, parseCallback } from "./callbacks.ts"
import { hasSafeAddresses } from "./capabilities.ts"
import { count, isFields, text } from "./records.ts"

/** What modals and the board bar share. */
export interface PanelContent {
  readonly url: string
  readonly title: string
  readonly height: number
  readonly accentColor: string | null
  readonly fullscreen: boolean
  readonly resizable: boolean
  readonly actions: readonly PanelAction[]
  readonly callback: CallbackHandle | null
}

export interface PanelAction {
  readonly icon: string
  readonly alt: string
  readonly position: "left" | "right"
  readonly callback: CallbackHandle | null
  readonly url: string | null
}

function parseActions(value: unknown, owner: MessageTarget): PanelAction[] {
  if (!Array.isArray(value)) return []
  return value.filter(isFields).flatMap((action) => {
    const icon = text(action["icon"])
    if (icon === null) return []
    return [
      {
        icon,
        alt: text(action["alt"]) ?? "Action",
        position: action["position"] === "left" ? ("left" as const) : ("right" as const),
        callback: parseCallback(action["callback"], owner),
        url: text(action["url"]),
      },
    ]
  })
}

/** Reads what `modal`, `board-bar` and `update-modal` say; only what was said is in the result. */
export function parsePanel(content: unknown, owner: MessageTarget): Partial<PanelContent> {
  if (!isFields(content) || !hasSafeAddresses(content))
    throw new Error("The panel cannot be shown.")
  const [url, title, height] = [
    text(content["url"]),
    text(content["title"]),
    count(content["height"]),
  ]
  const [accentColor, callback] = [
    text(content["accentColor"]),
    parseCallback(content["callback"], owner),
  ]
  return {
    ...(url === null ? {} : { url }),
    ...(title === null ? {} : { title }),
    ...(height === null ? {} : { height }),
    ...(accentColor === null ? {} : { accentColor }),
    ...(callback === null ? {} : { callback }),
    ...(typeof content["fullscreen"] === "boolean" ? { fullscreen: content["fullscreen"] } : {}),
    ...(typeof content["resizable"] === "boolean" ? { resizable: content["resizable"] } : {}),
    ...(content["actions"] === undefined
      ? {}
      : { actions: parseActions(content["actions"], owner) }),
  }
}
