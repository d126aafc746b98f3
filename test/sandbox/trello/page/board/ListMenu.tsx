import { type ListSorter, parseSorted, parseSorters } from "../host/attachments.ts"
import type { PluginButton } from "../host/capabilities.ts"
import type { Card, List } from "../host/state.ts"
import { useAnswer, useButtons } from "./answers.ts"
import { useCanEdit, usePage } from "./context.ts"
import { Icon } from "./icons.tsx"

const maxActions = 3
const posStep = 16_384

export interface ListMenuProps {
  readonly list: List
  readonly cards: readonly Card[]
  readonly close: () => void
  /** What was clicked; popups of the Power-Up stand beside it. */
  readonly button: Element
}

/** What can be done with a list: ours and what the Power-Up adds. */
export function ListMenu({ list, cards, close, button }: ListMenuProps) {
  const page = usePage()
  const canEdit = useCanEdit()
  const actions = useButtons("list-actions", undefined, list.id).slice(0, maxActions)
  const sorters = useAnswer("list-sorters", parseSorters, { list: list.id }) ?? []
  const place = (command: string) => ({
    list: list.id,
    command,
    el: page.elements.nameOf(button),
  })
  const run = (action: PluginButton): void => {
    close()
    if (action.callback !== null) void page.run(action.callback, place("list-actions"))
  }
  const sort = async (sorter: ListSorter): Promise<void> => {
    close()
    const ids = cards.map(({ id }) => id)
    const options = { cards: cards.map(({ id, name, due, pos }) => ({ id, name, due, pos })) }
    const answer = await page.run(sorter.callback, place("list-sorters"), options)
    const changed = parseSorted(answer, ids).flatMap((id, at) =>
      ids[at] === id ? [] : [{ path: `/1/cards/${id}`, body: { pos: (at + 1) * posStep } }],
    )
    const moved = new Set(changed.map(({ path }) => path))
    const kept = ids.flatMap((id, at) =>
      moved.size === 0 || moved.has(`/1/cards/${id}`)
        ? []
        : [{ path: `/1/cards/${id}`, body: { pos: (at + 1) * posStep } }],
    )
    await page.changeAll("PUT", [...kept, ...changed])
  }
  return (
    <ul className="menu">
      {canEdit && (
        <li>
          <button
            type="button"
            onClick={() => {
              close()
              void page.change("PUT", `/1/lists/${list.id}/closed`, { value: true })
            }}
          >
            <Icon name="archive" /> Archive this list
          </button>
        </li>
      )}
      {canEdit &&
        sorters.map((sorter) => (
          <li key={sorter.text}>
            <button type="button" onClick={() => void sort(sorter)}>
              <Icon name="sort" /> Sort: {sorter.text}
            </button>
          </li>
        ))}
      {actions.map((action) => (
        <li key={action.text}>
          <button type="button" onClick={() => run(action)}>
            <Icon name="plug" /> {action.text}
          </button>
        </li>
      ))}
      {!canEdit && actions.length === 0 && <li className="hint">Nothing to do here.</li>}
    </ul>
  )
}
