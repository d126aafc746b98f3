import { useRef, useEffect } from "react"
import type { Provider } from "../../../core/contract/ids.ts"
import { Button } from "../controls/Button.tsx"
import { Live } from "../controls/Live.tsx"
import { SlowNote } from "../controls/Pending.tsx"
import { ErrorNotice } from "../errors/ErrorNotice.tsx"
import { connectTexts } from "./texts.ts"
import type { Consent } from "./useConsent.ts"

interface ConsentStatusProps {
  readonly consent: Consent
  readonly providers: readonly Provider[]
  /** The text of the button that opens the window. */
  readonly button: string
  readonly look?: "primary" | "plain"
  readonly wide?: boolean
}

/** The button that opens the consent window, and what to do in it while it is open. */
export function ConsentStatus({ consent, providers, button, look, wide }: ConsentStatusProps) {
  const { state } = consent
  const press = useRef<HTMLButtonElement>(null)
  const wasWaiting = useRef(false)
  useEffect(() => {
    // What had the focus while the window was open is gone.
    if (wasWaiting.current && state.name !== "waiting") press.current?.focus()
    wasWaiting.current = state.name === "waiting"
  }, [state.name])
  if (state.name === "waiting")
    return <Waiting consent={consent} providers={providers} at={state.at} />
  const broken = state.name === "failed" && !state.canPress
  return (
    <div className="stack">
      {state.name === "failed" && (
        <ErrorNotice error={state.error} actions={broken ? { retry: consent.retry } : {}} />
      )}
      {!broken && (
        <Button
          look={look ?? "primary"}
          wide={wide ?? false}
          busy={state.name === "preparing"}
          ref={press}
          onPress={consent.press}
        >
          {button}
        </Button>
      )}
      {state.name === "preparing" && <SlowNote label={connectTexts.preparing} />}
    </div>
  )
}

function Waiting(props: {
  readonly consent: Consent
  readonly providers: readonly Provider[]
  readonly at: Provider | null
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const at = props.at ?? props.providers[0] ?? "trello"
  const steps = props.providers.length > 1 ? connectTexts.step : connectTexts.alone
  return (
    <div className="stack">
      <Live className="stack stack--tight">
        <div className="row">
          <span className="spinner" aria-hidden="true" />
          <h2 ref={heading} tabIndex={-1}>
            {connectTexts.waiting}
          </h2>
        </div>
        <p>{steps[at]}</p>
        <p className="subtle">{connectTexts.keepOpen}</p>
      </Live>
      {props.providers.includes("miro") && <p className="small subtle">{connectTexts.adminHint}</p>}
      <div className="row">
        <Button onPress={props.consent.press}>{connectTexts.show}</Button>
        <Button look="link" onPress={props.consent.cancel}>
          {connectTexts.cancel}
        </Button>
      </div>
    </div>
  )
}
