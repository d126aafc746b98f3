import type { AppCardStatus } from "../../../core/cards/toAppCard.ts"

/** What Miro shows of an app card's status. */
export const STATUS_TEXTS = {
  connected: "Connected",
  disconnected: "Disconnected",
  disabled: "Disabled",
} as const satisfies Record<AppCardStatus, string>
