import { useEffect, useRef, useState } from "react"
import { parseBadges, type PluginBadge } from "../host/capabilities.ts"
import type { Card } from "../host/state.ts"
import { usePage, usePart } from "./context.ts"
import { colorStyle } from "./labelColors.ts"

/** A badge with what its function brings, run again every `refresh` seconds, give or take one. */
function useDynamic(badge: PluginBadge, card: Card): PluginBadge {
  const { run } = usePage()
  const [brought, setBrought] = useState({ of: badge, value: badge })
  useEffect(() => {
    const { dynamic } = badge
    if (dynamic === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let isGone = false
    const bring = async (): Promise<void> => {
      const answer = await run(dynamic, { card: card.id })
      const [next] = parseBadges(answer, dynamic.owner)
      if (isGone) return
      if (next !== undefined)
        setBrought({ of: badge, value: { ...next, title: next.title ?? badge.title } })
      const seconds = next?.refreshSeconds ?? badge.refreshSeconds
      if (seconds !== null)
        timer = setTimeout(() => void bring(), (seconds - 1 + 2 * Math.random()) * 1000)
    }
    void bring()
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [badge, card.id, run])
  return brought.of === badge ? brought.value : badge
}

function BadgeFace({ badge }: { badge: PluginBadge }) {
  const plain = badge.monochrome && badge.color === null
  return (
    <>
      {badge.icon !== null && (
        <img className={plain ? "plugin-icon mono" : "plugin-icon"} src={badge.icon} alt="" />
      )}
      {badge.text !== null && <span dir="auto">{badge.text}</span>}
    </>
  )
}

/** A badge on the front of a card. */
export function FrontBadge({ badge, card }: { badge: PluginBadge; card: Card }) {
  const theme = usePart((view) => view.theme)
  const shown = useDynamic(badge, card)
  if (shown.text === null && shown.icon === null) return null
  return (
    <span
      className="badge plugin-badge"
      title={shown.title ?? shown.text ?? ""}
      style={colorStyle(shown.color, theme)}
    >
      <BadgeFace badge={shown} />
    </span>
  )
}

/** A badge on the back of a card, under its title; a button when it does something. */
export function DetailBadge({ badge, card }: { badge: PluginBadge; card: Card }) {
  const { run, elements } = usePage()
  const theme = usePart((view) => view.theme)
  const shown = useDynamic(badge, card)
  const button = useRef<HTMLButtonElement>(null)
  if (shown.text === null) return null
  const style = colorStyle(shown.color, theme)
  const click = (): void => {
    if (shown.callback !== null && button.current !== null) {
      const el = elements.nameOf(button.current)
      void run(shown.callback, { card: card.id, command: "card-detail-badges", el })
    } else if (shown.url !== null) window.open(shown.url, shown.target ?? "_blank", "noopener")
  }
  return (
    <div className="card-fact">
      <h3>{shown.title ?? "Power-Up"}</h3>
      {shown.callback === null && shown.url === null ? (
        <span className="detail-badge" style={style}>
          <BadgeFace badge={shown} />
        </span>
      ) : (
        <button type="button" className="detail-badge" style={style} ref={button} onClick={click}>
          <BadgeFace badge={shown} />
        </button>
      )}
    </div>
  )
}
