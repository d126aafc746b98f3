import { type DragEvent, type FormEvent, useState } from "react"
import type { Card, List } from "../host/state.ts"
import { CardFront } from "./CardFront.tsx"
import { useCanEdit, usePage } from "./context.ts"
import { Icon } from "./icons.tsx"
import { ListMenu } from "./ListMenu.tsx"
import { PopoverButton } from "./Popover.tsx"
import { posAt } from "./positions.ts"

export interface ListColumnProps {
  readonly list: List
  readonly cards: readonly Card[]
  readonly dragged: Card | null
  readonly onDrag: (card: Card | null) => void
}

function dropIndex(event: DragEvent<HTMLElement>): number {
  const cards = [...event.currentTarget.querySelectorAll(".card")]
  const index = cards.findIndex((card) => {
    const { top, height } = card.getBoundingClientRect()
    return event.clientY < top + height / 2
  })
  return index === -1 ? cards.length : index
}

function AddCard({ list }: { list: List }) {
  const page = usePage()
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState("")
  if (!isOpen) {
    return (
      <button type="button" className="list-add" onClick={() => setOpen(true)}>
        <Icon name="plus" /> Add a card
      </button>
    )
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (name.trim() === "") return
    setName("")
    void page.change("POST", "/1/cards", { idList: list.id, name: name.trim(), pos: "bottom" })
  }
  return (
    <form className="composer" onSubmit={submit}>
      <textarea
        aria-label={`Title of the new card in ${list.name}`}
        placeholder="Enter a title"
        rows={2}
        ref={(element) => element?.focus()}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setOpen(false)
          if (event.key === "Enter" && !event.shiftKey) submit(event)
        }}
      />
      <div className="row">
        <button type="submit" className="button primary">
          Add card
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Cancel"
          onClick={() => setOpen(false)}
        >
          <Icon name="close" />
        </button>
      </div>
    </form>
  )
}

/** A list with its cards; a place to drop cards. */
export function ListColumn({ list, cards, dragged, onDrag }: ListColumnProps) {
  const page = usePage()
  const canEdit = useCanEdit()
  const [index, setIndex] = useState<number | null>(null)
  const drop = (event: DragEvent<HTMLElement>): void => {
    event.preventDefault()
    setIndex(null)
    if (dragged === null) return
    onDrag(null)
    const pos = posAt(cards, dragged.id, dropIndex(event))
    void page.change("PUT", `/1/cards/${dragged.id}`, { idList: list.id, pos })
  }
  return (
    <li className="list-slot">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping has its keyboard way in the open card: Move */}
      <section
        className="list"
        aria-label={list.name}
        data-list={list.id}
        onDragOver={(event) => {
          if (dragged === null) return
          event.preventDefault()
          setIndex(dropIndex(event))
        }}
        onDragLeave={(event) => {
          const to = event.relatedTarget
          if (!(to instanceof Node && event.currentTarget.contains(to))) setIndex(null)
        }}
        onDrop={drop}
      >
        <header className="list-header">
          <h2 dir="auto">{list.name}</h2>
          <PopoverButton
            label={`List actions of ${list.name}`}
            title="List actions"
            className="icon-button"
            face={<Icon name="menu" />}
          >
            {(close, button) => <ListMenu list={list} close={close} button={button} />}
          </PopoverButton>
        </header>
        <ol className="cards">
          {cards.map((card, at) => (
            <li key={card.id} className={index === at ? "drop-before" : ""}>
              <CardFront
                card={card}
                onDragStart={() => onDrag(card)}
                onDragEnd={() => onDrag(null)}
              />
            </li>
          ))}
          {index === cards.length && <li className="drop-before" aria-hidden="true" />}
        </ol>
        {canEdit && <AddCard list={list} />}
      </section>
    </li>
  )
}
