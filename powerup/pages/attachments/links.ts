import * as v from "valibot"
import { parseMiroLink, type MiroLink } from "../../../core/contract/miroLink.ts"
import type { CardBoard } from "../../../core/contract/pluginData.ts"
import { attachmentTexts } from "./texts.ts"

/** A link of the card to a Miro board. */
export interface BoardLink {
  readonly link: MiroLink
  readonly name: string
}

const LinksSchema = v.fallback(
  v.array(v.object({ name: v.fallback(v.string(), ""), url: v.string() })),
  [],
)

/**
 * Reads what the connector put into the page's address, which anybody could have written there: only links to Miro
 * boards come through, each once. `known` are the boards that the card's entry names, for links without a name.
 */
export function parseLinks(
  given: unknown,
  miroOrigin: string,
  known: readonly CardBoard[],
): BoardLink[] {
  const seen = new Set<string>()
  return v.parse(LinksSchema, given).flatMap(({ name, url }): BoardLink[] => {
    const link = parseMiroLink(url, miroOrigin)
    const key = `${link?.board} ${link?.item}`
    if (link === null || seen.has(key)) return []
    seen.add(key)
    return [{ link, name: nameFor(link, name === url ? "" : name.trim(), known) }]
  })
}

function nameFor(link: MiroLink, given: string, known: readonly CardBoard[]): string {
  if (given !== "") return given
  return known.find(({ id }) => id === link.board)?.name ?? attachmentTexts.board
}
