import type { StoredLink } from "../store/links.ts"
import type { LiveRun } from "./ports.ts"

/** A member's own Miro connection. */
export interface Writer {
  readonly member: string
  readonly connection: string
}

/** Through whom a card may be written: who pushed it, then those who let theirs stand in on this board. */
export function writersOf(
  { ports: { tables } }: LiveRun,
  { member, connection }: StoredLink,
): readonly Writer[] {
  const own = member === null || connection === null ? [] : [{ member, connection }]
  return [...own, ...tables.standing.standIns().filter((one) => one.member !== member)]
}

/** Everybody through whom any card of a Miro board may be written; those whose own cards they are come first. */
export function writersOfBoard(run: LiveRun, miroBoard: string): readonly Writer[] {
  const links = run.ports.tables.links.onBoard(miroBoard).filter(({ item }) => item !== null)
  const writers = links.flatMap((link) => writersOf(run, link))
  return [...new Map(writers.map((one) => [`${one.member} ${one.connection}`, one])).values()]
}

/** For how long nothing goes through the connection that a card would be written through first. Seconds. */
export function restOf({ memory }: LiveRun, { connection }: StoredLink): number {
  return connection === null ? 0 : memory.rests.left(connection)
}
