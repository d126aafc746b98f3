import { useEffect, useRef } from "react"
import type { ChosenBoard } from "../../ui/boards/boardOptions.ts"
import { Button, LinkButton } from "../../ui/controls/Button.tsx"
import { Live } from "../../ui/controls/Live.tsx"
import { Notice } from "../../ui/controls/Notice.tsx"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import { pushTexts } from "./texts.ts"
import type { Push, PushResult } from "./usePush.ts"

interface PushOutcomeProps {
  readonly push: Push
  readonly pushed: Extract<PushResult, { name: "pushed" }>
  readonly board: ChosenBoard
  readonly onAnother: () => void
}

/** What became of a push: made or updated, where to see it, and how to take it back. */
export function PushOutcome({ push, pushed, board, onAnother }: PushOutcomeProps) {
  const { answer, entry } = pushed
  const { busy, error } = push.action
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => link.current?.focus(), [])
  const made = answer.outcome === "created"
  return (
    <section className="stack" aria-label={pushTexts.push}>
      <Notice kind="success">
        <p>{made ? pushTexts.created(board.name) : pushTexts.updated(board.name)}</p>
      </Notice>
      <div className="row">
        <LinkButton look="primary" href={answer.link.url} ref={link}>
          {pushTexts.open}
        </LinkButton>
        <Button busy={busy} onPress={push.remove}>
          {made ? pushTexts.undo : pushTexts.remove}
        </Button>
      </div>
      <Live hidden>{busy ? pushTexts.removing : ""}</Live>
      {error !== null && <ErrorNotice error={error} />}
      {entry === "skipped" && <p className="small subtle">{pushTexts.observer}</p>}
      <div>
        <Button look="link" onPress={onAnother}>
          {pushTexts.again}
        </Button>
      </div>
    </section>
  )
}
