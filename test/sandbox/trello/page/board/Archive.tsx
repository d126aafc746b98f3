import { useEffect, useState } from "react"
import { callApi } from "./api.ts"
import { DeleteCard } from "./CardActions.tsx"
import { useCanEdit, usePage, useView } from "./context.ts"

interface ClosedList {
  readonly id: string
  readonly name: string
}

const shown = 50

/** Archived lists, read anew whenever the open ones change. */
function useClosedLists(): readonly ClosedList[] {
  const { board } = useView().state
  const open = board.lists.map(({ id }) => id).join()
  const [lists, setLists] = useState<readonly ClosedList[]>([])
  useEffect(() => {
    callApi("GET", `/1/boards/${board.id}/lists/closed?fields=name`)
      .then((answer) => setLists(answer as ClosedList[]))
      .catch(() => setLists([]))
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another set of open lists is the reason to ask
  }, [board.id, open])
  return lists
}

/** What was archived, to be looked for, sent back to the board or deleted. */
export function Archive({ close }: { close: () => void }) {
  const page = usePage()
  const canEdit = useCanEdit()
  const { board } = useView().state
  const [text, setText] = useState("")
  const lists = useClosedLists()
  const wanted = text.trim().toLowerCase()
  const matches = ({ name }: { name: string }): boolean => name.toLowerCase().includes(wanted)
  const cards = board.cards.filter((card) => card.closed && matches(card))
  const foundLists = lists.filter(matches)
  return (
    <div className="stack">
      <input
        type="search"
        aria-label="Search archive"
        placeholder="Search archive"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {cards.length + foundLists.length === 0 && <p className="hint">Nothing is archived here.</p>}
      {foundLists.length > 0 && <h3 className="menu-heading">Lists</h3>}
      <ul className="archive">
        {foundLists.map((list) => (
          <li key={list.id} className="row">
            <span className="spring" dir="auto">
              {list.name}
            </span>
            {canEdit && (
              <button
                type="button"
                className="button"
                aria-label={`Send to board: list ${list.name}`}
                onClick={() =>
                  void page.change("PUT", `/1/lists/${list.id}/closed`, { value: false })
                }
              >
                Send to board
              </button>
            )}
          </li>
        ))}
      </ul>
      {cards.length > 0 && <h3 className="menu-heading">Cards</h3>}
      <ul className="archive">
        {cards.slice(0, shown).map((card) => (
          <li key={card.id}>
            <button
              type="button"
              className="link"
              dir="auto"
              onClick={() => {
                close()
                page.openCard(card.id)
              }}
            >
              {card.name}
            </button>
            {canEdit && (
              <div className="row">
                <button
                  type="button"
                  className="button"
                  aria-label={`Send to board: ${card.name}`}
                  onClick={() => void page.change("PUT", `/1/cards/${card.id}`, { closed: false })}
                >
                  Send to board
                </button>
                <DeleteCard card={card} className="button" />
              </div>
            )}
          </li>
        ))}
      </ul>
      {cards.length > shown && (
        <p className="hint">Only the first {shown} cards are shown: search for others.</p>
      )}
    </div>
  )
}
