import type { Job } from "../../../../core/contract/jobs.ts"
import { Button } from "../../../ui/controls/Button.tsx"
import type { Formats } from "../../../ui/host/formats.ts"
import { isFinal } from "../jobState.ts"
import { chooseTexts, countCards } from "../texts.ts"

interface EarlierProps {
  readonly formats: Formats
  readonly jobs: readonly Job[]
  readonly onWatch: (job: Job) => void
}

/** What runs and what was done last on each Miro board, to watch it or to take it back. */
export function Earlier({ formats, jobs, onWatch }: EarlierProps) {
  const running = jobs.filter(({ state }) => !isFinal(state))
  const ended = jobs.filter(({ state }) => isFinal(state))
  return (
    <>
      <Jobs title={chooseTexts.running} jobs={running} formats={formats} onWatch={onWatch} />
      <Jobs title={chooseTexts.earlier} jobs={ended} formats={formats} onWatch={onWatch} />
    </>
  )
}

function Jobs({ title, jobs, formats, onWatch }: EarlierProps & { readonly title: string }) {
  if (jobs.length === 0) return null
  return (
    <section className="stack stack--tight earlier" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {jobs.map((job) => {
          const words = wordsOf(job, formats)
          const when = job.endedAt === null ? null : formats.ago(job.endedAt)
          return (
            <li key={job.id} className="row">
              <span>{words}</span>
              {when !== null && <span className="small subtle">{when}</span>}
              <Button look="link" onPress={() => onWatch(job)} label={chooseTexts.showOf(words)}>
                {chooseTexts.show}
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function wordsOf({ kind, state, miroBoard, done, failed }: Job, formats: Formats): string {
  if (!isFinal(state)) return chooseTexts.jobRuns[kind](miroBoard.name)
  return chooseTexts.job[kind](countCards(done - failed, formats), miroBoard.name)
}
