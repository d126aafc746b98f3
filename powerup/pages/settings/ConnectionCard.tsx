import { useRef } from "react"
import type { CheckAnswer, Connection } from "../../../core/contract/connections.ts"
import { situationOf } from "../../../core/contract/situations.ts"
import { ConsentStatus } from "../../ui/connect/ConsentStatus.tsx"
import { useConsent } from "../../ui/connect/useConsent.ts"
import { Button } from "../../ui/controls/Button.tsx"
import { Disclosure } from "../../ui/controls/Disclosure.tsx"
import { isUsable } from "../../ui/entries/connected.ts"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import { PROVIDER_NAMES } from "../../ui/errors/errorTexts.ts"
import type { PageProps } from "../../ui/page/start.tsx"
import { useAsync } from "../../ui/state/useAsync.ts"
import { ConnectionFacts } from "./ConnectionFacts.tsx"
import { Disconnect } from "./Disconnect.tsx"
import { SCOPE_TEXTS, settingsTexts, SITUATION_TEXTS, STATE_TEXTS, STEP_BUTTONS } from "./texts.ts"

interface ConnectionCardProps extends PageProps {
  readonly connection: Connection
  readonly onReauthorized: () => void
  readonly onChanged: () => void
}

/** One connection: its state in words, whose it is, what it allows, and how to renew or end it. */
export function ConnectionCard(props: ConnectionCardProps) {
  const { client, onReauthorized, onChanged } = props
  const heading = useRef<HTMLHeadingElement>(null)
  // The names are asked for after what is known is painted; the answer also tells the present state.
  const { id: name, since } = props.connection
  const checked = useAsync(isUsable(props.connection) ? `${name} ${since}` : null, (signal) =>
    client.check(name ?? "", { signal }),
  )
  const answer = checked.state.status === "done" ? checked.state.value : null
  const connection = answer?.connection ?? props.connection
  const { provider, state } = connection
  const who = PROVIDER_NAMES[provider]
  const { alarms, calls, can, name: situation } = situationOf(connection)
  // A scope that a call missed is asked for, and no other.
  const { missingScopes } = connection
  const consent = useConsent(
    client,
    [provider],
    { onConnected: onReauthorized },
    { scopes: missingScopes, ...(connection.id === null ? {} : { renews: connection.id }) },
  )
  return (
    <section className="connection stack" aria-label={labelOf(connection, answer)}>
      <div className="row">
        <h2 ref={heading} tabIndex={-1}>
          {who}
        </h2>
        <span className={`state state--${alarms ? "alarm" : calls ? "works" : "ended"}`}>
          {STATE_TEXTS[state]}
        </span>
      </div>
      {SITUATION_TEXTS[situation] !== null && <p>{SITUATION_TEXTS[situation]}</p>}
      {connection.id !== null && (
        <ConnectionFacts
          connection={connection}
          formats={props.formats}
          names={checked.state.status === "pending" ? "pending" : answer}
        />
      )}
      {calls && (
        <div>
          <Button
            busy={checked.state.status === "pending"}
            onPress={checked.reload}
            label={settingsTexts.checkOf(who)}
          >
            {settingsTexts.check}
          </Button>
        </div>
      )}
      {checked.state.status === "failed" && <ErrorNotice error={checked.state.error} />}
      {missingScopes.length > 0 && (
        <p>{settingsTexts.missing(missingScopes.map((scope) => SCOPE_TEXTS[scope] ?? scope))}</p>
      )}
      {connection.scopes.length > 0 && (
        <Disclosure summary={settingsTexts.scopes}>
          <ul className="asks">
            {connection.scopes.map((scope) => (
              <li key={scope}>{SCOPE_TEXTS[scope] ?? scope}</li>
            ))}
          </ul>
        </Disclosure>
      )}
      <div className="row row--top">
        <ConsentStatus
          consent={consent}
          providers={[provider]}
          look={STEP_BUTTONS[can].look}
          button={STEP_BUTTONS[can].label(who)}
        />
        {connection.id !== null && (
          <Disconnect
            client={client}
            connection={connection}
            onDisconnected={() => {
              heading.current?.focus()
              onChanged()
            }}
          />
        )}
      </div>
      {connection.id !== null && provider === "miro" && (
        <p className="small subtle">{settingsTexts.sameTeam}</p>
      )}
    </section>
  )
}

/** Tells several Miro teams apart for a screen reader that moves from part to part. */
function labelOf(connection: Connection, answer: CheckAnswer | null): string {
  const who = PROVIDER_NAMES[connection.provider]
  const team = answer?.place?.name ?? connection.id?.split(":").at(-1)
  return connection.provider === "miro" && team !== undefined
    ? settingsTexts.teamLabel(who, team)
    : who
}
