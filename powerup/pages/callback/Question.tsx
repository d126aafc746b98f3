import { useEffect, useRef, useState } from "react"
import type { CallbackAnswer } from "../../../core/contract/connections.ts"
import { ApiError } from "../../client/errors.ts"
import { Button } from "../../ui/controls/Button.tsx"
import { Live } from "../../ui/controls/Live.tsx"
import { Notice } from "../../ui/controls/Notice.tsx"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import { useAction } from "../../ui/state/useAction.ts"
import type { AttemptCalls } from "./attemptCalls.ts"
import { callbackTexts } from "./texts.ts"

interface QuestionProps {
  readonly answer: CallbackAnswer
  readonly calls: AttemptCalls
  readonly onDecided: (answer: CallbackAnswer) => void
}

/**
 * Names the accounts that would be tied together and asks, where no page of ours is there to confirm for the person, or
 * where they are others than the connection to renew.
 */
export function Question({ answer, calls, onDecided }: QuestionProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const action = useAction()
  const [refused, setRefused] = useState(false)
  const [choice, setChoice] = useState(true)
  useEffect(() => heading.current?.focus(), [])
  const decide = (yes: boolean): void => {
    setChoice(yes)
    action.run(async () => {
      const decided = await calls.decide(yes)
      if (!yes) setRefused(true)
      else onDecided({ ...answer, status: decided.status, error: decided.error, value: null })
    })
  }
  if (refused) {
    return (
      <Notice kind="info">
        <p>{callbackTexts.refused}</p>
      </Notice>
    )
  }
  return (
    <section className="stack" aria-labelledby="question">
      {answer.error !== null && (
        <ErrorNotice error={new ApiError(answer.error, { provider: answer.provider })} />
      )}
      <h2 id="question" ref={heading} tabIndex={-1}>
        {answer.other
          ? callbackTexts.other(answer.trello, answer.miro)
          : callbackTexts.question(answer.trello, answer.miro)}
      </h2>
      <p>{answer.other ? callbackTexts.otherWhy : callbackTexts.why}</p>
      {action.error !== null && <ErrorNotice error={action.error} />}
      <div className="row">
        <Button look="primary" busy={action.busy && choice} onPress={() => decide(true)}>
          {answer.other ? callbackTexts.add : callbackTexts.yes}
        </Button>
        <Button busy={action.busy && !choice} onPress={() => decide(false)}>
          {callbackTexts.no}
        </Button>
      </div>
      <Live hidden>{action.busy ? callbackTexts.saving : ""}</Live>
    </section>
  )
}
