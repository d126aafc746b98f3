import { type CSSProperties, memo, type ReactNode } from "react"
import type { Field } from "../model.ts"
import type { PageItem } from "../pageState.ts"
import { RichText } from "./RichText.tsx"
import { STATUS_WORDS } from "./words.ts"

interface Props {
  readonly item: PageItem
  readonly selected: boolean
  readonly movable: boolean
}

/** An item as it lies on the canvas. It is for eyes and pointers; `ItemList` says the same to everybody else. */
export const ItemView = memo(function ItemView({ item, selected, movable }: Props): ReactNode {
  const style: CSSProperties & Record<`--${string}`, string> = {
    left: item.x - item.width / 2,
    top: item.y - item.height / 2,
    width: item.width,
    ...(item.type === "app_card" || item.type === "card"
      ? { minHeight: item.height, maxHeight: item.maxHeight ?? undefined }
      : { height: item.height }),
    "--theme": item.style["fillColor"] ?? item.style["cardTheme"] ?? "#2d9bf0",
  }
  const classes = ["item", item.type, item.data.status ?? "", selected ? "selected" : ""]
  return (
    <div
      className={`${classes.filter(Boolean).join(" ")}${movable ? " movable" : ""}`}
      style={style}
      data-item={item.id}
    >
      <Content item={item} />
    </div>
  )
})

function Content({ item }: { item: PageItem }): ReactNode {
  const { data, type } = item
  if (type === "frame") return <span className="frame-title">{data.title}</span>
  if (type !== "app_card" && type !== "card") {
    return <RichText html={data.content ?? ""} reachable={false} />
  }
  return (
    <>
      <div className="card-head">
        <div className="title">
          <RichText html={data.title ?? ""} reachable={false} />
        </div>
        {data.status === undefined ? null : (
          <span className={`status ${data.status}`} title={STATUS_WORDS[data.status]}>
            <StatusIcon connected={data.status === "connected"} />
          </span>
        )}
      </div>
      {data.description ? (
        <div className="description">
          <RichText html={data.description} reachable={false} />
        </div>
      ) : null}
      <Chips fields={data.fields ?? []} />
    </>
  )
}

/** The preview fields, in the colours that they ask for. */
function Chips({ fields }: { fields: readonly Field[] }): ReactNode {
  if (fields.length === 0) return null
  return (
    <div className="chips">
      {fields.map((field, index) => (
        <span
          // Fields have no id and may be equal; their order is all there is.
          key={`${index}:${field.value}`}
          className={field.fillColor === undefined ? "chip" : "chip filled"}
          title={field.tooltip}
          style={{ background: field.fillColor, color: field.textColor }}
        >
          {field.iconUrl === undefined ? null : (
            <img className={field.iconShape ?? "round"} src={field.iconUrl} alt="" />
          )}
          <span>{field.value}</span>
        </span>
      ))}
    </div>
  )
}

function StatusIcon({ connected }: { connected: boolean }): ReactNode {
  return (
    <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
      <path
        d={
          connected
            ? "M8 4H4v12h12v-4M11 3h6v6M17 3l-8 8"
            : "M8 6H6a4 4 0 0 0 0 8h2M12 6h2a4 4 0 0 1 0 8h-2M4 3l12 14"
        }
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
