import { clampText } from "./clamp.ts"
import { cleanLine } from "./plainText.ts"

/** How much of a list's name its frame shows, in characters; Miro documents no limit. */
const TITLE_MAX = 200

/** The title of a list's frame: `Doing`, and of its second frame `Doing (2)`. */
export function buildFrameTitle(listName: string, number: number): string {
  const title = clampText(cleanLine(listName) || "–", TITLE_MAX)
  return number === 1 ? title : `${title} (${number})`
}

/** The title that a frame gets when its list has this name now. It keeps its number where the list has others. */
export function renameFrameTitle(title: string, listName: string, isOnly: boolean): string {
  const number = isOnly ? null : / \((\d{1,4})\)$/.exec(title)?.[1]
  return buildFrameTitle(listName, number == null ? 1 : Number(number))
}
