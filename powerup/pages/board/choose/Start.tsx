import { useState, type Ref } from "react"
import { ApiError } from "../../../client/errors.ts"
import { Button } from "../../../ui/controls/Button.tsx"
import { Confirm, useFocusBack } from "../../../ui/controls/Confirm.tsx"
import { Live } from "../../../ui/controls/Live.tsx"
import { describeError } from "../../../ui/errors/describeError.ts"
import { ErrorNotice } from "../../../ui/errors/ErrorNotice.tsx"
import { rememberChoice } from "../../../ui/entries/remembered.ts"
import { useAction, type Action } from "../../../ui/state/useAction.ts"
import { countCards, planTexts } from "../texts.ts"
import type { PlanPanelProps } from "./PlanPanel.tsx"
import type { Planned } from "./usePlan.ts"

interface StartProps extends PlanPanelProps {
  readonly planned: Planned
  readonly fresh: boolean
}

/** The button that says how many cards, and for a removal the question behind it. */
export function Start(props: StartProps) {
  const { planned, fresh, target, formats, draft } = props
  const [asking, setAsking] = useState(false)
  const button = useFocusBack(asking)
  const action = useAction()
  const start = (): void => action.run(() => begin(props))
  const { total } = planned.plan
  const cards = countCards(total, formats)
  const actions = {
    connect: () => props.onConnect(describeError(action.error).provider ?? "miro"),
    ...(props.onAnother === undefined ? {} : { chooseBoard: props.onAnother }),
  }
  if (asking && fresh) {
    return (
      <Confirm
        title={planTexts.confirmTitle(cards, target.name)}
        yes={planTexts.remove(cards)}
        no={planTexts.keep}
        action={action}
        onYes={start}
        onNo={() => setAsking(false)}
        errorActions={actions}
      >
        <p>{planTexts.confirm}</p>
      </Confirm>
    )
  }
  return (
    <>
      {action.error !== null && <ErrorNotice error={action.error} actions={actions} />}
      <StartButton
        action={action}
        counting={!fresh}
        label={draft.kind === "push" ? planTexts.push(cards) : planTexts.remove(cards)}
        onPress={draft.kind === "push" ? start : () => setAsking(true)}
        ref={button}
      />
    </>
  )
}

function StartButton({
  action,
  counting,
  label,
  onPress,
  ref,
}: {
  readonly action: Action
  readonly counting: boolean
  readonly label: string
  readonly onPress: () => void
  readonly ref: Ref<HTMLButtonElement>
}) {
  const { busy } = action
  const wait = busy ? planTexts.starting : counting ? planTexts.counting : null
  return (
    <>
      <Button look="primary" wide busy={wait !== null} onPress={onPress} ref={ref}>
        {wait ?? label}
      </Button>
      <Live hidden>{busy ? planTexts.starting : ""}</Live>
    </>
  )
}

async function begin(props: StartProps): Promise<void> {
  const { t, client, target, planned } = props
  const { plan, params } = planned
  const { connection } = params
  try {
    const answer = await client.request("startJob", params)
    if (params.kind === "push") {
      const { id, name } = target
      void rememberChoice(t, { id, name, connection }, plan.miroBoard.audience)
    }
    props.onStarted(answer, connection)
  } catch (error) {
    const runs = error instanceof ApiError && error.code === "job_running"
    if (!runs || !(await props.onRunning(target.id))) throw error
  }
}
