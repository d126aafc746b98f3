import { useMemo } from "react"
import type { AppCard, AppCardStatus } from "../../../core/cards/toAppCard.ts"
import { Chip } from "./Chip.tsx"
import { renderMiroHtml } from "./miroHtml.tsx"
import { StatusSign } from "./StatusSign.tsx"

/** The app card as it will be on Miro, which has one look in both of Trello's themes. */
export function AppCardPreview({
  card,
  label,
  status,
}: {
  readonly card: AppCard
  readonly label: string
  /** What Miro shows in its corner; left out where the card is not there yet. */
  readonly status?: AppCardStatus
}) {
  const title = useMemo(() => renderMiroHtml(card.title), [card.title])
  const description = useMemo(() => renderMiroHtml(card.description), [card.description])
  return (
    <figure className="app-card" aria-label={label} style={{ borderColor: card.fillColor }}>
      <div className="app-card__head">
        <div className="app-card__title">{title}</div>
        {status !== undefined && <StatusSign status={status} />}
      </div>
      {card.description !== "" && (
        // A region that scrolls must be reachable with the keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <section className="app-card__description" tabIndex={0} aria-label={label}>
          {description}
        </section>
      )}
      {card.fields.length > 0 && (
        <ul className="app-card__fields">
          {card.fields.map((field, index) => (
            // Two labels may be alike; the order of fields is theirs.
            // oxlint-disable-next-line react/no-array-index-key
            <Chip key={index} field={field} />
          ))}
        </ul>
      )}
    </figure>
  )
}
