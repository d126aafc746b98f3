import { type KeyboardEvent, useEffect, useId, useRef } from "react"
import type { Card } from "../host/state.ts"
import { Attachments } from "./Attachments.tsx"
import { useBadges } from "./badges.ts"
import { CardActions } from "./CardActions.tsx"
import { CardButtons } from "./CardButtons.tsx"
import { CardFacts } from "./CardFacts.tsx"
import { Checklists } from "./Checklists.tsx"
import { Comments } from "./Comments.tsx"
import { useCanEdit, usePage, useView } from "./context.ts"
import { Description } from "./Description.tsx"
import { colorStyle } from "./labelColors.ts"
import { DetailBadge } from "./PluginBadge.tsx"
import { PluginSection } from "./PluginSection.tsx"

function Title({ card, id }: { card: Card; id: string }) {
  const page = usePage()
  const canEdit = useCanEdit()
  if (!canEdit) {
    return (
      <h2 className="card-name" id={id} dir="auto">
        {card.name}
      </h2>
    )
  }
  const save = (text: string): void => {
    const name = text.trim()
    if (name !== "" && name !== card.name) void page.change("PUT", `/1/cards/${card.id}`, { name })
  }
  return (
    <h2 className="card-name" id={id} aria-label={card.name}>
      <textarea
        key={card.name}
        aria-label="Card title"
        defaultValue={card.name}
        dir="auto"
        rows={1}
        onBlur={(event) => save(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return
          event.preventDefault()
          event.currentTarget.blur()
        }}
      />
    </h2>
  )
}

/** An open card: what it says on the left, comments on the right, the Power-Ups at its foot. */
export function CardBack({ card }: { card: Card }) {
  const page = usePage()
  const { theme } = useView()
  const titleId = useId()
  const box = useRef<HTMLDialogElement>(null)
  const detailBadges = useBadges("card-detail-badges", card)
  const cover = card.cover?.color ?? null
  useEffect(() => box.current?.focus(), [])
  const close = (): void => page.openCard(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") close()
  }
  return (
    <div
      className="overlay"
      onPointerDown={(event) => event.target === event.currentTarget && close()}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes a dialog from anywhere in it */}
      <dialog
        open
        className="card-back"
        aria-modal="true"
        aria-labelledby={titleId}
        tabIndex={-1}
        ref={box}
        onKeyDown={onKeyDown}
      >
        {cover !== null && <div className="card-back-cover" style={colorStyle(cover, theme)} />}
        <CardActions card={card} onClose={close} />
        <div className="card-columns">
          <div className="card-main">
            {card.closed && <p className="notice">This card is archived.</p>}
            <Title card={card} id={titleId} />
            <CardFacts card={card}>
              {detailBadges.map((badge, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- a Power-Up's badges have no names
                <DetailBadge key={index} badge={badge} card={card} />
              ))}
            </CardFacts>
            <Description card={card} />
            <PluginSection card={card} />
            <Attachments card={card} />
            <Checklists card={card} />
          </div>
          <Comments card={card} />
        </div>
        <CardButtons card={card} />
      </dialog>
    </div>
  )
}
