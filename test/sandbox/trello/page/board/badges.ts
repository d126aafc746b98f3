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

export interface Question<T> {
  readonly capability: string
  readonly card: Card
  /** A new value makes the answer old. */
  readonly signature: string
  readonly parse: (answer: unknown, owner: MessageTarget) => T
  readonly empty: T
  /** What the capability gets beside the context. Default the card's attachments. */
  readonly options?: Readonly<Record<string, unknown>>
  /** False puts the question off. Default true. */
  readonly isWanted?: boolean
}

/**
 * What a capability answers for a card: asked when it comes on screen and 500 ms after the last change of
 * `signature`. Functions in the answer are retained until the next one or until the card goes.
 */
export function useCapability<T>({
  capability,
  card,
  signature,
  parse,
  empty,
  options: given,
  isWanted = true,
}: Question<T>): Answer<T> {
  const { host } = usePage()
  const pluginStart = usePart((view) => view.pluginStart)
  const plugin = usePart((view) => view.state.plugin)
  const [answer, setAnswer] = useState<Answer<T>>({ value: empty, turn: 0 })
  const release = useRef<(() => void) | null>(null)
  const askedStart = useRef(0)
  const wanted: Readonly<Record<string, unknown>> = given ?? attachmentOptions(card)
  const options = useRef(wanted)
  const offered = isWanted && plugin.capabilities.includes(capability) && plugin.enabled
  const latest = useRef({ parse, empty })
  useEffect(() => {
    latest.current = { parse, empty }
    options.current = wanted
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

/** The badges of a card, front or back; those of a front are asked for once the card was in view. */
export function useBadges(
  capability: "card-badges" | "card-detail-badges",
  card: Card,
  isWanted = true,
): PluginBadge[] {
  const state = usePart((view) => view.state)
  const signature = badgeSignature(state, card)
  return useCapability({
    capability,
    card,
    signature,
    parse: parseBadges,
    empty: none,
    isWanted,
  }).value
}
