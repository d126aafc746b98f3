import { Pending } from "../../ui/controls/Pending.tsx"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import { Gate } from "../../ui/page/Gate.tsx"
import type { PageProps } from "../../ui/page/start.tsx"
import { BOARD_HEIGHT, BoardFlow } from "./BoardFlow.tsx"
import { chooseTexts } from "./texts.ts"
import { useBoardStart } from "./useBoardStart.ts"

export interface BoardPageProps extends PageProps {
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** The window of **Push to Miro** on a list or a board: many cards at once. */
export function BoardPage(props: BoardPageProps) {
  return (
    <main className="page page--board">
      <Gate t={props.t}>
        <Opened {...props} />
      </Gate>
    </main>
  )
}

function Opened(props: BoardPageProps) {
  const { state, reload } = useBoardStart(props.t, props.formats.locale)
  if (state.status === "failed") {
    return <ErrorNotice error={state.error} actions={{ retry: reload }} />
  }
  if (state.status !== "done") {
    return <Pending label={chooseTexts.loading} height={BOARD_HEIGHT} />
  }
  return <BoardFlow {...props} start={state.value} />
}
