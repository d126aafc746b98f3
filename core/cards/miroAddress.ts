import type { MiroLink } from "../contract/miroLink.ts"
import { itemUrl } from "./itemUrl.ts"

/** The address that opens the board, at its item where there is one. `miroOrigin` is for example `https://miro.com`. */
export function buildMiroUrl(miroOrigin: string, { board, item }: MiroLink): string {
  return item === null
    ? `${miroOrigin}/app/board/${encodeURIComponent(board)}/`
    : itemUrl(miroOrigin, board, item)
}

/**
 * The address that shows the board in a frame, to look at and without Miro's tools. The press that opened the frame is
 * the only one: `autoplay` spares a second. The viewer needs access to the board and a session at Miro
 * (Miro's guide to live embeds by direct link, where `embedMode` is called experimental).
 */
export function buildEmbedUrl(miroOrigin: string, { board, item }: MiroLink): string {
  const base = `${miroOrigin}/app/live-embed/${encodeURIComponent(board)}/`
  const at = item === null ? "" : `&moveToWidget=${encodeURIComponent(item)}`
  return `${base}?embedMode=view_only_without_ui&autoplay=true${at}`
}
