import { useEffect, useState } from "react"
import type { Ticket } from "../../../core/cards/ticket.ts"
import type { ChosenBoard } from "../../ui/boards/boardOptions.ts"
import { chooseSuggestion, toChosen } from "../../ui/boards/suggestion.ts"
import { useConnected } from "../../ui/connect/useConnected.tsx"
import { Pending } from "../../ui/controls/Pending.tsx"
import { usableMiro } from "../../ui/entries/connected.ts"
import { later } from "../../ui/page/later.tsx"
import type { PageProps } from "../../ui/page/start.tsx"
import { PushReady } from "./PushReady.tsx"
import { pushTexts } from "./texts.ts"
import type { PushStart } from "./usePushStart.ts"

/** About the height of the popup with a small card, in pixels, kept while it loads. */
export const PUSH_HEIGHT = 368

// Who has chosen a board before needs no picker at first.
const { Part: BoardPicker, preload } = later(
  async () => (await import("../../ui/boards/BoardPicker.tsx")).BoardPicker,
  { label: pushTexts.loading, height: PUSH_HEIGHT },
)

interface PushFlowProps extends PageProps {
  readonly start: PushStart
  readonly ticket: Ticket
}

/**
 * From connecting over choosing a board to the result. With a last choice it begins at "Push to that board" at once,
 * while the connections are still looked up.
 */
export function PushFlow(props: PushFlowProps) {
  const { answer, connect, instead } = useConnected(props)
  const [chosen, setChosen] = useState<ChosenBoard | null>(null)
  const [picking, setPicking] = useState(false)
  const [standard, setStandard] = useState(props.start.standard)
  const start = { ...props.start, standard }
  const known = start.last !== null || start.standard !== null
  useEffect(() => {
    if (!known) preload()
  }, [known])
  if (instead !== null) return instead
  const usable = answer === null ? null : usableMiro(answer)
  const suggestion = chooseSuggestion(start, usable)
  const board = chosen ?? toChosen(suggestion)
  if (usable !== null && (picking || board === null)) {
    return (
      <BoardPicker
        client={props.client}
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
        onConnect={() => connect("miro")}
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
      onConnect={connect}
    />
  )
}
