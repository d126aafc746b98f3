import { JOB_CARDS_MAX, type Job } from "../../../../core/contract/jobs.ts"
import { ApiError } from "../../../client/errors.ts"
import { Button } from "../../../ui/controls/Button.tsx"
import { Notice } from "../../../ui/controls/Notice.tsx"
import { Pending } from "../../../ui/controls/Pending.tsx"
import { describeCode, describeError } from "../../../ui/errors/describeError.ts"
import { ErrorNotice } from "../../../ui/errors/ErrorNotice.tsx"
import type { Target } from "../draft.ts"
import { chooseTexts, planTexts } from "../texts.ts"
import type { ChooseProps } from "./Choose.tsx"
import { NoCards } from "./NoCards.tsx"
import { Plan } from "./Plan.tsx"
import { usePlan } from "./usePlan.ts"

export interface PlanPanelProps extends ChooseProps {
  readonly target: Target
  readonly onAnother?: () => void
  /** How many cards the page itself counts. */
  readonly selected: number
  /** What runs for this Miro board. */
  readonly running: Job | null
}

/** What would happen, or why nothing can. */
export function PlanPanel(props: PlanPanelProps) {
  const { draft, target, selected, running } = props
  // Cards that the page does not see can be on Miro, so that only the Worker knows whether there are any to remove.
  const none = selected === 0 && draft.kind === "push"
  const tooMany = selected > JOB_CARDS_MAX
  const connections = target.connection === null ? props.connections : [target.connection]
  const idle = none || tooMany || running !== null
  const planning = usePlan(props, draft, target, connections, idle)
  const reason = planning.error instanceof ApiError ? planning.error.code : null
  return (
    <section className="stack plan" aria-label={planTexts.title}>
      <h2>{planTexts.title}</h2>
      {running !== null ? (
        <Notice kind="info">
          <p>{chooseTexts.jobRuns[running.kind](target.name)}</p>
          <div>
            <Button onPress={() => props.onWatch(running)}>{planTexts.watch}</Button>
          </div>
        </Notice>
      ) : none || reason === "no_cards" ? (
        <NoCards kind={draft.kind} />
      ) : tooMany || reason === "too_many_cards" ? (
        <Notice kind="warning">
          <p>{describeCode("too_many_cards").says}</p>
          <p>{describeCode("too_many_cards").next}</p>
        </Notice>
      ) : planning.error !== null ? (
        <PlanError {...props} error={planning.error} retry={planning.retry} />
      ) : planning.planned === null ? (
        <Pending label={planTexts.counting} height={PLAN_HEIGHT} />
      ) : (
        <Plan {...props} planned={planning.planned} fresh={planning.fresh} />
      )}
    </section>
  )
}

function PlanError(
  props: PlanPanelProps & { readonly error: unknown; readonly retry: () => void },
) {
  const { error, onAnother } = props
  return (
    <ErrorNotice
      error={error}
      actions={{
        retry: props.retry,
        connect: () => props.onConnect(describeError(error).provider ?? "miro"),
        ...(onAnother === undefined ? {} : { chooseBoard: onAnother }),
      }}
    />
  )
}

/** About the height of a plan in pixels, kept while it is made. */
const PLAN_HEIGHT = 320
