import type { Capabilities } from "../trello.ts"
import { authorizationStatus } from "./capabilities/authorizationStatus.ts"
import { boardButtons } from "./capabilities/boardButtons.ts"
import { cardBackSection } from "./capabilities/cardBackSection.ts"
import { cardBadges } from "./capabilities/cardBadges.ts"
import { cardButtons } from "./capabilities/cardButtons.ts"
import { cardDetailBadges } from "./capabilities/cardDetailBadges.ts"
import { listActions } from "./capabilities/listActions.ts"
import { miroLinks } from "./capabilities/miroLinks.ts"
import { onEnable } from "./capabilities/onEnable.ts"
import { removeData } from "./capabilities/removeData.ts"
import { showAuthorization } from "./capabilities/showAuthorization.ts"
import { showSettings } from "./capabilities/showSettings.ts"

/** Every capability of the Power-Up; each must be switched on in Trello's admin portal as well. */
export const capabilities: Capabilities = {
  "list-actions": listActions,
  "board-buttons": boardButtons,
  "card-buttons": cardButtons,
  "card-badges": cardBadges,
  "card-detail-badges": cardDetailBadges,
  "card-back-section": cardBackSection,
  ...miroLinks,
  "authorization-status": authorizationStatus,
  "show-authorization": showAuthorization,
  "show-settings": showSettings,
  "on-enable": onEnable,
  "remove-data": removeData,
}
