import { useEffect, useRef, useState } from "react"
import type { MessageTarget } from "../../library/environment.ts"
import { findCallbacks } from "../host/callbacks.ts"
import { parseBadges, type PluginBadge } from "../host/capabilities.ts"
import type { Card, PageState } from "../host/state.ts"
import { usePage, usePart } from "./context.ts"
import { warnOf } from "./warnings.ts"

const changeDelayMs = 500

/** What makes the badges of a card old: its activity, attachments and card-level plugin data. */
export function badgeSignature(state: PageState, card: Card): string {
  const rows = state.pluginData.filter(
    ({ scope, idModel }) => scope === "card" && idModel === card.id,
  )
  return JSON.stringify([card.dateLastActivity, card.attachments, rows])
}

/** What makes the sections of a card old: its plugin data. */
export function pluginDataSignature(state: PageState, card: Card): string {
  return JSON.stringify(
    state.pluginData.filter(({ scope, idModel }) => scope === "card" && idModel === card.id),
  )
}

/** Asks for attachments in the form that the badge capabilities get. */
export function attachmentOptions(card: Card): { attachments: object[] } {
  return { attachments: (card.attachments ?? []).map(({ id, name, url }) => ({ id, name, url })) }
}

export interface Answer<T> {
  readonly value: T
  /** Counts the answers, so that what depends on one can start anew. */
  readonly turn: number
}

/**
 * What a capability answers for a card: asked when it comes on screen and 500 ms after the last change of
 * `signature`. Functions in the answer are retained until the next one or until the card goes.
 */
export function useCapability<T>(
  capability: string,
  card: Card,
  signature: string,
  parse: (answer: unknown, owner: MessageTarget) => T,
  empty: T,
): Answer<T> {
  const { host } = usePage()
  const pluginStart = usePart((view) => view.pluginStart)
  const plugin = usePart((view) => view.state.plugin)
  const [answer, setAnswer] = useState<Answer<T>>({ value: empty, turn: 0 })
  const release = useRef<(() => void) | null>(null)
  const askedStart = useRef(0)
  const options = useRef(attachmentOptions(card))
  const offered = plugin.capabilities.includes(capability) && plugin.enabled
  const latest = useRef({ parse, empty })
  useEffect(() => {
    latest.current = { parse, empty }
    options.current = attachmentOptions(card)
  })

  useEffect(() => {
    let isOld = false
    const show = (value: T, keep: (() => void) | null): void => {
      release.current?.()
      release.current = keep
      setAnswer((before) => ({ value, turn: before.turn + 1 }))
    }
    const ask = async (): Promise<void> => {
      const owner = host.connector()
      if (owner === null || !host.handles(capability)) return
      const { parse, empty } = latest.current
      try {
        const result = await host.ask(capability, { card: card.id }, options.current)
        if (isOld) return
        show(parse(result, owner), host.retain(findCallbacks(result, owner)))
      } catch (error) {
        warnOf(capability)(error)
        if (!isOld) show(empty, null)
      }
    }
    if (pluginStart === 0 || !offered) {
      show(latest.current.empty, null)
      return
    }
    const isFirst = askedStart.current !== pluginStart
    askedStart.current = pluginStart
    const timer = setTimeout(() => void ask(), isFirst ? 0 : changeDelayMs)
    return () => {
      isOld = true
      clearTimeout(timer)
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new signature is the reason to ask again
  }, [host, capability, card.id, signature, pluginStart, offered])
  useEffect(() => () => release.current?.(), [])
  return answer
}

const none: PluginBadge[] = []

/** The badges of a card, front or back. */
export function useBadges(
  capability: "card-badges" | "card-detail-badges",
  card: Card,
): PluginBadge[] {
  const state = usePart((view) => view.state)
  return useCapability(capability, card, badgeSignature(state, card), parseBadges, none).value
}
