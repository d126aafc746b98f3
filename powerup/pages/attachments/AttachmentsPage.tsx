import { useState } from "react"
import { Live } from "../../ui/controls/Live.tsx"
import { readCardBoards } from "../../ui/entries/cardEntries.ts"
import type { PageProps } from "../../ui/page/start.tsx"
import { useAsync } from "../../ui/state/useAsync.ts"
import { LinkRow } from "./LinkRow.tsx"
import { parseLinks } from "./links.ts"
import { attachmentTexts } from "./texts.ts"

interface AttachmentsPageProps extends PageProps {
  /** Where Miro's boards are opened and framed from. */
  readonly miroOrigin: string
}

/** The card's links to Miro boards: a drawing and **Open in Miro** first, the live board where it is asked for. */
export function AttachmentsPage({ t, miroOrigin }: AttachmentsPageProps) {
  const { state } = useAsync("entry", () => readCardBoards(t))
  const known = state.status === "done" ? state.value : []
  const links = parseLinks(t.arg("links"), miroOrigin, known)
  const [shown, setShown] = useState<number | null>(null)
  return (
    <main className="page page--section">
      {links.length === 0 ? (
        <Live className="subtle">{attachmentTexts.none}</Live>
      ) : (
        <ul className="stack" aria-label={attachmentTexts.list}>
          {links.map((link, index) => (
            <LinkRow
              key={`${link.link.board} ${link.link.item}`}
              {...link}
              miroOrigin={miroOrigin}
              shown={shown === index}
              // One at a time: a live board is as heavy as Miro itself.
              onShow={(wanted) => setShown(wanted ? index : null)}
            />
          ))}
        </ul>
      )}
    </main>
  )
}
