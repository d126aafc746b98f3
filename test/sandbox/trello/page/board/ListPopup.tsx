import { useEffect, useRef, useState } from "react"
import { type ListItem, parseItems, type PopupContent } from "../host/popups.ts"
import { usePage } from "./context.ts"
import type { OpenPopup } from "./view.ts"

type ListContent = Extract<PopupContent, { type: "list" }>

function matching(items: readonly ListItem[], text: string, count: number): ListItem[] {
  const wanted = text.trim().toLowerCase()
  const found = items.filter(
    (item) => !item.alwaysVisible && item.text.toLowerCase().includes(wanted),
  )
  return [...found.slice(0, count), ...items.filter((item) => item.alwaysVisible)]
}

/** The items to show: those that were given, or what the Power-Up finds for the text. */
function useItems(popup: OpenPopup, content: ListContent, text: string) {
  const { host } = usePage()
  const { items, search } = content
  const [found, setFound] = useState<{ text: string; items: ListItem[] } | null>(null)
  const dynamic = "name" in items ? items : null
  const delay = search?.debounceMs ?? 0
  const first = useRef(true)
  useEffect(() => {
    if (dynamic === null) return
    let isOld = false
    const timer = setTimeout(
      () => {
        host.run(dynamic, popup.place, { search: text }).then(
          (answer) => !isOld && setFound({ text, items: parseItems(answer, dynamic.owner) }),
          () => !isOld && setFound({ text, items: [] }),
        )
      },
      first.current ? 0 : delay,
    )
    first.current = false
    return () => {
      isOld = true
      clearTimeout(timer)
    }
  }, [host, dynamic, popup.place, text, delay])
  if (dynamic !== null) return found?.text === text ? found.items : null
  const given = "name" in items ? [] : items
  return search === null ? [...given] : matching(given, text, search.count)
}

/** A popup with a list to choose from, with a search field where the Power-Up wants one. */
export function ListPopup({ popup, content }: { popup: OpenPopup; content: ListContent }) {
  const page = usePage()
  const [text, setText] = useState("")
  const { search } = content
  const items = useItems(popup, content, text)
  const run = (item: ListItem): void => {
    if (item.callback !== null) void page.run(item.callback, popup.place)
    else if (item.url !== null) window.open(item.url, "_blank", "noopener")
  }
  return (
    <div className="stack">
      {search !== null && (
        <input
          type="search"
          aria-label={search.placeholder}
          placeholder={search.placeholder}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      {items === null && <p className="hint">{search?.searching ?? "Searching…"}</p>}
      {items !== null && items.length === 0 && (
        <p className="hint">{search?.empty ?? "Nothing here."}</p>
      )}
      <ul className="menu">
        {items?.map((item, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- two items may have the same text
          <li key={`${index} ${item.text}`}>
            <button type="button" dir="auto" onClick={() => run(item)}>
              {item.text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
