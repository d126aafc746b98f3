import { type DragEvent, Fragment, memo, useState } from "react"
import type { Card, List } from "../host/state.ts"
import { AddCard } from "./AddCard.tsx"
import { CardFront } from "./CardFront.tsx"
import { useCanEdit, usePage } from "./context.ts"
import { Icon } from "./icons.tsx"
import { ListMenu } from "./ListMenu.tsx"
import { PopoverButton } from "./Popover.tsx"
import { posAt } from "./positions.ts"
import { Renamable } from "./Renamable.tsx"
import { useRows } from "./useRows.ts"

export interface ListColumnProps {
  readonly list: List
  readonly cards: readonly Card[]
  readonly dragged: Card | null
  readonly onDrag: (card: Card | null) => void
}

function dropIndex(event: DragEvent<HTMLElement>): number | null {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")]
  const under = rows.find((row) => {
    const { top, height } = row.getBoundingClientRect()
    return event.clientY < top + height / 2
  })
  return under === undefined ? null : Number(under.dataset["row"])
}

function Gap({ height }: { height: number }) {
  return height === 0 ? null : <li aria-hidden="true" style={{ height, margin: 0 }} />
}

/** A list with its cards; a place to drop cards. Of a long list only what is near the view is drawn. */
export const ListColumn = memo(function ListColumn({
  list,
  cards,
  dragged,
  onDrag,
}: ListColumnProps) {
  const page = usePage()
  const canEdit = useCanEdit()
  const [index, setIndex] = useState<number | null>(null)
  const held = dragged === null ? -1 : cards.findIndex(({ id }) => id === dragged.id)
  const { scroller, row, rows, after } = useRows(
    cards.map(({ id }) => id),
    held === -1 ? null : held,
  )
  const drop = (event: DragEvent<HTMLElement>): void => {
    event.preventDefault()
    setIndex(null)
    if (dragged === null) return
    onDrag(null)
    const pos = posAt(cards, dragged.id, dropIndex(event) ?? cards.length)
    void page.moveCard(dragged.id, list.id, pos)
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
          setIndex(dropIndex(event) ?? cards.length)
        }}
        onDragLeave={(event) => {
          const to = event.relatedTarget
          if (!(to instanceof Node && event.currentTarget.contains(to))) setIndex(null)
        }}
        onDrop={drop}
      >
        <header className="list-header">
          <h2>
            <Renamable
              text={list.name}
              label="Rename list"
              canEdit={canEdit}
              onRename={(name) => void page.change("PUT", `/1/lists/${list.id}`, { name })}
            />
          </h2>
          <small title="Cards in this list">{cards.length}</small>
          <PopoverButton
            label={`List actions of ${list.name}`}
            title="List actions"
            className="icon-button"
            face={<Icon name="menu" />}
          >
            {(close, button) => (
              <ListMenu list={list} cards={cards} close={close} button={button} />
            )}
          </PopoverButton>
        </header>
        <ol className="cards" ref={scroller}>
          {rows.map(({ index: at, gap }) => {
            const card = cards[at]
            if (card === undefined) return null
            return (
              <Fragment key={card.id}>
                <Gap height={gap} />
                <li
                  data-row={at}
                  data-id={card.id}
                  ref={row}
                  aria-setsize={cards.length}
                  aria-posinset={at + 1}
                  className={index === at ? "drop-before" : ""}
                >
                  <CardFront card={card} onDrag={onDrag} />
                </li>
              </Fragment>
            )
          })}
          <Gap height={after} />
          {index === cards.length && <li className="drop-before" aria-hidden="true" />}
        </ol>
        {canEdit && <AddCard list={list} />}
      </section>
    </li>
  )
})
