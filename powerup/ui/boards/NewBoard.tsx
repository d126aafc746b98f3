import { useEffect, useRef, useState } from "react"
import type { MiroBoard } from "../../../core/contract/cards.ts"
import type { Client } from "../../client/index.ts"
import { Button } from "../controls/Button.tsx"
import { TextField } from "../controls/TextField.tsx"
import { ErrorNotice } from "../errors/ErrorNotice.tsx"
import { useAction } from "../state/useAction.ts"
import { boardTexts } from "./texts.ts"

interface NewBoardProps {
  readonly client: Client
  readonly connection: string
  /** What the name field starts with. */
  readonly name: string
  readonly onCreated: (board: MiroBoard) => void
  readonly onCancel: () => void
}

/** Makes a Miro board with a name of 1–60 characters. */
export function NewBoard({ client, connection, name, onCreated, onCancel }: NewBoardProps) {
  const [value, setValue] = useState(name)
  const [empty, setEmpty] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const creation = useAction()
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  const create = (): void => {
    const trimmed = value.trim()
    setEmpty(trimmed === "")
    if (trimmed === "") {
      field.current?.focus()
      return
    }
    creation.run(async () => {
      const { board } = await client.request("createBoard", { connection, name: trimmed })
      onCreated(board)
    })
  }
  return (
    <section className="stack" aria-labelledby="new-board-title">
      <h1 id="new-board-title">{boardTexts.newBoard}</h1>
      <TextField
        label={boardTexts.newName}
        value={value}
        onChange={setValue}
        onEnter={create}
        maxLength={boardTexts.nameMax}
        problem={empty ? boardTexts.nameEmpty : null}
        ref={field}
      />
      {creation.error !== null && (
        <ErrorNotice error={creation.error} actions={{ chooseBoard: onCancel }} />
      )}
      <div className="row">
        <Button look="primary" busy={creation.busy} onPress={create}>
          {boardTexts.create}
        </Button>
        <Button look="link" onPress={onCancel}>
          {boardTexts.cancel}
        </Button>
      </div>
    </section>
  )
}
