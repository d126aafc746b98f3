import { useId, useState, type Ref } from "react"
import { moveActive, type BoardOption } from "./boardOptions.ts"
import { BoardList, rowId } from "./BoardList.tsx"
import { boardTexts } from "./texts.ts"

interface BoardSearchProps {
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly options: readonly BoardOption[]
  readonly chosen: string | null
  readonly onChoose: (option: BoardOption) => void
  readonly onEscape: () => void
  /** Shown in place of the rows while they load or when there are none. */
  readonly instead: React.ReactNode
  /** Shown after the rows, in the part that scrolls. */
  readonly after: React.ReactNode
  /** The search field. */
  readonly field: Ref<HTMLInputElement>
}

/** A search field and its rows: arrows move, Enter chooses, Escape leaves (WAI-ARIA combobox pattern). */
export function BoardSearch(props: BoardSearchProps) {
  const id = useId()
  const list = `${id}-list`
  const { options, field } = props
  const [at, setAt] = useState(0)
  const active = Math.min(at, options.length - 1)
  const choose = (option: BoardOption): void => {
    if (option.canEdit) props.onChoose(option)
  }
  const press = (event: React.KeyboardEvent): void => {
    // Keys that end the composition of a character are not meant for the list.
    if (event.nativeEvent.isComposing) return
    if (event.key === "Enter") {
      // The choice moves the focus to a button, which the rest of this key would press.
      event.preventDefault()
      const option = options[active]
      if (option !== undefined) choose(option)
      return
    }
    if (event.key === "Escape") {
      props.onEscape()
      return
    }
    const next = moveActive(active, event.key, options.length)
    if (next === active) return
    event.preventDefault()
    setAt(next)
  }
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {boardTexts.search}
      </label>
      <input
        id={id}
        className="field__input"
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-expanded={options.length > 0}
        aria-autocomplete="list"
        aria-controls={list}
        aria-activedescendant={active >= 0 ? rowId(list, active) : undefined}
        // The field is what the person came for: it appears when they asked to choose a board.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        maxLength={500}
        value={props.query}
        ref={field}
        onChange={(event) => {
          setAt(0)
          props.onQuery(event.target.value)
        }}
        onKeyDown={press}
      />
      <div className="boards__frame">
        {props.instead}
        <BoardList
          id={list}
          options={options}
          active={active}
          chosen={props.chosen}
          onChoose={choose}
        />
        {props.after}
      </div>
    </div>
  )
}
