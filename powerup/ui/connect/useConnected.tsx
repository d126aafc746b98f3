import { useState, type ReactNode } from "react"
import type { ConnectionsAnswer } from "../../../core/contract/connections.ts"
import type { Provider } from "../../../core/contract/ids.ts"
import { endedProviders, missingProviders } from "../entries/connected.ts"
import { ErrorNotice } from "../errors/ErrorNotice.tsx"
import type { PageProps } from "../page/start.tsx"
import { useConnections } from "../state/useConnections.ts"
import { ConnectPanel } from "./ConnectPanel.tsx"

export interface Connected {
  /** Null while the connections are looked up. */
  readonly answer: ConnectionsAnswer | null
  /** Goes to consent, for a provider that refused a call. */
  readonly connect: (provider: Provider) => void
  /** What the page shows in place of its own: the way to connect, or why nobody knows. Null when it can go on. */
  readonly instead: ReactNode
}

/** The member's connections, and what a page that needs both providers shows as long as one is missing. */
export function useConnected({ t, client }: Pick<PageProps, "t" | "client">): Connected {
  const { state, reload, refresh } = useConnections(t, client)
  const [refused, setRefused] = useState<Provider | null>(null)
  const answer = state.status === "done" ? state.value : null
  const lacking = answer === null ? [] : missingProviders(answer)
  const missing = refused === null ? lacking : [refused]
  const connected = (): void => {
    setRefused(null)
    reload()
  }
  const instead =
    missing.length > 0 ? (
      <ConnectPanel
        t={t}
        client={client}
        providers={missing}
        ended={refused !== null ? missing : answer === null ? [] : endedProviders(answer)}
        onConnected={connected}
        onLook={refresh}
      />
    ) : state.status === "failed" ? (
      <ErrorNotice error={state.error} actions={{ retry: reload }} />
    ) : null
  return { answer, connect: setRefused, instead }
}
