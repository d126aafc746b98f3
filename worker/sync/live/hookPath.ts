import { randomId } from "../../encoding.ts"

const PATH = /^([0-9a-f]{24})\.[A-Za-z0-9_-]{22}$/

/** A new webhook's path: the board, whose object is asked, and 128 random bits that nobody guesses. */
export function buildHookPath(idBoard: string): string {
  return `${idBoard}.${randomId(16)}`
}

/** The board that a path names; null when it is none of ours. It does not say that there is such a hook. */
export function parseHookPath(path: string): string | null {
  return PATH.exec(path)?.[1] ?? null
}

/** The address that Trello calls, and signs. */
export function buildCallbackUrl(appOrigin: string, path: string): string {
  return `${appOrigin}/hooks/trello/${path}`
}
