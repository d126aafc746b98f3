/**
 * Links to Miro boards, as people paste them. Pure and small: the connector carries this file and has a budget of
 * 3 kB. What is opened is always built anew from the parts, never the text that was pasted.
 */

export interface MiroLink {
  /** Id of the board, decoded. */
  readonly board: string
  /** The item that the link leads to; null for the board itself. */
  readonly item: string | null
}

const ADDRESS = /^(https?:\/\/[^/?#]+)\/app\/(?:board|live-embed)\/([\w=%-]+)\/?(?:$|[?#])/i
const BOARD_ID = /^[\w=-]{1,64}$/
const ITEM = /^[^#]*[?&]moveToWidget=(\d{1,24})(?![^&#])/

/**
 * Reads a link to a board: `/app/board/{id}` or `/app/live-embed/{id}` on Miro's own host, with `www.` or without
 * (Miro's guide to live embeds). `miroOrigin` is for example `https://miro.com`. Null for everything else: other
 * hosts, ports, names before an `@`, schemes and paths.
 */
export function parseMiroLink(text: string, miroOrigin: string): MiroLink | null {
  const [, origin = "", id = ""] = ADDRESS.exec(text) ?? []
  const board = id.replace(/%3d/gi, "=")
  if (origin.toLowerCase().replace("//www.", "//") !== miroOrigin || !BOARD_ID.test(board)) {
    return null
  }
  return { board, item: ITEM.exec(text)?.[1] ?? null }
}
