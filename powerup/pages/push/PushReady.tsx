import { useEffect, useRef } from "react"
import type { Ticket } from "../../../core/cards/ticket.ts"
import type { ConnectionsAnswer } from "../../../core/contract/connections.ts"
import { situationOf } from "../../../core/contract/situations.ts"
import type { Provider } from "../../../core/contract/ids.ts"
import type { ChosenBoard } from "../../ui/boards/boardOptions.ts"
import { AUDIENCE_TEXTS } from "../../ui/boards/texts.ts"
import { AppCardPreview } from "../../ui/card/AppCardPreview.tsx"
import { Button } from "../../ui/controls/Button.tsx"
import { Live } from "../../ui/controls/Live.tsx"
import { Notice } from "../../ui/controls/Notice.tsx"
import { SlowNote } from "../../ui/controls/Pending.tsx"
import { ErrorNotice, hasStep } from "../../ui/errors/ErrorNotice.tsx"
import { PROVIDER_NAMES } from "../../ui/errors/errorTexts.ts"
import { describeError } from "../../ui/errors/describeError.ts"
import type { Remembered } from "../../ui/entries/remembered.ts"
import type { PageProps } from "../../ui/page/start.tsx"
import { DefaultBoard } from "./DefaultBoard.tsx"
import { PushOutcome } from "./PushOutcome.tsx"
import { pushTexts } from "./texts.ts"
import { usePush, type Push } from "./usePush.ts"
import type { PushStart } from "./usePushStart.ts"

interface PushReadyProps extends PageProps {
  readonly ticket: Ticket
  readonly start: PushStart
  readonly board: ChosenBoard
  /** The board was chosen just now, so that who can see it is known for certain. */
  readonly fresh: boolean
  /** Null while they are looked up. */
  readonly connections: ConnectionsAnswer | null
  /** The Trello board's default was set or cleared. */
  readonly onStandard: (standard: Remembered | null) => void
  readonly onAnother: () => void
  readonly onConnect: (provider: Provider) => void
}

/** "Push to that board": who will see it, what it will look like, the button, and the result. */
export function PushReady(props: PushReadyProps) {
  const { ticket, board } = props
  const push = usePush(props, ticket, board)
  if (push.result.name === "pushed") {
    return (
      <PushOutcome push={push} pushed={push.result} board={board} onAnother={props.onAnother} />
    )
  }
  return <PushForm {...props} push={push} />
}

function PushForm(props: PushReadyProps & { readonly push: Push }) {
  const { ticket, board, push } = props
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  const { error, busy } = push.action
  const actions = {
    connect: () => props.onConnect(describeError(error).provider ?? "miro"),
    chooseBoard: props.onAnother,
  }
  const failed = error !== null
  const elsewhere = failed && hasStep(error, actions)
  return (
    <section className="stack" aria-labelledby="push-title">
      <div className="stack stack--tight">
        <h1 id="push-title">{pushTexts.title(board.name)}</h1>
        <p className="subtle">{audienceWords(board, props.fresh)}</p>
        {!elsewhere && (
          <div>
            <Button look="link" onPress={props.onAnother}>
              {pushTexts.another}
            </Button>
          </div>
        )}
      </div>
      <Warnings ticket={ticket} connections={props.connections} />
      {push.result.name === "removed" && !busy && !failed && (
        <Notice kind="success">
          <p>{pushTexts.removed(board.name)}</p>
        </Notice>
      )}
      {failed && <ErrorNotice error={error} actions={actions} />}
      <Button
        look={elsewhere ? "plain" : "primary"}
        wide
        busy={busy}
        onPress={push.push}
        ref={button}
      >
        {busy ? pushTexts.pushing : failed ? pushTexts.retry : pushTexts.push}
      </Button>
      <Live hidden>{busy ? pushTexts.pushing : ""}</Live>
      {busy && <SlowNote label={pushTexts.pushing} />}
      <DefaultBoard
        t={props.t}
        board={board}
        standard={props.start.standard}
        onStandard={props.onStandard}
      />
      {props.start.preview !== null && (
        <AppCardPreview card={props.start.preview} label={pushTexts.preview} />
      )}
    </section>
  )
}

function Warnings(props: {
  readonly ticket: Ticket
  readonly connections: ConnectionsAnswer | null
}) {
  const { connections } = props
  const struggling =
    connections === null
      ? []
      : [connections.trello, ...connections.miro]
          .filter((connection) => situationOf(connection).can === "wait")
          .map(({ provider }) => PROVIDER_NAMES[provider])
  return (
    <>
      {props.ticket.archived && (
        <Notice kind="warning" silent>
          <p>{pushTexts.archived}</p>
        </Notice>
      )}
      {[...new Set(struggling)].map((name) => (
        <Notice key={name} kind="info">
          <p>{pushTexts.degraded(name)}</p>
        </Notice>
      ))}
    </>
  )
}

function audienceWords({ audience }: ChosenBoard, fresh: boolean): string {
  if (audience === null) return pushTexts.unknownAudience
  const words = AUDIENCE_TEXTS[audience]
  return fresh ? words : pushTexts.remembered(words)
}
