import type { Call } from "../../grants/upstream.ts"
import type { StoredLink } from "../link.ts"
import type { LiveRun, Wait } from "./ports.ts"
import { isTrouble, restFor } from "./trouble.ts"

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

/**
 * The way to Miro through a writer's connection. It waits while the connection rests or there is trouble with it; null
 * where it does not work, so that the next writer's turn comes.
 */
export async function wayOf(
  run: LiveRun,
  { member, connection }: Writer,
): Promise<Call | Wait | null> {
  const left = run.memory.rests.left(connection)
  if (left > 0) return { kind: "wait", seconds: left }
  const miro = await run.miro(member, connection)
  if (miro.ok) return miro.value
  return isTrouble(miro.failure) ? restFor(run, connection, miro.failure) : null
}

/** For how long nothing goes through the connection that a card would be written through first. Seconds. */
export function restOf({ memory }: LiveRun, { connection }: StoredLink): number {
  return connection === null ? 0 : memory.rests.left(connection)
}
