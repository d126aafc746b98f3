import { type FormEvent, useEffect, useState } from "react"
import type { Card } from "../host/state.ts"
import { callApi } from "./api.ts"
import { usePage, useView } from "./context.ts"
import { posAt } from "./positions.ts"

interface ListChoice {
  readonly id: string
  readonly name: string
}

/** The lists of a board: those of this page, or what Trello says of another one. */
function useLists(idBoard: string): readonly ListChoice[] | null {
  const { state } = useView()
  const isHere = idBoard === state.board.id
  const [found, setFound] = useState<{ of: string; lists: ListChoice[] } | null>(null)
  useEffect(() => {
    if (isHere) return
    callApi("GET", `/1/boards/${idBoard}/lists?fields=name`)
      .then((lists) => setFound({ of: idBoard, lists: lists as ListChoice[] }))
      .catch(() => setFound({ of: idBoard, lists: [] }))
  }, [idBoard, isHere])
  if (isHere) return state.board.lists
  return found?.of === idBoard ? found.lists : null
}

async function findPos(card: Card, idList: string, position: number): Promise<number> {
  const cards = (await callApi("GET", `/1/lists/${idList}/cards?fields=pos`)) as {
    id: string
    pos: number
  }[]
  const others = cards.filter(({ id }) => id !== card.id)
  return posAt(others, card.id, Math.min(others.length, position - 1))
}

/** Takes a card to another place: of its list, its board or another board. What the keyboard has for dragging. */
export function MoveCard({ card, close }: { card: Card; close: () => void }) {
  const page = usePage()
  const { state } = useView()
  const [idBoard, setBoard] = useState(state.board.id)
  const [chosen, setChosen] = useState(card.idList)
  const [position, setPosition] = useState(1)
  const lists = useLists(idBoard)
  const idList = lists?.some(({ id }) => id === chosen) === true ? chosen : (lists?.[0]?.id ?? "")
  const isHere = idBoard === state.board.id
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    close()
    const pos = await findPos(card, idList, position).catch(() => "top")
    const target = isHere ? { idList, pos } : { idBoard, idList, pos }
    const moved = await page.change("PUT", `/1/cards/${card.id}`, target)
    if (moved === null || isHere) return
    const name = state.boards.find(({ id }) => id === idBoard)?.name ?? "another board"
    page.surface.alert({ message: `Moved to ${name}.`, durationMs: 5000, display: "success" })
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <label>
        Board
        <select value={idBoard} onChange={(event) => setBoard(event.target.value)}>
          {state.boards.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        List
        <select
          value={idList}
          disabled={lists === null}
          onChange={(event) => setChosen(event.target.value)}
        >
          {lists?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        Position
        <input
          type="number"
          min={1}
          value={position}
          onChange={(event) => setPosition(Math.max(1, event.target.valueAsNumber || 1))}
        />
      </label>
      <button type="submit" className="button primary" disabled={idList === ""}>
        Move
      </button>
    </form>
  )
}
