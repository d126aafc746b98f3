/** A text that somebody outside the grant could come to see, and where it was. */
export interface Emitted {
  readonly where: string
  readonly text: string
}

/** So many characters in a row of a secret are a leak: parts of tokens in logs are leaks too. */
const PIECE = 8

/** All pieces of all secrets. The prefix of a stand-in's token is no secret. */
export function piecesOf(secrets: Iterable<string>): ReadonlySet<string> {
  const pieces = new Set<string>()
  for (const secret of secrets) {
    const random = secret.replace(/^(?:(?:tr|mi)[a-z]_|ATO)/, "")
    for (let at = 0; at + PIECE <= random.length; at++) pieces.add(random.slice(at, at + PIECE))
  }
  return pieces
}

/** Where a piece of a secret appears, each place once. URL-encoding hides nothing. */
export function findLeaks(emitted: Iterable<Emitted>, secrets: Iterable<string>): string[] {
  const pieces = piecesOf(secrets)
  const places = new Set<string>()
  for (const { where, text } of emitted) {
    if ([text, decode(text)].some((form) => holds(form, pieces))) places.add(where)
  }
  return [...places]
}

function holds(text: string, pieces: ReadonlySet<string>): boolean {
  for (let at = 0; at + PIECE <= text.length; at++) {
    if (pieces.has(text.slice(at, at + PIECE))) return true
  }
  return false
}

function decode(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (code) =>
    String.fromCharCode(Number.parseInt(code.slice(1), 16)),
  )
}
