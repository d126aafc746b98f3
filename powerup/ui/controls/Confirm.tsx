import { useEffect, useId, useRef, type ReactNode, type RefObject } from "react"
import { ErrorNotice, type ErrorActions } from "../errors/ErrorNotice.tsx"
import type { Action } from "../state/useAction.ts"
import { Button } from "./Button.tsx"

interface ConfirmProps {
  readonly title: string
  /** What it does and what it leaves, as paragraphs. */
  readonly children: ReactNode
  readonly yes: string
  readonly no: string
  readonly action: Action
  readonly onYes: () => void
  readonly onNo: () => void
  readonly errorActions?: ErrorActions
}

/** Asks before something that cannot be taken back. The focus goes to the answer that changes nothing. */
export function Confirm(props: ConfirmProps) {
  const { action } = props
  const id = useId()
  const no = useRef<HTMLButtonElement>(null)
  useEffect(() => no.current?.focus(), [])
  return (
    <section className="stack confirm" aria-labelledby={id}>
      <h2 id={id}>{props.title}</h2>
      {props.children}
      {action.error !== null && (
        <ErrorNotice error={action.error} actions={props.errorActions ?? {}} />
      )}
      <div className="row">
        <Button look="danger" busy={action.busy} onPress={props.onYes}>
          {props.yes}
        </Button>
        <Button onPress={props.onNo} ref={no}>
          {props.no}
        </Button>
      </div>
    </section>
  )
}

/** For the button that asks: it gets the focus back when the question is gone. */
export function useFocusBack(asking: boolean): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null)
  const asked = useRef(false)
  useEffect(() => {
    if (!asking && asked.current) button.current?.focus()
    asked.current = asking
  }, [asking])
  return button
}
