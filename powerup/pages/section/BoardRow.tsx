import { useState } from "react"
import { itemUrl } from "../../../core/cards/itemUrl.ts"
import type { CardBoard } from "../../../core/contract/pluginData.ts"
import { Button, LinkButton } from "../../ui/controls/Button.tsx"
import { Live } from "../../ui/controls/Live.tsx"
import { Notice } from "../../ui/controls/Notice.tsx"
import { describeError } from "../../ui/errors/describeError.ts"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import { isNotFound, throughConnection } from "../../ui/entries/throughConnection.ts"
import { readTimeZone } from "../../ui/host/formats.ts"
import type { PageProps } from "../../ui/page/start.tsx"
import { useAction } from "../../ui/state/useAction.ts"
import { sectionTexts } from "./texts.ts"
import type { Section } from "./useSection.ts"

interface BoardRowProps extends PageProps {
  readonly miroOrigin: string
  readonly board: CardBoard
  readonly section: Section
  /** Signed in, on a board in a workspace. */
  readonly mayAct: boolean
}

/** One Miro board that the card is on: open, push again, remove, and what is wrong with it. */
export function BoardRow(props: BoardRowProps) {
  const { t, client, board, section } = props
  const [doing, setDoing] = useState<"push" | "remove" | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const action = useAction()
  const card = t.getContext().card ?? ""
  const start = (name: "push" | "remove", work: () => Promise<void>): void => {
    setDone(null)
    setDoing(name)
    action.run(work)
  }
  const push = (): void =>
    start("push", async () => {
      try {
        const answer = await throughConnection(props, (connection) =>
          client.request("pushCard", {
            card,
            miroBoard: { id: board.id, name: board.name.slice(0, 60) },
            connection,
            locale: props.formats.locale.slice(0, 35),
            timeZone: readTimeZone(),
          }),
        )
        await section.take(answer, board.id)
        const { created, updated } = sectionTexts
        setDone((answer.outcome === "created" ? created : updated)(board.name))
      } catch (error) {
        if (isNotFound(error)) await section.markBroken(board.id)
        throw error
      }
    })
  const remove = (): void =>
    start("remove", async () => {
      const answer = await throughConnection(props, (connection) =>
        client.request("removeCard", { card, miroBoard: board.id, connection }),
      )
      await section.take(answer)
    })
  const { busy, error } = action
  const retry = doing === "remove" ? remove : push
  return (
    <li className="stack stack--tight">
      <div className="row">
        <span className="board-name">{board.name}</span>
        <LinkButton
          href={itemUrl(props.miroOrigin, board.id, board.item)}
          label={sectionTexts.openOn(board.name)}
        >
          {sectionTexts.open}
        </LinkButton>
        {props.mayAct && (
          <>
            <Button
              busy={busy && doing === "push"}
              onPress={push}
              label={sectionTexts.againOn(board.name)}
            >
              {sectionTexts.again}
            </Button>
            <Button
              busy={busy && doing === "remove"}
              onPress={remove}
              label={sectionTexts.removeFrom(board.name)}
            >
              {sectionTexts.remove}
            </Button>
          </>
        )}
      </div>
      {board.state === "broken" && (
        <Notice kind="warning" silent>
          <p>{sectionTexts.broken}</p>
        </Notice>
      )}
      <Live className="small subtle">
        {busy ? (doing === "push" ? sectionTexts.pushing : sectionTexts.removing) : (done ?? "")}
      </Live>
      {error !== null && (
        <>
          <ErrorNotice error={error} actions={{ retry }} />
          {needsConnecting(error) && <p className="small subtle">{sectionTexts.noConnection}</p>}
        </>
      )}
    </li>
  )
}

function needsConnecting(error: unknown): boolean {
  const { action } = describeError(error)
  return action === "connect" || action === "reauthorize"
}
