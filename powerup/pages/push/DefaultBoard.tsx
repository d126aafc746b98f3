import { useId } from "react"
import { DEFAULT_CHOICE_KEY } from "../../../core/contract/pluginData.ts"
import type { ChosenBoard } from "../../ui/boards/boardOptions.ts"
import { buildRemembered, parseRemembered, type Remembered } from "../../ui/entries/remembered.ts"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import { canWrite, type PageHost } from "../../ui/host/host.ts"
import { useAction } from "../../ui/state/useAction.ts"
import { pushTexts } from "./texts.ts"

interface DefaultBoardProps {
  readonly t: PageHost
  readonly board: ChosenBoard
  readonly standard: Remembered | null
  readonly onStandard: (standard: Remembered | null) => void
}

/** Makes a Miro board the default of the Trello board, for members who may edit that. */
export function DefaultBoard({ t, board, standard, onStandard }: DefaultBoardProps) {
  const id = useId()
  const action = useAction()
  if (!canWrite(t, "board")) return null
  const change = (wanted: boolean): void =>
    action.run(async () => {
      const value = wanted ? buildRemembered(board, board.audience) : null
      if (value === null) await t.remove("board", "shared", DEFAULT_CHOICE_KEY)
      else await t.set("board", "shared", DEFAULT_CHOICE_KEY, value)
      onStandard(parseRemembered(value))
    })
  return (
    <>
      <label className="check" htmlFor={id} title={pushTexts.makeDefaultHint}>
        <input
          id={id}
          type="checkbox"
          checked={standard?.choice.id === board.id}
          onChange={(event) => change(event.target.checked)}
        />
        {pushTexts.makeDefault}
      </label>
      {action.error !== null && <ErrorNotice error={action.error} />}
    </>
  )
}
