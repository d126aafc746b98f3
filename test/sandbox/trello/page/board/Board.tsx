import { type FormEvent, memo, useEffect, useState } from "react"
import type { Card } from "../host/state.ts"
import { Alert } from "./Alert.tsx"
import { CardBack } from "./CardBack.tsx"
import { useCanEdit, usePage, usePart, useView } from "./context.ts"
import { BoardHeader, TopBar } from "./Header.tsx"
import { Icon } from "./icons.tsx"
import { ListColumn } from "./ListColumn.tsx"
import { PluginBoardBar, PluginModal } from "./PluginPanels.tsx"
import { PluginPopups } from "./PluginPopup.tsx"

function AddList() {
  const page = usePage()
  const { state } = useView()
  const [name, setName] = useState("")
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (name.trim() === "") return
    setName("")
    void page.change("POST", "/1/lists", {
      name: name.trim(),
      idBoard: state.board.id,
      pos: "bottom",
    })
  }
  return (
    <li className="list-slot">
      <form className="add-list row" onSubmit={submit}>
        <input
          type="text"
          aria-label="Name of the new list"
          placeholder="Add another list"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {name !== "" && (
          <button type="submit" className="icon-button" aria-label="Add list">
            <Icon name="plus" />
          </button>
        )}
      </form>
    </li>
  )
}

const Lists = memo(function Lists() {
  const board = usePart(({ state }) => state.board)
  const canEdit = useCanEdit()
  const [dragged, setDragged] = useState<Card | null>(null)
  const { lists, cards } = board
  return (
    <ol className="lists">
      {lists.map((list) => (
        <ListColumn
          key={list.id}
          list={list}
          cards={cards
            .filter((card) => card.idList === list.id && !card.closed)
            .toSorted((a, b) => a.pos - b.pos)}
          dragged={dragged}
          onDrag={setDragged}
        />
      ))}
      {canEdit && <AddList />}
    </ol>
  )
})

/** The whole page. */
export function Board() {
  const view = useView()
  const { state, theme, openCard, modal, boardBar, alert } = view
  const card = state.board.cards.find(({ id }) => id === openCard)
  const isCovered = card !== undefined || modal !== null
  useEffect(() => {
    document.documentElement.dataset["colorMode"] = theme
  }, [theme])
  useEffect(() => {
    document.title = card === undefined ? state.board.name : `${card.name} on ${state.board.name}`
  }, [card, state.board.name])
  return (
    <>
      <div
        className="page"
        style={{ backgroundColor: state.board.prefs?.backgroundColor ?? "#0c66a8" }}
        inert={isCovered}
        aria-hidden={isCovered}
      >
        <TopBar />
        <BoardHeader />
        <main aria-label={`Board ${state.board.name}`}>
          <Lists />
        </main>
        {boardBar !== null && <PluginBoardBar panel={boardBar} />}
      </div>
      {card !== undefined && (
        <div inert={modal !== null} aria-hidden={modal !== null}>
          <CardBack key={card.id} card={card} />
        </div>
      )}
      {modal !== null && <PluginModal panel={modal} />}
      <PluginPopups />
      {alert !== null && <Alert key={alert.key} alert={alert} />}
    </>
  )
}
