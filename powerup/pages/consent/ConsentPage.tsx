import { ConnectPanel } from "../../ui/connect/ConnectPanel.tsx"
import { Notice } from "../../ui/controls/Notice.tsx"
import { Pending } from "../../ui/controls/Pending.tsx"
import { endedProviders, missingProviders } from "../../ui/entries/connected.ts"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import { Gate } from "../../ui/page/Gate.tsx"
import type { PageProps } from "../../ui/page/start.tsx"
import { useConnections } from "../../ui/state/useConnections.ts"
import { consentTexts } from "./texts.ts"

/** The popup of "Authorize account" and the first words after the Power-Up was added to a board. */
export function ConsentPage(props: PageProps) {
  return (
    <main className="page">
      <Gate t={props.t}>
        <Body {...props} />
      </Gate>
    </main>
  )
}

function Body({ t, client }: PageProps) {
  const { state, reload, refresh } = useConnections(t, client)
  if (state.status === "failed") {
    return <ErrorNotice error={state.error} actions={{ retry: reload }} />
  }
  if (state.status !== "done") return <Pending label={consentTexts.loading} height={240} />
  const missing = missingProviders(state.value)
  if (missing.length === 0) return <Connected />
  return (
    <ConnectPanel
      t={t}
      client={client}
      providers={missing}
      ended={endedProviders(state.value)}
      onConnected={refresh}
      onLook={refresh}
    />
  )
}

function Connected() {
  return (
    <section className="stack" aria-label={consentTexts.title}>
      <Notice kind="success">
        <p>{consentTexts.connected}</p>
      </Notice>
      <p>{consentTexts.next}</p>
      <p className="subtle">{consentTexts.manage}</p>
    </section>
  )
}
