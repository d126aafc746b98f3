import { useState } from "react"
import type { Job, JobAnswer } from "../../../../core/contract/jobs.ts"
import type { Provider } from "../../../../core/contract/ids.ts"
import { Button } from "../../../ui/controls/Button.tsx"
import { Confirm, useFocusBack } from "../../../ui/controls/Confirm.tsx"
import { Live } from "../../../ui/controls/Live.tsx"
import { Notice } from "../../../ui/controls/Notice.tsx"
import { describeCode, describeError } from "../../../ui/errors/describeError.ts"
import type { Formats } from "../../../ui/host/formats.ts"
import { countCards, jobTexts } from "../texts.ts"
import type { JobViewProps } from "./JobView.tsx"
import { Stopped } from "./Stopped.tsx"
import { useJobAction } from "./useJobAction.ts"

export interface ProgressProps extends JobViewProps {
  readonly job: Job
  readonly onAnswer: (answer: JobAnswer) => void
  readonly trouble: unknown
}

/** How far a job is, what it waits for, and a way to end it. */
export function Progress(props: ProgressProps) {
  const { job, trouble, formats } = props
  const [asking, setAsking] = useState(false)
  // Calls that are under way end first, so that a job goes on a moment after it was cancelled.
  const [cancelling, setCancelling] = useState(false)
  const { action, run } = useJobAction({
    ...props,
    name: "cancelJob",
    job: job.id,
    onAnswer: (answer) => {
      setAsking(false)
      setCancelling(true)
      props.onAnswer(answer)
    },
  })
  const button = useFocusBack(asking)
  const connect = (): void => props.onConnect(describeError(action.error).provider ?? "miro")
  return (
    <div className="stack">
      <Bar job={job} formats={formats} />
      {job.state === "stopped" && <Stopped {...props} />}
      {job.state === "waiting" && <Waiting job={job} formats={formats} />}
      {trouble !== null && <Trouble error={trouble} onConnect={props.onConnect} />}
      {!job.mine && <p className="subtle">{jobTexts.somebody}</p>}
      {job.state !== "stopped" && <p className="subtle">{jobTexts.close}</p>}
      {asking ? (
        <Confirm
          title={jobTexts.cancelTitle[job.kind]}
          yes={jobTexts.cancelYes[job.kind]}
          no={jobTexts.cancelNo}
          action={action}
          onYes={run}
          onNo={() => setAsking(false)}
          errorActions={{ connect }}
        >
          <p>
            {jobTexts.cancelBody[job.kind](
              countCards(job.done, formats),
              formats.count(job.total - job.done),
            )}
          </p>
        </Confirm>
      ) : (
        <div className="row">
          <Button busy={cancelling} onPress={() => setAsking(true)} ref={button}>
            {cancelling ? jobTexts.cancelling : jobTexts.cancel}
          </Button>
          <Button look="link" onPress={() => props.onChoose({ kind: "push", target: null }, true)}>
            {jobTexts.other}
          </Button>
        </div>
      )}
    </div>
  )
}

/** Why it could not be asked how far it is. */
function Trouble(props: {
  readonly error: unknown
  readonly onConnect: (provider: Provider) => void
}) {
  const { says, action, provider } = describeError(props.error)
  const ended = action === "connect" || action === "reauthorize"
  return (
    <Notice kind="warning">
      <p>{says}</p>
      <p>{jobTexts.unreachable}</p>
      {ended && (
        <div>
          <Button onPress={() => props.onConnect(provider ?? "trello")}>
            {jobTexts.reauthorize}
          </Button>
        </div>
      )}
    </Notice>
  )
}

function Bar({ job, formats }: { readonly job: Job; readonly formats: Formats }) {
  const { done, total, secondsLeft, state } = job
  const words = jobTexts.progress(formats.count(done), countCards(total, formats))
  const left =
    secondsLeft === null || state === "stopped" ? null : jobTexts.left(formats.about(secondsLeft))
  // Each second would be too much to listen to.
  const tenth = total === 0 ? 0 : Math.floor((10 * done) / total) * 10
  return (
    <div className="stack stack--tight">
      <progress className="bar" value={done} max={Math.max(total, 1)} aria-label={words} />
      <div className="row row--apart">
        <strong>{words}</strong>
        {left !== null && <span className="subtle">{left}</span>}
      </div>
      <Live hidden>{jobTexts.percent(tenth)}</Live>
    </div>
  )
}

function Waiting({ job, formats }: { readonly job: Job; readonly formats: Formats }) {
  const says = job.reason === null ? jobTexts.goesOn : describeCode(job.reason).says
  const until = job.waitingUntil === null ? null : formats.time(job.waitingUntil)
  return (
    <Notice kind="info">
      <p>{until === null ? jobTexts.waiting(says) : jobTexts.waitingUntil(until, says)}</p>
      {job.reason !== null && <p>{jobTexts.goesOn}</p>}
    </Notice>
  )
}
