import type { Job, JobAnswer, JobsAnswer } from "../../../../core/contract/jobs.ts"
import type { Provider } from "../../../../core/contract/ids.ts"
import { BoardPicker } from "../../../ui/boards/BoardPicker.tsx"
import { chooseSuggestion, toChosen } from "../../../ui/boards/suggestion.ts"
import type { BoardPageProps } from "../BoardPage.tsx"
import type { Draft, Target } from "../draft.ts"
import type { BoardStart } from "../useBoardStart.ts"
import { Earlier } from "./Earlier.tsx"
import { RemoveFrom } from "./RemoveFrom.tsx"
import { Selecting } from "./Selecting.tsx"

export interface ChooseProps extends BoardPageProps {
  readonly start: BoardStart
  readonly draft: Draft
  readonly onDraft: (draft: Draft) => void
  /** The person asked for another Miro board. */
  readonly picking: boolean
  readonly onPicking: (picking: boolean) => void
  /** The usable Miro connections, the likeliest first. */
  readonly connections: readonly string[]
  readonly listed: JobsAnswer
  readonly onWatch: (job: Job) => void
  readonly onStarted: (answer: JobAnswer, connection: string) => void
  /** Watches the job that runs for a Miro board; false when there is none any more. */
  readonly onRunning: (miroBoard: string) => Promise<boolean>
  readonly onConnect: (provider: Provider) => void
}

/** Which Miro board, which cards, and what that would do. */
export function Choose(props: ChooseProps) {
  return (
    <div className="stack stack--wide">
      {props.draft.kind === "push" ? <ChoosePush {...props} /> : <RemoveFrom {...props} />}
      <Earlier formats={props.formats} jobs={props.listed.jobs} onWatch={props.onWatch} />
    </div>
  )
}

function ChoosePush(props: ChooseProps) {
  const { draft, connections } = props
  const suggestion = chooseSuggestion(props.start, connections)
  const target: Target | null = draft.target ?? toChosen(suggestion)
  const choose = (chosen: Target): void => {
    props.onDraft({ ...draft, target: chosen, customFields: null })
    props.onPicking(false)
  }
  if (props.picking || target === null) {
    return (
      <BoardPicker
        client={props.client}
        formats={props.formats}
        connections={connections}
        suggestion={suggestion}
        trelloBoard={props.start.trello.name}
        chosen={target?.id ?? null}
        onChoose={choose}
        {...(target === null ? {} : { onBack: () => props.onPicking(false) })}
        onConnect={() => props.onConnect("miro")}
      />
    )
  }
  return (
    <Selecting {...props} key={target.id} target={target} onAnother={() => props.onPicking(true)} />
  )
}
