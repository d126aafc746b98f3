import { memo, useRef } from "react"
import type { Card } from "../host/state.ts"
import { Avatar } from "./Avatar.tsx"
import { useBadges } from "./badges.ts"
import { useCanEdit, usePage, usePart } from "./context.ts"
import { describeDue, useNow } from "./due.ts"
import { Icon } from "./icons.tsx"
import { colorStyle } from "./labelColors.ts"
import { FrontBadge } from "./PluginBadge.tsx"
import { useSeen } from "./seen.ts"

function CardBadges({ card, isSeen }: { card: Card; isSeen: boolean }) {
  const badges = useBadges("card-badges", card, isSeen)
  const now = useNow()
  const items = card.checklists.flatMap(({ checkItems }) => checkItems)
  const done = items.filter(({ state }) => state === "complete").length
  const due = card.due === null ? null : describeDue(card.due, card.dueComplete, now)
  const comments = card.badges?.comments ?? 0
  const attachments = card.badges?.attachments ?? 0
  return (
    <div className="badges">
      {due !== null && (
        <span className={`badge ${due.tone}`} title="Due date">
          <Icon name="clock" /> {due.text}
        </span>
      )}
      {card.desc !== "" && (
        <span className="badge" title="This card has a description.">
          <Icon name="description" />
        </span>
      )}
      {comments > 0 && (
        <span className="badge" title="Comments">
          <Icon name="comment" /> {comments}
        </span>
      )}
      {attachments > 0 && (
        <span className="badge" title="Attachments">
          <Icon name="clip" /> {attachments}
        </span>
      )}
      {items.length > 0 && (
        <span
          className={done === items.length ? "badge due-complete" : "badge"}
          title="Checklist items"
        >
          <Icon name="checklist" /> {done}/{items.length}
        </span>
      )}
      {badges.map((badge, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a Power-Up's badges have no names
        <FrontBadge key={index} badge={badge} card={card} />
      ))}
    </div>
  )
}

export interface CardFrontProps {
  readonly card: Card
  /** Gets the card when it is taken, null when it is let go. */
  readonly onDrag: (card: Card | null) => void
}

/** A card in its list. The title opens it; the whole card can be dragged. */
export const CardFront = memo(function CardFront({ card, onDrag }: CardFrontProps) {
  const page = usePage()
  const theme = usePart((view) => view.theme)
  const canEdit = useCanEdit()
  const cover = card.cover?.color ?? null
  const isFull = cover !== null && card.cover?.size === "full"
  const box = useRef<HTMLElement>(null)
  const isSeen = useSeen(box)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dragging has its keyboard way in the open card: Move
    <article
      className={isFull ? "card card-full" : "card"}
      style={isFull ? colorStyle(cover, theme) : {}}
      draggable={canEdit}
      data-card={card.id}
      ref={box}
      onDragStart={(event) => {
        event.dataTransfer.setData("text/plain", card.url)
        event.dataTransfer.effectAllowed = "move"
        onDrag(card)
      }}
      onDragEnd={() => onDrag(null)}
    >
      {cover !== null && !isFull && <div className="card-cover" style={colorStyle(cover, theme)} />}
      <div className="card-inside">
        {card.labels.length > 0 && (
          <ul className="label-chips" aria-label="Labels">
            {card.labels.map((label) => (
              <li
                key={label.id}
                className="label-chip"
                style={colorStyle(label.color, theme)}
                dir="auto"
              >
                {label.name}
              </li>
            ))}
          </ul>
        )}
        <a
          className="card-title"
          href={`/c/${card.shortLink}`}
          draggable={false}
          dir="auto"
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey) return
            event.preventDefault()
            page.openCard(card.id)
          }}
        >
          {card.name}
        </a>
        <CardBadges card={card} isSeen={isSeen} />
        {card.members.length > 0 && (
          <div className="card-members">
            {card.members.map((member) => (
              <Avatar key={member.id} person={member} />
            ))}
          </div>
        )}
      </div>
    </article>
  )
})
