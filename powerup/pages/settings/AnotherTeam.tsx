import type { Client } from "../../client/index.ts"
import { ConsentStatus } from "../../ui/connect/ConsentStatus.tsx"
import { useConsent } from "../../ui/connect/useConsent.ts"
import { PROVIDER_NAMES } from "../../ui/errors/errorTexts.ts"
import { settingsTexts, STATE_TEXTS } from "./texts.ts"

interface AnotherTeamProps {
  readonly client: Client
  /** No Miro team is connected yet. */
  readonly first: boolean
  readonly onConnected: () => void
}

/** Connects a further Miro team, or the first. */
export function AnotherTeam({ client, first, onConnected }: AnotherTeamProps) {
  const consent = useConsent(client, ["miro"], { onConnected })
  const status = (
    <ConsentStatus
      consent={consent}
      providers={["miro"]}
      look={first ? "primary" : "plain"}
      button={first ? settingsTexts.connect("Miro") : settingsTexts.another}
    />
  )
  if (!first) return status
  return (
    <section className="connection stack" aria-label={PROVIDER_NAMES.miro}>
      <div className="row">
        <h2>{PROVIDER_NAMES.miro}</h2>
        <span className="state state--ended">{STATE_TEXTS.never_connected}</span>
      </div>
      {status}
    </section>
  )
}
