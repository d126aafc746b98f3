import { LAST_CHOICE_KEY, parseChoice } from "../../../core/contract/pluginData.ts"
import { ApiError } from "../../client/errors.ts"
import type { PageProps } from "../page/start.tsx"
import { usableMiro } from "./connected.ts"

/**
 * Runs `call` with the connection that reaches the Miro board. An entry does not say which of a person's Miro teams
 * that is, so the last used one is tried first and the others while Miro shows the board to none.
 */
export async function throughConnection<T>(
  { t, client }: Pick<PageProps, "t" | "client">,
  call: (connection: string) => Promise<T>,
): Promise<T> {
  const [answer, last] = await Promise.all([
    client.connections(),
    Promise.resolve(t.get("board", "private", LAST_CHOICE_KEY)).then(parseChoice, () => null),
  ])
  return await tryConnections(preferred(usableMiro(answer), last?.connection ?? null), call)
}

/** The connections with `first` at their head, where it is one of them. */
export function preferred(connections: readonly string[], first: string | null): string[] {
  return connections.toSorted((a, b) => Number(b === first) - Number(a === first))
}

/**
 * Runs `call` with each connection until one is the right one, which is as long as the error of the others says that
 * Miro does not show them the board. Rejects as the last one did, with `not_connected` where there is none.
 */
export async function tryConnections<T>(
  connections: readonly string[],
  call: (connection: string) => Promise<T>,
  isOther: (error: unknown) => boolean = isNotFound,
): Promise<T> {
  let refusal: unknown = new ApiError("not_connected", { provider: "miro" })
  for (const connection of connections) {
    try {
      return await call(connection)
    } catch (error) {
      if (!isOther(error)) throw error
      refusal = error
    }
  }
  throw refusal
}

/** Whether Miro does not show the board to this person at all. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.code === "miro_board_not_found"
}
