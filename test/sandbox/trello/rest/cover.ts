import { LABEL_HUES } from "../../../../core/cards/ticket.ts"
import type { Card, Cover } from "../store/model.ts"
import type { Params } from "./params.ts"
import { invalidValue } from "./refusal.ts"

const NONE: Cover = { color: null, idAttachment: null, size: "normal", brightness: "dark" }

/** The cover that `cover` or `idAttachmentCover` asks for; undefined when neither is given. */
export function readCover(card: Card, params: Params): Cover | undefined {
  if (params.has("cover")) return parseCover(card, params.get("cover"))
  if (!params.has("idAttachmentCover")) return undefined
  const value = params.get("idAttachmentCover")
  const idAttachment = value === null || value === "" ? null : value
  if (idAttachment !== null && !card.attachments.some((one) => one.id === idAttachment)) {
    throw invalidValue("idAttachmentCover")
  }
  return { ...card.cover, color: null, idAttachment: idAttachment as string | null }
}

function parseCover(card: Card, value: unknown): Cover {
  const parsed: unknown = typeof value === "string" && value !== "" ? parseJson(value) : value
  if (parsed === null || parsed === "") return NONE
  if (typeof parsed !== "object") throw invalidValue("cover")
  const given = new Map<string, unknown>(Object.entries(parsed ?? {}))
  const color = given.get("color") ?? null
  const size = given.get("size") ?? card.cover.size
  const brightness = given.get("brightness") ?? card.cover.brightness
  const idAttachment = given.get("idAttachment") ?? null
  const fits =
    (color === null || LABEL_HUES.some((hue) => hue === color)) &&
    (size === "normal" || size === "full") &&
    (brightness === "light" || brightness === "dark") &&
    (idAttachment === null || card.attachments.some((one) => one.id === idAttachment))
  if (!fits) throw invalidValue("cover")
  return { color, size, brightness, idAttachment } as Cover
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalidValue("cover")
  }
}
