import type { Card } from "../host/state.ts"
import { useCanEdit, usePage, useView } from "./context.ts"
import { Icon } from "./icons.tsx"
import { MoveCard } from "./MoveCard.tsx"
import { PopoverButton } from "./Popover.tsx"

/** Asks before a card is gone for good. */
export function DeleteCard({ card, className }: { card: Card; className: string }) {
  const page = usePage()
  return (
    <PopoverButton
      label={`Delete ${card.name}`}
      title="Delete card?"
      className={className}
      face={className.includes("icon-button") ? <Icon name="trash" size={20} /> : "Delete"}
    >
      {(close) => (
        <div className="stack">
          <p>The card, its comments and its history will be gone. There is no way back.</p>
          <button
            type="button"
            className="button danger"
            onClick={() => {
              close()
              void page.change("DELETE", `/1/cards/${card.id}`)
            }}
          >
            Delete
          </button>
        </div>
      )}
    </PopoverButton>
  )
}

/** The head of an open card: its list, moving, archiving, deleting, closing. */
export function CardActions({ card, onClose }: { card: Card; onClose: () => void }) {
  const page = usePage()
  const canEdit = useCanEdit()
  const { state } = useView()
  const list = state.board.lists.find(({ id }) => id === card.idList)
  const label = card.closed ? "Send to board" : "Archive"
  return (
    <div className="card-head">
      {canEdit ? (
        <PopoverButton
          label={`Move, in list ${list?.name ?? "(archived)"}`}
          title="Move card"
          className="button list-chip"
          face={<span dir="auto">{list?.name ?? "Archived list"} ▾</span>}
        >
          {(close) => <MoveCard card={card} close={close} />}
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
          aria-label={label}
          title={label}
          onClick={() => void page.change("PUT", `/1/cards/${card.id}`, { closed: !card.closed })}
        >
          <Icon name={card.closed ? "restore" : "archive"} size={20} />
        </button>
      )}
      {canEdit && card.closed && <DeleteCard card={card} className="icon-button" />}
      <button type="button" className="icon-button" aria-label="Close card" onClick={onClose}>
        <Icon name="close" size={20} />
      </button>
    </div>
  )
}
