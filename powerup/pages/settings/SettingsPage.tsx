import { useState } from "react"
import { isUsable } from "../../ui/entries/connected.ts"
import { Notice } from "../../ui/controls/Notice.tsx"
import { Pending } from "../../ui/controls/Pending.tsx"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import { Gate } from "../../ui/page/Gate.tsx"
import type { PageProps } from "../../ui/page/start.tsx"
import { useConnections } from "../../ui/state/useConnections.ts"
import { AnotherTeam } from "./AnotherTeam.tsx"
import { BoardSync } from "./BoardSync.tsx"
import { ConnectionCard } from "./ConnectionCard.tsx"
import { DefaultChoice } from "./DefaultChoice.tsx"
import { Stored } from "./Stored.tsx"
import { settingsTexts } from "./texts.ts"

/** The Power-Up's settings of one member: their connections, the Trello board's default, what is stored. */
export function SettingsPage(props: PageProps) {
  return (
    <main className="page stack">
      <Gate t={props.t}>
        <Connections {...props} />
      </Gate>
      <DefaultChoice t={props.t} />
      <Stored />
    </main>
  )
}

function Connections(props: PageProps) {
  const { state, reload, refresh } = useConnections(props.t, props.client)
  const [before, setBefore] = useState<readonly (string | null)[] | null>(null)
  if (state.status === "failed") {
    return <ErrorNotice error={state.error} actions={{ retry: reload }} />
  }
  if (state.status !== "done") {
    return <Pending label={settingsTexts.loading} height={LIST_HEIGHT} />
  }
  const { trello } = state.value
  const miro = state.value.miro.filter(({ id }) => id !== null)
  const added = before !== null && miro.some(({ id }) => !before.includes(id))
  const reauthorized = () => {
    setBefore(miro.map(({ id }) => id))
    refresh()
  }
  return (
    <>
      <section className="stack" aria-labelledby="connections-title">
        <h1 id="connections-title">{settingsTexts.title}</h1>
        {added && (
          <Notice kind="info">
            <p>{settingsTexts.otherAccount}</p>
          </Notice>
        )}
        {[trello, ...miro].map((connection) => (
          <ConnectionCard
            key={connection.id ?? connection.provider}
            {...props}
            connection={connection}
            onReauthorized={reauthorized}
            onChanged={refresh}
          />
        ))}
        <AnotherTeam client={props.client} first={miro.length === 0} onConnected={refresh} />
      </section>
      {isUsable(trello) && <BoardSync {...props} connections={state.value} />}
    </>
  )
}

/** The height of two connections in pixels, kept while they load. */
const LIST_HEIGHT = 560
