import { useEffect, useState } from "react"
import { findCallbacks } from "../host/callbacks.ts"
import { parseButtons, type PluginButton } from "../host/capabilities.ts"
import { meetsCondition } from "../host/conditions.ts"
import type { List } from "../host/state.ts"
import { useCanEdit, usePage, useView } from "./context.ts"
import { warnOf } from "./warnings.ts"

const maxActions = 3

/** Asks a capability once while something is open; its functions live as long. */
export function useButtons(capability: string, card?: string, list?: string): PluginButton[] {
  const { host } = usePage()
  const { pluginStart, state } = useView()
  const [buttons, setButtons] = useState<PluginButton[]>([])
  const offered = state.plugin.enabled && state.plugin.capabilities.includes(capability)
  useEffect(() => {
    const owner = host.connector()
    if (owner === null || !offered || pluginStart === 0 || !host.handles(capability)) return
    let release: (() => void) | null = null
    let isGone = false
    const ask = async (): Promise<void> => {
      const answer = await host.ask(capability, { card, list }).catch(warnOf(capability))
      if (isGone) return
      release = host.retain(findCallbacks(answer, owner))
      setButtons(parseButtons(answer, owner))
    }
    void ask()
    return () => {
      isGone = true
      release?.()
    }
  }, [host, capability, card, list, pluginStart, offered])
  if (!offered || pluginStart === 0) return []
  return buttons.filter(({ condition }) => meetsCondition(state, condition))
}

/** What can be done with a list: ours and what the Power-Up adds. */
export function ListMenu({
  list,
  close,
  button,
}: {
  list: List
  close: () => void
  button: Element
}) {
  const page = usePage()
  const canEdit = useCanEdit()
  const actions = useButtons("list-actions", undefined, list.id).slice(0, maxActions)
  const run = (action: PluginButton): void => {
    close()
    const el = page.elements.nameOf(button)
    const place = { list: list.id, command: "list-actions", el }
    if (action.callback !== null) void page.run(action.callback, place)
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
            Archive this list
          </button>
        </li>
      )}
      {actions.map((action) => (
        <li key={action.text}>
          <button type="button" onClick={() => run(action)}>
            {action.text}
          </button>
        </li>
      ))}
      {!canEdit && actions.length === 0 && <li className="hint">Nothing to do here.</li>}
    </ul>
  )
}
