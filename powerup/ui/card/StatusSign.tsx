import type { AppCardStatus } from "../../../core/cards/toAppCard.ts"
import { STATUS_TEXTS } from "./texts.ts"

const JOINED = "M8 4H4v12h12v-4M11 3h6v6M17 3l-8 8"
const CUT = "M8 6H6a4 4 0 0 0 0 8h2M12 6h2a4 4 0 0 1 0 8h-2M4 3l12 14"

/** The sign in the corner of an app card that tells whether its app looks after it. */
export function StatusSign({ status }: { readonly status: AppCardStatus }) {
  const words = STATUS_TEXTS[status]
  return (
    <span className={`app-card__status app-card__status--${status}`} title={words}>
      <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
        <path d={status === "connected" ? JOINED : CUT} />
      </svg>
      <span className="visually-hidden">{words}</span>
    </span>
  )
}
