import type { Job } from "../../../../core/contract/jobs.ts"
import { Button } from "../../../ui/controls/Button.tsx"
import { describeCode } from "../../../ui/errors/describeError.ts"
import type { Formats } from "../../../ui/host/formats.ts"
import type { PageHost } from "../../../ui/host/host.ts"
import { jobTexts } from "../texts.ts"

interface FailuresProps {
  readonly t: PageHost
  readonly job: Job
  /** The cards that the page sees, for their names. */
  readonly cards: readonly { readonly id: string; readonly name: string }[]
  readonly formats: Formats
}

/** Each card that could not be done: which, why, what to do, and a way to it. */
export function Failures({ t, job, cards, formats }: FailuresProps) {
  if (job.failures.length === 0) return null
  const names = new Map(cards.map(({ id, name }) => [id, name]))
  const more = job.failed - job.failures.length
  return (
    <section className="stack stack--tight" aria-labelledby="failures-title">
      <h2 id="failures-title">{jobTexts.failures}</h2>
      <ul className="failures">
        {job.failures.map(({ card, code }) => {
          const { says, next } = describeCode(code)
          const name = names.get(card)
          const show = (): void => void Promise.resolve(t.showCard(card)).catch(() => undefined)
          return (
            <li key={card}>
              {name === undefined ? (
                <p className="subtle">{jobTexts.unknownCard}</p>
              ) : (
                <Button look="link" onPress={show} label={jobTexts.openCard(name)}>
                  {name}
                </Button>
              )}
              <p className="small">
                {says} {next}
              </p>
            </li>
          )
        })}
      </ul>
      {more > 0 && <p className="small subtle">{jobTexts.moreFailures(formats.count(more))}</p>}
    </section>
  )
}
