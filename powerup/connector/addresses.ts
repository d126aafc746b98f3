/**
 * Addresses are absolute: Trello drops icons and pages that are not, and its library completes only some of them.
 */

/** The pages that the connector opens. */
type PageName = "push" | "board" | "section" | "attachments" | "consent" | "settings"

/** The address of a page that Trello opens. */
export function pageUrl(page: PageName): string {
  return `${__APP_ORIGIN__}/${page}/`
}

/** The monochrome icon, which Trello recolours. */
export const ICON_URL = `${__APP_ORIGIN__}/icons/push.svg`

/** The icon of a button in the board's header, which Trello does not recolour: drawn for each background. */
export const BOARD_ICON_URLS = {
  dark: `${__APP_ORIGIN__}/icons/push-on-dark.svg`,
  light: `${__APP_ORIGIN__}/icons/push-on-light.svg`,
}
