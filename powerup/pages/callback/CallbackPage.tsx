import { useEffect, useRef } from "react"
import type { CallbackAnswer } from "../../../core/contract/connections.ts"
import { ApiError } from "../../client/errors.ts"
import { Notice } from "../../ui/controls/Notice.tsx"
import { Pending } from "../../ui/controls/Pending.tsx"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import { useAsync } from "../../ui/state/useAsync.ts"
import type { AttemptCalls } from "./attemptCalls.ts"
import { handOver, type Opener } from "./handOver.ts"
import { Question } from "./Question.tsx"
import { callbackTexts } from "./texts.ts"

interface CallbackPageProps {
  readonly calls: AttemptCalls
  readonly opener: Opener | null
  readonly close: () => void
}

/** The end of a consent, in its own window: hands over to the page on Trello, or asks the person, and says how it ended. */
export function CallbackPage({ calls, opener, close }: CallbackPageProps) {
  const attempt = useAsync("attempt", async () => {
    const answer = await calls.read()
    if (answer.status !== "unconfirmed" || opener === null) return answer
    return await handOver(answer, opener, calls.read, pause)
  })
  const { state } = attempt
  return (
    <main className="page page--window stack">
      <h1>{callbackTexts.title}</h1>
      {(state.status === "pending" || state.status === "idle") && (
        <Pending label={callbackTexts.loading} height={96} />
      )}
      {state.status === "failed" && (
        <ErrorNotice error={state.error} actions={{ retry: attempt.reload }} />
      )}
      {state.status === "done" && (
        <Ended answer={state.value} calls={calls} close={close} onDecided={attempt.set} />
      )}
    </main>
  )
}

function Ended(props: {
  readonly answer: CallbackAnswer
  readonly calls: AttemptCalls
  readonly close: () => void
  readonly onDecided: (answer: CallbackAnswer) => void
}) {
  const { answer, close } = props
  const { status } = answer
  if (status === "unconfirmed") {
    return <Question answer={answer} calls={props.calls} onDecided={props.onDecided} />
  }
  if (status === "connected") return <Connected close={close} />
  if (status === "prepared" || status === "consenting") {
    return (
      <Notice kind="info">
        <p>{callbackTexts.unfinished}</p>
        <p>{callbackTexts.unfinishedNext}</p>
      </Notice>
    )
  }
  return (
    <>
      <ErrorNotice error={errorOf(answer)} />
      <p className="subtle">{callbackTexts.close}</p>
    </>
  )
}

function Connected({ close }: { readonly close: () => void }) {
  const closer = useRef(close)
  useEffect(() => closer.current(), [])
  return (
    <>
      <Notice kind="success">
        <p>{callbackTexts.connected}</p>
      </Notice>
      <p className="subtle">{callbackTexts.goBack}</p>
    </>
  )
}

function errorOf({ status, error, provider }: CallbackAnswer): ApiError {
  const ended = { denied: "consent_denied", failed: "consent_failed" } as const
  const fallback = status === "denied" || status === "failed" ? ended[status] : "attempt_expired"
  return new ApiError(error ?? fallback, { provider })
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
