import type { Client } from "../../client/index.ts"
import { ConsentStatus } from "../../ui/connect/ConsentStatus.tsx"
import { useConsent } from "../../ui/connect/useConsent.ts"
import { settingsTexts } from "./texts.ts"

interface AnotherTeamProps {
  readonly client: Client
  /** No Miro team is connected yet. */
  readonly first: boolean
  readonly onConnected: () => void
}

/** Connects a further Miro team, or the first. */
export function AnotherTeam({ client, first, onConnected }: AnotherTeamProps) {
  const consent = useConsent(client, ["miro"], { onConnected })
  return (
    <ConsentStatus
      consent={consent}
      providers={["miro"]}
      look={first ? "primary" : "plain"}
      button={first ? settingsTexts.connect("Miro") : settingsTexts.another}
    />
  )
}
