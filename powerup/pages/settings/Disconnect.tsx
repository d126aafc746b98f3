import { useEffect, useRef, useState } from "react"
import type { Connection } from "../../../core/contract/connections.ts"
import type { Client } from "../../client/index.ts"
import { Button } from "../../ui/controls/Button.tsx"
import { Notice } from "../../ui/controls/Notice.tsx"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import { PROVIDER_NAMES } from "../../ui/errors/errorTexts.ts"
import { useAction } from "../../ui/state/useAction.ts"
import { settingsTexts } from "./texts.ts"

interface DisconnectProps {
  readonly client: Client
  readonly connection: Connection
  readonly onDisconnected: () => void
}

/** The ends of which a person is told something. */
const UNTOLD = ["pending", "unknown"] as const

/** Ends a connection after saying what that does, and says afterwards when the provider does not know of it. */
export function Disconnect({ client, connection, onDisconnected }: DisconnectProps) {
  const [asking, setAsking] = useState(false)
  const [untold, setUntold] = useState<(typeof UNTOLD)[number] | null>(null)
  const keep = useRef<HTMLButtonElement>(null)
  const action = useAction()
  const { provider, id } = connection
  const who = PROVIDER_NAMES[provider]
  const ask = useRef<HTMLButtonElement>(null)
  const asked = useRef(false)
  useEffect(() => {
    if (asking) keep.current?.focus()
    else if (asked.current) ask.current?.focus()
    asked.current = asking
  }, [asking])
  const disconnect = (): void =>
    action.run(async () => {
      const answers = await client.clearToken(provider, id ?? undefined)
      const ends = answers.map(({ upstream }) => upstream)
      setUntold(UNTOLD.find((end) => ends.includes(end)) ?? null)
      // The button that asked goes, so that the page says where the focus is.
      asked.current = false
      setAsking(false)
      onDisconnected()
    })
  if (connection.state === "revoked") {
    if (untold === null) return null
    return (
      <Notice kind="info">
        <p>{settingsTexts.disconnected(who)}</p>
        <p>{settingsTexts.notTold[untold](who)}</p>
      </Notice>
    )
  }
  if (!asking) {
    return (
      <div>
        <Button onPress={() => setAsking(true)} label={settingsTexts.disconnectOf(who)} ref={ask}>
          {settingsTexts.disconnect}
        </Button>
      </div>
    )
  }
  return (
    <section className="stack" aria-label={settingsTexts.confirmTitle(who)}>
      <h3>{settingsTexts.confirmTitle(who)}</h3>
      <p>{settingsTexts.confirm[provider]}</p>
      <p>{settingsTexts.stays}</p>
      {action.error !== null && <ErrorNotice error={action.error} />}
      <div className="row">
        <Button look="danger" busy={action.busy} onPress={disconnect}>
          {settingsTexts.disconnect}
        </Button>
        <Button onPress={() => setAsking(false)} ref={keep}>
          {settingsTexts.keep}
        </Button>
      </div>
    </section>
  )
}
