import { useState } from "react"
import type { Job, JobAnswer } from "../../../core/contract/jobs.ts"
import { useConnected } from "../../ui/connect/useConnected.tsx"
import { Pending } from "../../ui/controls/Pending.tsx"
import { usableMiro } from "../../ui/entries/connected.ts"
import { preferred } from "../../ui/entries/throughConnection.ts"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import { describeError } from "../../ui/errors/describeError.ts"
import { later } from "../../ui/page/later.tsx"
import { useAsync } from "../../ui/state/useAsync.ts"
import type { BoardPageProps } from "./BoardPage.tsx"
import { buildDraft } from "./draft.ts"
import { findRunning } from "./jobState.ts"
import { chooseTexts } from "./texts.ts"
import type { BoardStart } from "./useBoardStart.ts"
import { useRepairedEntry } from "./useRepairedEntry.ts"

/** About the height of the page with a middling board, in pixels, kept while it loads. */
export const BOARD_HEIGHT = 560

// Together they are more than a page may weigh before its first words.
const WAITING = { label: chooseTexts.loading, height: BOARD_HEIGHT }
const { Part: Choose } = later(async () => (await import("./choose/Choose.tsx")).Choose, WAITING)
const { Part: JobView } = later(async () => (await import("./job/JobView.tsx")).JobView, WAITING)

/** The job that the page watches, and the connection that it was started with, where that is known. */
interface Watched {
  readonly answer: JobAnswer
  readonly connection: string | null
  /** It was running when this person wanted to start one. */
  readonly already: boolean
}

interface BoardFlowProps extends BoardPageProps {
  readonly start: BoardStart
}

/**
 * From connecting over choosing cards and a Miro board to progress and report. A job that is not over is shown at
 * once, whoever started it.
 */
export function BoardFlow(props: BoardFlowProps) {
  const { t, client, start } = props
  const { answer, connect, instead } = useConnected(props)
  const [draft, setDraft] = useState(() => buildDraft({ kind: t.arg("kind"), list: t.arg("list") }))
  const [picking, setPicking] = useState(false)
  const [watched, setWatched] = useState<Watched | "none" | null>(null)
  const ready = answer !== null && instead === null
  const jobs = useAsync(ready ? "jobs" : null, (signal) =>
    client.request("listJobs", {}, { signal }),
  )
  const listed = jobs.state.status === "done" ? jobs.state.value : null
  const running = listed === null ? null : findRunning(listed.jobs)
  useRepairedEntry(t, running === null ? (listed?.onMiro ?? null) : null, true)

  if (instead !== null) return instead
  if (jobs.state.status === "failed") {
    const { error } = jobs.state
    const reconnect = (): void => connect(describeError(error).provider ?? "trello")
    return <ErrorNotice error={error} actions={{ retry: jobs.reload, connect: reconnect }} />
  }
  if (answer === null || listed === null) {
    const label = answer === null ? chooseTexts.loadingConnections : chooseTexts.loadingJobs
    return <Pending label={label} height={BOARD_HEIGHT} />
  }
  const watch = (job: Job): void =>
    setWatched({ answer: { job, onMiro: null }, connection: null, already: false })
  const shown =
    watched === "none" ? null : (watched ?? (running === null ? null : toWatched(running)))
  const connections = preferred(
    usableMiro(answer),
    shown?.connection ?? start.last?.choice.connection ?? null,
  )
  const choose = (change: Partial<typeof draft>, pick = false): void => {
    setDraft({ ...draft, ...change })
    setPicking(pick)
    setWatched("none")
    jobs.refresh()
  }
  if (shown !== null) {
    return (
      <JobView
        {...props}
        key={shown.answer.job.id}
        first={shown.answer}
        already={shown.already}
        connections={connections}
        onJob={(next) => setWatched({ answer: next, connection: shown.connection, already: false })}
        onChoose={choose}
        onConnect={connect}
      />
    )
  }
  return (
    <Choose
      {...props}
      draft={draft}
      onDraft={setDraft}
      picking={picking}
      onPicking={setPicking}
      connections={connections}
      listed={listed}
      onWatch={watch}
      onStarted={(started, connection) =>
        setWatched({ answer: started, connection, already: false })
      }
      onRunning={async (miroBoard) => {
        const found = findRunning((await client.request("listJobs", {})).jobs, miroBoard)
        if (found === null) return false
        setWatched({ ...toWatched(found), already: true })
        return true
      }}
      onConnect={connect}
    />
  )
}

function toWatched(job: Job): Watched {
  return { answer: { job, onMiro: null }, connection: null, already: false }
}
