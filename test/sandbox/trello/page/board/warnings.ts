import { ProtocolError } from "../../library/failures.ts"

const expected = new Set(["not handled", "unsupported command", "not ready"])

/** Tells the developer, in the console, what of the Power-Up failed; declining is no failure. Gives null. */
export function warnOf(what: string): (error: unknown) => null {
  return (error) => {
    if (error instanceof ProtocolError && expected.has(error.code)) return null
    console.warn(`Power-Up: ${what} failed.`, error)
    return null
  }
}
