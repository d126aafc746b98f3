import { type ReactNode, useEffect, useRef } from "react"
import type { PageItem } from "../pageState.ts"
import { RichText } from "./RichText.tsx"
import { STATUS_WORDS, TYPE_WORDS } from "./words.ts"

interface Props {
  readonly items: readonly PageItem[]
  readonly selected: string | null
  readonly canEdit: boolean
  readonly onShow: (id: string) => void
  readonly onCopy: (id: string) => void
  readonly onDelete: (id: string) => void
}

/** Everything on the board as text: what a screen reader, a keyboard and a test go by. */
export function ItemList(props: Props): ReactNode {
  const { items } = props
  return (
    <aside aria-label="Items">
      <h2>Items on the board</h2>
      {items.length === 0 ? <p className="empty">The board is empty.</p> : null}
      <ul aria-label="Items on the board">
        {items.map((item) => (
          <Entry key={item.id} item={item} {...props} />
        ))}
      </ul>
    </aside>
  )
}

function Entry({ item, ...props }: Props & { item: PageItem }): ReactNode {
  const { data, type } = item
  const current = props.selected === item.id
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
