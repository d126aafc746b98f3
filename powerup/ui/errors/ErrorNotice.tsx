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

/**
 * An error in words with the next step, and a button for it where the page has one. `retry` is for what has no button
 * any more: where the one that was pressed is still there, another one would do the same.
 */
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

const STEPS = {
  retry: ["retry", "Try again"],
  wait: ["retry", "Try again"],
  fix_input: ["retry", "Try again"],
  reload: ["retry", "Try again"],
  connect: ["connect", "Connect"],
  reauthorize: ["connect", "Reauthorize"],
  choose_board: ["chooseBoard", "Choose another board"],
  sign_in: null,
  ask_admin: null,
  none: null,
} as const satisfies Record<UserAction, readonly [keyof ErrorActions, string] | null>

/** Whether a notice with these actions offers a step. */
export function hasStep(error: unknown, actions: ErrorActions): boolean {
  return stepFor(describeError(error).action, actions) !== null
}

function stepFor(
  action: UserAction,
  actions: ErrorActions,
): { readonly text: string; readonly press: () => void } | null {
  const step = STEPS[action]
  if (step === null) return null
  const [name, text] = step
  const press = actions[name]
  return press === undefined ? null : { text, press }
}
