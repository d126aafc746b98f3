import { useState } from "react"
import { EVERY_CARD, type Job } from "../../../../core/contract/jobs.ts"
import { Button, LinkButton } from "../../../ui/controls/Button.tsx"
import { Confirm, useFocusBack } from "../../../ui/controls/Confirm.tsx"
import { Notice } from "../../../ui/controls/Notice.tsx"
import type { WriteOutcome } from "../../../ui/entries/cardEntries.ts"
import { describeError } from "../../../ui/errors/describeError.ts"
import type { Formats } from "../../../ui/host/formats.ts"
import { SpecialCards } from "../SpecialCards.tsx"
import { countCards, jobTexts } from "../texts.ts"
import { Failures } from "./Failures.tsx"
import type { JobViewProps } from "./JobView.tsx"
import { useJobAction } from "./useJobAction.ts"

interface ReportProps extends JobViewProps {
  readonly job: Job
  /** What became of the entry that the badges are made of; null before. */
  readonly entry: WriteOutcome | null
}

/** What became of a job, what could not be done and why, and how to take it back. */
export function Report(props: ReportProps) {
  const { job, formats } = props
  const { cards } = props.start.trello
  const [asking, setAsking] = useState(false)
  const undo = useFocusBack(asking)
  const { action, run } = useJobAction({
    ...props,
    name: "undoJob",
    job: job.id,
    onAnswer: props.onJob,
  })
  const { id, name } = job.miroBoard
  const target = { id, name, connection: null }
  const undoable = countCards(job.undoable, formats)
  const push = job.kind === "push"
  const badges = props.entry === null ? null : jobTexts.entry[props.entry]
  return (
    <div className="stack">
      <Outcome job={job} formats={formats} />
      <Counts job={job} formats={formats} />
      <div className="row">
        {push && (
          <LinkButton look="primary" href={job.url}>
            {jobTexts.open}
          </LinkButton>
        )}
        {push && (
          <Button onPress={() => props.onChoose({ kind: "push", target })}>{jobTexts.again}</Button>
        )}
        {push && job.undoable > 0 && !asking && (
          <Button onPress={() => setAsking(true)} ref={undo}>
            {jobTexts.undo}
          </Button>
        )}
      </div>
      {asking && (
        <Confirm
          title={jobTexts.undoTitle(undoable, name)}
          yes={jobTexts.undoYes(undoable)}
          no={jobTexts.undoNo}
          action={action}
          onYes={run}
          onNo={() => setAsking(false)}
          errorActions={{
            connect: () => props.onConnect(describeError(action.error).provider ?? "miro"),
          }}
        >
          <p>{jobTexts.undoBody}</p>
        </Confirm>
      )}
      <Failures job={job} cards={cards} t={props.t} formats={formats} />
      <SpecialCards special={job.special} cards={cards} formats={formats} />
      {badges !== null && <p className="small subtle">{badges}</p>}
      <div>
        <Button
          look="link"
          onPress={() => props.onChoose({ kind: "push", target: null, selection: EVERY_CARD })}
        >
          {jobTexts.more}
        </Button>
      </div>
    </div>
  )
}

function Outcome({ job, formats }: { readonly job: Job; readonly formats: Formats }) {
  const { kind, total, done, failed, state, miroBoard } = job
  const worked = done - failed
  const [cards, one] = [countCards(worked, formats), worked === 1]
  const says =
    kind === "push"
      ? jobTexts.pushed(cards, one ? "is" : "are", miroBoard.name)
      : jobTexts.removed(cards, one ? "was" : "were", miroBoard.name)
  const whole = state === "done" && failed === 0
  return (
    <Notice kind={whole ? "success" : failed > 0 ? "warning" : "info"}>
      <p>{says}</p>
      {failed > 0 && <p>{jobTexts.failedCount(countCards(failed, formats))}</p>}
      {total > done && <p>{jobTexts.notDone(countCards(total - done, formats))}</p>}
    </Notice>
  )
}

function Counts({ job, formats }: { readonly job: Job; readonly formats: Formats }) {
  const rows =
    job.kind === "push"
      ? ([
          [jobTexts.created, job.created],
          [jobTexts.updated, job.updated],
          [jobTexts.unchanged, job.unchanged],
          [jobTexts.failed, job.failed],
        ] as const)
      : ([
          [jobTexts.removedCount, job.removed],
          [jobTexts.failed, job.failed],
        ] as const)
  return (
    <dl className="counts">
      {rows.map(([words, count]) => (
        <div key={words}>
          <dt>{words}</dt>
          <dd>{formats.count(count)}</dd>
        </div>
      ))}
    </dl>
  )
}
