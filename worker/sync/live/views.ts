import type { Ticket } from "../../../core/cards/ticket.ts"
import { ok, type Result } from "../../failure.ts"
import { lookAs, type Reader } from "./lookAs.ts"
import { isWait, type LiveRun, OUT_OF_CALLS, type Wait } from "./ports.ts"
import { isLost, waitFor } from "./trouble.ts"

/** What Trello says of a linked card. */
export type Seen =
  /** Its ticket, with the custom fields of these names. */
  | { readonly kind: "card"; readonly ticket: (customFields: readonly string[]) => Ticket }
  | { readonly kind: "deleted" }
  /** Where nobody who may be asked sees it, or where nothing is kept in step. */
  | { readonly kind: "elsewhere" }
  | ({ readonly kind: "moved" } & Moved)
  | { readonly kind: "unreadable" }

/** Another board of the workspace that has the Power-Up, and the card's number there. */
export interface Moved {
  readonly idBoard: string
  readonly idShort: number
}

export type Sight =
  /** Cards that are missing here were not looked at this time. */
  | { readonly kind: "seen"; readonly cards: ReadonlyMap<string, Seen> }
  /** Nobody who may be asked reads the board. */
  | { readonly kind: "lost" }
  | Wait

/**
 * Looks at cards with the grant of whoever may be asked: the person whose pushes began it, then those who stand in.
 * Few cards are read one by one, many with their board. `since`: when the newest change came that has to be in it.
 */
export async function lookAtCards(
  run: LiveRun,
  cards: readonly string[],
  since: number,
): Promise<Sight> {
  const looked = await asReader(run, async (reader) => {
    const seen = await lookAs(run, reader, cards, since)
    if (seen.kind === "failed") return { ok: false, failure: seen.failure }
    return ok(seen.kind === "out_of_calls" ? OUT_OF_CALLS : seen)
  })
  return looked ?? { kind: "lost" }
}

/** Looks with the grant of each who may be asked, until one of them sees the board; null where nobody does. */
export async function asReader<T>(
  run: LiveRun,
  look: (reader: Reader) => Promise<Result<T | Wait>>,
): Promise<T | Wait | null> {
  const { memory } = run
  const readers = readersOf(run)
  const able = readers.filter((member) => !memory.lostReaders.has(member))
  for (const member of able.length > 0 ? able : readers) {
    const trello = await run.trello(member)
    const looked = trello.ok ? await look({ member, call: trello.value }) : trello
    if (looked.ok) {
      if (!isWait(looked.value)) memory.troubles = 0
      return looked.value
    }
    if (!isLost(looked.failure)) return waitFor(run, looked.failure)
    lose(run, member)
  }
  return null
}

/** The others are asked from now on. Where the webhook is this person's, it may be gone too. */
function lose({ memory, ports: { tables, clock } }: LiveRun, member: string): void {
  if (memory.lostReaders.has(member)) return
  memory.lostReaders.add(member)
  if (tables.hooks.active()?.member === member) tables.due.set("hook", clock.now())
}

/** Who may be asked to read the board, in this order: whose pushes began it, then those who stand in. */
export function readersOf({ ports: { tables } }: LiveRun): readonly string[] {
  const owner = tables.standing.read()?.owner
  const standIns = tables.standing.standIns().map(({ member }) => member)
  return [...new Set([...(owner === undefined ? [] : [owner]), ...standIns])]
}
