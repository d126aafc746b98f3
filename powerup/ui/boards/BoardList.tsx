import { useEffect, useRef } from "react"
import type { BoardOption } from "./boardOptions.ts"
import { AUDIENCE_TEXTS, boardTexts } from "./texts.ts"

interface BoardListProps {
  readonly id: string
  readonly options: readonly BoardOption[]
  /** The row that the arrow keys are at; -1 for none. */
  readonly active: number
  readonly chosen: string | null
  readonly onChoose: (option: BoardOption) => void
}

/** The id of a row, for `aria-activedescendant`. */
export function rowId(list: string, index: number): string {
  return `${list}-row-${index}`
}

/** The rows of the picker's listbox. The focus stays in the search field, which names the active row. */
export function BoardList({ id, options, active, chosen, onChoose }: BoardListProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children.item(active)?.scrollIntoView({ block: "nearest" })
  }, [active])
  return (
    <div
      className="boards"
      // <datalist> and <select> cannot show who sees a board.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="listbox"
      id={id}
      aria-label={boardTexts.list}
      ref={list}
    >
      {options.map((option, index) => (
        <Row
          key={option.id}
          id={rowId(id, index)}
          option={option}
          active={index === active}
          chosen={option.id === chosen}
          onChoose={onChoose}
        />
      ))}
    </div>
  )
}

function Row(props: {
  readonly id: string
  readonly option: BoardOption
  readonly active: boolean
  readonly chosen: boolean
  readonly onChoose: (option: BoardOption) => void
}) {
  const { option } = props
  const note = option.note === null ? null : boardTexts[option.note]
  const detail = option.canEdit
    ? option.audience === null
      ? null
      : AUDIENCE_TEXTS[option.audience]
    : boardTexts.viewOnly
  return (
    // Keys are handled by the search field, which keeps the focus (WAI-ARIA combobox with a listbox).
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={props.id}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="option"
      className={`boards__row${props.active ? " boards__row--active" : ""}`}
      aria-selected={props.chosen}
      aria-disabled={option.canEdit ? undefined : true}
      onClick={() => props.onChoose(option)}
      // A press must not take the focus from the search field.
      onMouseDown={(event) => event.preventDefault()}
    >
      <span className="boards__name">
        {option.name}
        {note !== null && <span className="boards__note"> {note}</span>}
      </span>
      {detail !== null && <span className="small subtle">{detail}</span>}
    </div>
  )
}
