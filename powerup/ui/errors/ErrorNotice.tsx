import type { UserAction } from "../../../core/contract/errors.ts"
import { Button } from "../controls/Button.tsx"
import { Notice } from "../controls/Notice.tsx"
import { describeError } from "./describeError.ts"

/** What the page can do about an error, by what the person can do. A missing one leaves the words alone. */
export interface ErrorActions {
  readonly retry?: () => void
  readonly connect?: () => void
  readonly chooseBoard?: () => void
}

/** An error in words with the next step, and a button for it where the page has one. */
export function ErrorNotice({
  error,
  actions,
}: {
  readonly error: unknown
  readonly actions?: ErrorActions
}) {
  const described = describeError(error)
  const step = stepFor(described.action, actions ?? {})
  return (
    <Notice kind="error">
      <p>{described.says}</p>
      <p>{described.next}</p>
      {described.reference !== null && (
        <p className="small subtle">Reference: {described.reference}</p>
      )}
      {step !== null && (
        <div>
          <Button onPress={step.press}>{step.text}</Button>
        </div>
      )}
    </Notice>
  )
}

function stepFor(
  action: UserAction,
  actions: ErrorActions,
): { text: string; press: () => void } | null {
  switch (action) {
    case "retry":
    case "wait":
    case "fix_input":
    case "reload":
      return actions.retry === undefined ? null : { text: "Try again", press: actions.retry }
    case "connect":
      return actions.connect === undefined ? null : { text: "Connect", press: actions.connect }
    case "reauthorize":
      return actions.connect === undefined ? null : { text: "Reauthorize", press: actions.connect }
    case "choose_board":
      return actions.chooseBoard === undefined
        ? null
        : { text: "Choose another board", press: actions.chooseBoard }
    case "sign_in":
    case "ask_admin":
    case "none":
      return null
  }
}
