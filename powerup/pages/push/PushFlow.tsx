import { useState } from "react"
import type { Ticket } from "../../../core/cards/ticket.ts"
import type { ConnectionsAnswer } from "../../../core/contract/connections.ts"
import type { Provider } from "../../../core/contract/ids.ts"
import { BoardPicker } from "../../ui/boards/BoardPicker.tsx"
import type { ChosenBoard } from "../../ui/boards/boardOptions.ts"
import { ConnectPanel } from "../../ui/connect/ConnectPanel.tsx"
import { Pending } from "../../ui/controls/Pending.tsx"
import { missingProviders, usableMiro } from "../../ui/entries/connected.ts"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import type { PageProps } from "../../ui/page/start.tsx"
import { useConnections } from "../../ui/state/useConnections.ts"
import { PUSH_HEIGHT } from "./PushPage.tsx"
import { PushReady } from "./PushReady.tsx"
import { chooseSuggestion, toChosen } from "./suggestion.ts"
import { pushTexts } from "./texts.ts"
import type { PushStart } from "./usePushStart.ts"

interface PushFlowProps extends PageProps {
  readonly start: PushStart
  readonly ticket: Ticket
}

/**
 * From connecting over choosing a board to the result. With a last choice it begins at "Push to that board" at once,
 * while the connections are still looked up.
 */
export function PushFlow(props: PushFlowProps) {
  const { t, client } = props
  const connections = useConnections(t, client)
  const [chosen, setChosen] = useState<ChosenBoard | null>(null)
  const [picking, setPicking] = useState(false)
  const [standard, setStandard] = useState(props.start.standard)
  const start = { ...props.start, standard }
  const [refused, setRefused] = useState<Provider | null>(null)
  const { state } = connections
  const answer = state.status === "done" ? state.value : null
  const missing = refused === null ? missingOf(answer) : [refused]
  if (missing.length > 0) {
    return (
      <ConnectPanel
        t={t}
        client={client}
        providers={missing}
        onConnected={() => {
          setRefused(null)
          connections.reload()
        }}
        onLook={connections.refresh}
      />
    )
  }
  if (state.status === "failed") {
    return <ErrorNotice error={state.error} actions={{ retry: connections.reload }} />
  }
  const usable = answer === null ? null : usableMiro(answer)
  const suggestion = chooseSuggestion(start, usable)
  const board = chosen ?? toChosen(suggestion)
  if (usable !== null && (picking || board === null)) {
    return (
      <BoardPicker
        client={client}
        formats={props.formats}
        connections={usable}
        suggestion={suggestion}
        trelloBoard={start.trelloBoard}
        chosen={board?.id ?? null}
        onChoose={(choice) => {
          setChosen(choice)
          setPicking(false)
        }}
        {...(board === null ? {} : { onBack: () => setPicking(false) })}
        onConnect={() => setRefused("miro")}
      />
    )
  }
  if (board === null) return <Pending label={pushTexts.loadingConnections} height={PUSH_HEIGHT} />
  return (
    <PushReady
      {...props}
      start={start}
      onStandard={setStandard}
      key={`${board.connection} ${board.id}`}
      board={board}
      fresh={chosen !== null}
      connections={answer}
      onAnother={() => setPicking(true)}
      onConnect={setRefused}
    />
  )
}

function missingOf(answer: ConnectionsAnswer | null): Provider[] {
  return answer === null ? [] : missingProviders(answer)
}
