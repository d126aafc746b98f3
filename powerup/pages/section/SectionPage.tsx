import { Live } from "../../ui/controls/Live.tsx"
import { Skeleton } from "../../ui/controls/Pending.tsx"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import type { PageProps } from "../../ui/page/start.tsx"
import { BoardRow } from "./BoardRow.tsx"
import { sectionTexts } from "./texts.ts"
import { useSection } from "./useSection.ts"

interface SectionPageProps extends PageProps {
  /** Where Miro's boards are opened. */
  readonly miroOrigin: string
}

/** The section on the back of a card: the Miro boards that it is on. */
export function SectionPage(props: SectionPageProps) {
  const section = useSection(props)
  const { state } = section
  const { organization } = props.t.getContext()
  const mayAct = props.t.isMemberSignedIn() && organization !== undefined && organization !== ""
  return (
    <main className="page page--section">
      {state.status === "failed" ? (
        <ErrorNotice error={state.error} actions={{ retry: section.reload }} />
      ) : state.status !== "done" ? (
        <Skeleton height={ROW_HEIGHT} />
      ) : state.value.boards.length === 0 ? (
        <Live className="subtle">{sectionTexts.none}</Live>
      ) : (
        <ul className="stack" aria-label={sectionTexts.list}>
          {state.value.boards.map((board) => (
            <BoardRow key={board.id} {...props} board={board} section={section} mayAct={mayAct} />
          ))}
        </ul>
      )}
    </main>
  )
}

/** The height of one board in pixels, kept while the entry is read. */
const ROW_HEIGHT = 32
