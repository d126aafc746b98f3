import { useState } from "react"
import type { Card } from "../host/state.ts"
import { useCanEdit, usePage, useView } from "./context.ts"
import { Icon } from "./icons.tsx"
import { PopoverButton } from "./Popover.tsx"

function MoveForm({ card, close }: { card: Card; close: () => void }) {
  const page = usePage()
  const { state } = useView()
  const [list, setList] = useState(card.idList)
  const [pos, setPos] = useState("top")
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        close()
        void page.change("PUT", `/1/cards/${card.id}`, { idList: list, pos })
      }}
    >
      <label>
        List
        <select value={list} onChange={(event) => setList(event.target.value)}>
          {state.board.lists.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        Position
        <select value={pos} onChange={(event) => setPos(event.target.value)}>
          <option value="top">Top</option>
          <option value="bottom">Bottom</option>
        </select>
      </label>
      <button type="submit" className="button primary">
        Move
      </button>
    </form>
  )
}

/** The head of an open card: its list, moving, archiving, closing. */
export function CardActions({ card, onClose }: { card: Card; onClose: () => void }) {
  const page = usePage()
  const canEdit = useCanEdit()
  const { state } = useView()
  const list = state.board.lists.find(({ id }) => id === card.idList)
  const archive = (closed: boolean): void =>
    void page.change("PUT", `/1/cards/${card.id}`, { closed })
  return (
    <div className="card-head">
      {canEdit ? (
        <PopoverButton
          label={`Move, in list ${list?.name ?? "(archived)"}`}
          title="Move card"
          className="button list-chip"
          face={<span dir="auto">{list?.name ?? "Archived list"} ▾</span>}
        >
          {(close) => <MoveForm card={card} close={close} />}
        </PopoverButton>
      ) : (
        <span className="list-chip" dir="auto">
          {list?.name ?? "Archived list"}
        </span>
      )}
      <span className="spring" />
      {canEdit && (
        <button
          type="button"
          className="icon-button"
          aria-label={card.closed ? "Send to board" : "Archive"}
          title={card.closed ? "Send to board" : "Archive"}
          onClick={() => archive(!card.closed)}
        >
          <Icon name="archive" size={20} />
        </button>
      )}
      <button type="button" className="icon-button" aria-label="Close card" onClick={onClose}>
        <Icon name="close" size={20} />
      </button>
    </div>
  )
}
