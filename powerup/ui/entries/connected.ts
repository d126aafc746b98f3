import type { Connection, ConnectionsAnswer } from "../../../core/contract/connections.ts"
import type { Provider } from "../../../core/contract/ids.ts"
import { connectedKey, parseConnected } from "../../../core/contract/pluginData.ts"
import { callsGoOut } from "../../../core/contract/situations.ts"
import type { PageHost } from "../host/host.ts"

/** Whether calls can be made: `degraded` heals alone, and what lacks a scope does everything else. */
export function isUsable(connection: Connection): boolean {
  return callsGoOut(connection.state)
}

/** The ids of the Miro connections that can be called. */
export function usableMiro(answer: ConnectionsAnswer): string[] {
  return answer.miro.flatMap((one) => (isUsable(one) && one.id !== null ? [one.id] : []))
}

/** Which providers a push still lacks, in the order in which they are asked. */
export function missingProviders(answer: ConnectionsAnswer): Provider[] {
  const missing: Provider[] = isUsable(answer.trello) ? [] : ["trello"]
  return usableMiro(answer).length > 0 ? missing : [...missing, "miro"]
}

/** Which providers a push lacks although they were connected: they want to be allowed again. */
export function endedProviders(answer: ConnectionsAnswer): Provider[] {
  const ended = [answer.trello, ...answer.miro].filter(({ state }) => state === "reauth_required")
  return missingProviders(answer).filter((one) => ended.some(({ provider }) => provider === one))
}

/** Leaves the note that the Power-Up menu answers from; a refusal by Trello does not matter. */
export async function noteConnected(t: PageHost, answer: ConnectionsAnswer): Promise<void> {
  const workspace = t.getContext().organization
  if (workspace === undefined || workspace === "") return
  const missing = missingProviders(answer)
  const wanted = { v: 1, trello: !missing.includes("trello"), miro: !missing.includes("miro") }
  try {
    const key = connectedKey(workspace)
    const present: unknown = await t.get("member", "private", key)
    if (JSON.stringify(parseConnected(present)) === JSON.stringify(wanted)) return
    await t.set("member", "private", key, wanted)
  } catch {
    // The note is a convenience: the menu then offers to connect, and the page says how things are.
  }
}

/** Whether the note says that Trello can be called; without one nothing is asked for. */
export async function wasConnected(t: PageHost, provider: Provider): Promise<boolean> {
  const workspace = t.getContext().organization
  if (workspace === undefined || workspace === "") return false
  return parseConnected(await t.get("member", "private", connectedKey(workspace)))[provider]
}
