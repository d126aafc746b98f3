import {
  type FormattedUrl,
  parseFormattedUrl,
  parseThumbnail,
  type Thumbnail,
} from "../host/attachments.ts"
import type { Attachment, Card } from "../host/state.ts"
import { useCapability } from "./badges.ts"
import { useCanEdit, usePage } from "./context.ts"
import { formatMoment } from "./due.ts"
import { Icon } from "./icons.tsx"
import { PluginFrame } from "./PluginFrame.tsx"

const pageHeight = 120

function times(thumbnail: Thumbnail | null): string {
  if (thumbnail?.type !== "preview") return ""
  const { created, modified } = thumbnail
  if (modified !== null) return `Changed ${formatMoment(modified)}`
  return created === null ? "" : `Made ${formatMoment(created)}`
}

function Actions({ card, formatted }: { card: Card; formatted: FormattedUrl }) {
  const { run, elements } = usePage()
  return formatted.actions.map((action) => (
    <button
      key={action.text}
      type="button"
      className="link"
      onClick={(event) => {
        const el = elements.nameOf(event.currentTarget)
        if (action.callback !== null)
          void run(action.callback, { card: card.id, command: "format-url", el })
        else if (action.url !== null) window.open(action.url, "_blank", "noopener")
      }}
    >
      {action.text}
    </button>
  ))
}

/** What the Power-Up makes of one attachment: a thumbnail, else a text for its address. */
function useShown(card: Card, { id, url, name }: Attachment) {
  const { value: thumbnail } = useCapability<Thumbnail | null>({
    capability: "attachment-thumbnail",
    card,
    signature: `${id} ${url} ${name}`,
    parse: parseThumbnail,
    empty: null,
    options: { url, name },
  })
  const { value: formatted } = useCapability<FormattedUrl | null>({
    capability: "format-url",
    card,
    signature: url,
    parse: parseFormattedUrl,
    empty: null,
    options: { url },
  })
  return { thumbnail, formatted }
}

/** One link on a card, with its picture and words, and the way to take it off. */
export function PluginAttachment({ card, attachment }: { card: Card; attachment: Attachment }) {
  const page = usePage()
  const canEdit = useCanEdit()
  const { id, name, url } = attachment
  const { thumbnail, formatted } = useShown(card, attachment)
  const preview = thumbnail?.type === "preview" ? thumbnail : null
  const image = preview?.image ?? formatted?.image ?? null
  const named = name === "" || name === url ? null : name
  const title = preview?.title ?? named ?? formatted?.text ?? url
  const subtext = [formatted?.subtext, times(thumbnail)].filter(Boolean).join(" · ")
  return (
    <li className="attachment">
      {thumbnail?.type === "page" ? (
        <PluginFrame url={thumbnail.url} title={title} height={pageHeight} />
      ) : (
        <span className={preview?.isLogo === true ? "attachment-image logo" : "attachment-image"}>
          {image === null ? <Icon name="clip" /> : <img src={image} alt="" />}
        </span>
      )}
      <div className="attachment-words">
        <a href={url} target="_blank" rel="noreferrer" dir="auto" title={preview?.openText ?? url}>
          {formatted?.icon !== undefined && formatted.icon !== null && (
            <img className="plugin-icon" src={formatted.icon} alt="" />
          )}
          {title}
        </a>
        {subtext !== "" && <small dir="auto">{subtext}</small>}
        <div className="row">
          {formatted !== null && <Actions card={card} formatted={formatted} />}
          {canEdit && (
            <button
              type="button"
              className="link"
              aria-label={`Remove attachment ${title}`}
              onClick={() => void page.change("DELETE", `/1/cards/${card.id}/attachments/${id}`)}
            >
              Remove
            </button>
          )}
        </div>
      </div>
    </li>
  )
}
