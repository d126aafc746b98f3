import type { JobAnswer, JobState } from "../../../../core/contract/jobs.ts"
import type { Provider } from "../../../../core/contract/ids.ts"
import { Button } from "../../../ui/controls/Button.tsx"
import { Notice } from "../../../ui/controls/Notice.tsx"
import type { BoardPageProps } from "../BoardPage.tsx"
import type { Draft } from "../draft.ts"
import { FocusedHeading } from "../FocusedHeading.tsx"
import { isFinal } from "../jobState.ts"
import { jobTexts } from "../texts.ts"
import type { BoardStart } from "../useBoardStart.ts"
import { useRepairedEntry } from "../useRepairedEntry.ts"
import { Progress } from "./Progress.tsx"
import { Report } from "./Report.tsx"
import { useJob } from "./useJob.ts"

export interface JobViewProps extends BoardPageProps {
  readonly start: BoardStart
  readonly first: JobAnswer
  /** It was running when this person wanted to start one. */
  readonly already: boolean
  readonly connections: readonly string[]
  /** Watches another job: the one that undoes this one. */
  readonly onJob: (answer: JobAnswer) => void
  /** Goes back to choosing; with `pick` to choosing a Miro board. */
  readonly onChoose: (change: Partial<Draft>, pick?: boolean) => void
  readonly onConnect: (provider: Provider) => void
}

const TITLES = {
  working: "running",
  waiting: "running",
  stopped: "stopped",
  cancelled: "cancelled",
  done: "ended",
} as const satisfies Record<JobState, keyof typeof jobTexts>

/** A push or removal from its start to its report. */
export function JobView(props: JobViewProps) {
  const { t, client } = props
  const watched = useJob(client, props.first)
  const { job, onMiro } = watched.answer
  const entry = useRepairedEntry(t, onMiro, job.mine)
  const over = isFinal(job.state)
  const { name } = job.miroBoard
  return (
    <section className="stack" aria-labelledby="job-title">
      <FocusedHeading key={over ? "over" : "running"} id="job-title">
        {jobTexts[TITLES[job.state]][job.kind](name)}
      </FocusedHeading>
      {props.already && !over && (
        <Notice kind="info" silent>
          <p>{jobTexts.already}</p>
        </Notice>
      )}
      {watched.gone ? (
        <Gone {...props} />
      ) : over ? (
        <Report {...props} job={job} entry={entry} />
      ) : (
        <Progress {...props} job={job} trouble={watched.trouble} onAnswer={watched.take} />
      )}
    </section>
  )
}

function Gone({ onChoose }: JobViewProps) {
  return (
    <Notice kind="warning">
      <p>{jobTexts.gone}</p>
      <div>
        <Button onPress={() => onChoose({})}>{jobTexts.more}</Button>
      </div>
    </Notice>
  )
}
