import { AUDIENCES, type Audience } from "../../../core/contract/cards.ts"
import {
  DEFAULT_CHOICE_KEY,
  LAST_CHOICE_KEY,
  parseChoice,
  type Choice,
} from "../../../core/contract/pluginData.ts"
import type { PageHost } from "../host/host.ts"

/** A Miro board that was chosen before, with who could see it then; null where that is not known. */
export interface Remembered {
  readonly choice: Choice
  readonly audience: Audience | null
}

/** The boards that a page can begin with. */
export interface RememberedBoards {
  /** What this person chose last on this Trello board. */
  readonly last: Remembered | null
  /** What somebody set for everyone on this Trello board. */
  readonly standard: Remembered | null
}

/** Reads the remembered boards from Trello's page. */
export async function readRemembered(t: PageHost): Promise<RememberedBoards> {
  const [last, standard] = await Promise.all([
    t.get("board", "private", LAST_CHOICE_KEY),
    t.get("board", "shared", DEFAULT_CHOICE_KEY),
  ])
  return { last: parseRemembered(last), standard: parseRemembered(standard) }
}

/** Notes what this person chose on this Trello board; a refusal costs only the next page's first board. */
export async function rememberChoice(
  t: PageHost,
  board: { readonly connection: string; readonly id: string; readonly name: string },
  audience: Audience | null,
): Promise<void> {
  await Promise.resolve(
    t.set("board", "private", LAST_CHOICE_KEY, buildRemembered(board, audience)),
  ).catch(() => undefined)
}

/** What is remembered of a board: the contract's choice, and its audience for the words beside it. */
export function buildRemembered(
  board: { readonly connection: string; readonly id: string; readonly name: string },
  audience: Audience | null,
): Choice & { readonly audience?: Audience } {
  const choice = { v: 1, connection: board.connection, id: board.id, name: board.name } as const
  return audience === null ? choice : { ...choice, audience }
}

/** Reads a remembered board; null when there is none or it is unreadable. */
export function parseRemembered(value: unknown): Remembered | null {
  const choice = parseChoice(value)
  if (choice === null) return null
  const audience =
    typeof value === "object" && value !== null && "audience" in value ? value.audience : null
  return { choice, audience: AUDIENCES.find((known) => known === audience) ?? null }
}

/**
 * The connection of this person that reaches a remembered board: the same one, else one to the same Miro team
 * (a board's default is set by somebody else), else the only one there is. Null when the person has to say.
 */
export function connectionFor(choice: Choice, connections: readonly string[]): string | null {
  if (connections.includes(choice.connection)) return choice.connection
  const team = choice.connection.split(":").at(-1)
  const sameTeam = connections.find((id) => id.split(":").at(-1) === team)
  if (sameTeam !== undefined) return sameTeam
  const [only, ...others] = connections
  return only !== undefined && others.length === 0 ? only : null
}
