import { memo, type ReactNode, useEffect, useRef, useState } from "react"
import type { PageItem } from "../pageState.ts"
import { RichText } from "./RichText.tsx"
import { countItems, STATUS_WORDS, TYPE_WORDS } from "./words.ts"

interface Props {
  readonly items: readonly PageItem[]
  readonly selected: string | null
  readonly canEdit: boolean
  readonly onShow: (id: string) => void
  readonly onCopy: (id: string) => void
  readonly onDelete: (id: string) => void
}

/** So many entries at a time; a search box comes with boards that have more than a few. */
const STEP = 100
const SEARCH_FROM = 20

/** Everything on the board as text: what a screen reader, a keyboard and a test go by. */
export const ItemList = memo(function ItemList(props: Props): ReactNode {
  const { items, selected, onDelete } = props
  const [limit, setLimit] = useState(STEP)
  const [words, setWords] = useState("")
  const heading = useRef<HTMLHeadingElement>(null)
  const found = findItems(items, words)
  const shown = found.slice(0, limit)
  const chosen = found.find((item) => item.id === selected)
  if (chosen !== undefined && !shown.includes(chosen)) shown.unshift(chosen)
  const remove = (id: string) => {
    // The button that has the focus goes with its entry.
    heading.current?.focus()
    onDelete(id)
  }
  return (
    <aside aria-label="Items">
      <h2 ref={heading} tabIndex={-1}>
        Items on the board
      </h2>
      {items.length === 0 ? <p className="empty">The board is empty.</p> : null}
      {items.length > SEARCH_FROM ? (
        <input
          type="search"
          aria-label="Find items"
          placeholder={`Find in ${countItems(items.length)}`}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      ) : null}
      <ul aria-label="Items on the board">
        {shown.map((item) => (
          <Entry
            key={item.id}
            {...props}
            item={item}
            current={item.id === selected}
            onDelete={remove}
          />
        ))}
      </ul>
      {found.length > limit ? (
        <button type="button" className="more" onClick={() => setLimit(limit + STEP)}>
          Show more ({countItems(found.length - limit)} left)
        </button>
      ) : null}
    </aside>
  )
})

/** The items in whose text some words are, in any case. */
function findItems(items: readonly PageItem[], words: string): readonly PageItem[] {
  const wanted = words.trim().toLowerCase()
  if (wanted === "") return items
  return items.filter(({ data }) =>
    [data.title, data.content, data.description, ...(data.fields ?? []).map((one) => one.value)]
      .join(" ")
      .toLowerCase()
      .includes(wanted),
  )
}

interface EntryProps extends Omit<Props, "items" | "selected"> {
  readonly item: PageItem
  readonly current: boolean
}

function Entry({ item, current, ...props }: EntryProps): ReactNode {
  const { data, type } = item
  const entry = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (current) entry.current?.scrollIntoView({ block: "nearest" })
  }, [current])
  const html = data.title ?? data.content ?? ""
  return (
    <li ref={entry} aria-current={current ? "true" : undefined} data-item={item.id}>
      <h3>
        <RichText html={html === "" ? TYPE_WORDS[type] : html} reachable />
      </h3>
      <p className="kind">
        {TYPE_WORDS[type]}
        {data.status === undefined ? null : ` · ${STATUS_WORDS[data.status]}`}
        {type !== "app_card" || item.owned ? null : " · another app"}
      </p>
      {data.description ? (
        <div className="words">
          <RichText html={data.description} reachable />
        </div>
      ) : null}
      {data.fields === undefined || data.fields.length === 0 ? null : (
        <dl>
          {data.fields.map((field, index) => (
            <div key={`${index}:${field.value}`}>
              <dt>{field.tooltip ?? "Field"}</dt>
              <dd>{field.value}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className="actions">
        <button type="button" onClick={() => props.onShow(item.id)}>
          Show
        </button>
        {props.canEdit ? (
          <>
            <button type="button" onClick={() => props.onCopy(item.id)}>
              Copy
            </button>
            <button type="button" onClick={() => props.onDelete(item.id)}>
              Delete
            </button>
          </>
        ) : null}
      </div>
    </li>
  )
}
