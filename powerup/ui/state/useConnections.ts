import { useEffect } from "react"
import type { ConnectionsAnswer } from "../../../core/contract/connections.ts"
import type { Client } from "../../client/index.ts"
import { noteConnected } from "../entries/connected.ts"
import type { PageHost } from "../host/host.ts"
import { useAsync, type Async } from "./useAsync.ts"

/** The member's connections in this workspace: one call. What is learnt is noted for the Power-Up menu. */
export function useConnections(t: PageHost, client: Client): Async<ConnectionsAnswer> {
  const connections = useAsync("connections", (signal) => client.connections({ signal }))
  const { state } = connections
  useEffect(() => {
    if (state.status === "done") void noteConnected(t, state.value)
  }, [t, state])
  return connections
}
