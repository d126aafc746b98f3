import { useEffect, useState } from "react"
import type { MessageTarget } from "../../library/environment.ts"
import { findCallbacks } from "../host/callbacks.ts"
import { parseButtons, type PluginButton } from "../host/capabilities.ts"
import { meetsCondition } from "../host/conditions.ts"
import { usePage, useView } from "./context.ts"
import { warnOf } from "./warnings.ts"

/** Asks a capability once while something is open; its functions live as long. Null until it answered. */
export function useAnswer<T>(
  capability: string,
  parse: (answer: unknown, owner: MessageTarget) => T,
  place: { readonly card?: string; readonly list?: string },
): T | null {
  const { host } = usePage()
  const { pluginStart, state } = useView()
  const { card, list } = place
  const [answer, setAnswer] = useState<T | null>(null)
  const offered = state.plugin.enabled && state.plugin.capabilities.includes(capability)
  useEffect(() => {
    const owner = host.connector()
    if (owner === null || !offered || pluginStart === 0 || !host.handles(capability)) return
    let release: (() => void) | null = null
    let isGone = false
    const ask = async (): Promise<void> => {
      const given = await host.ask(capability, { card, list }).catch(warnOf(capability))
      if (isGone) return
      release = host.retain(findCallbacks(given, owner))
      setAnswer(parse(given, owner))
    }
    void ask()
    return () => {
      isGone = true
      release?.()
    }
  }, [host, capability, parse, card, list, pluginStart, offered])
  return offered && pluginStart > 0 ? answer : null
}

/** The buttons of a capability that are meant for the viewer. */
export function useButtons(capability: string, card?: string, list?: string): PluginButton[] {
  const { state } = useView()
  const place = { ...(card === undefined ? {} : { card }), ...(list === undefined ? {} : { list }) }
  const buttons = useAnswer(capability, parseButtons, place) ?? []
  return buttons.filter(({ condition }) => meetsCondition(state, condition))
}
