/** The words of the page that the Power-Up's menu and its first opening show. */
export const consentTexts = {
  loading: "Looking up your connections",
  connected: "You are connected to Trello and Miro.",
  next: "Open a card and press “Push to Miro”. It is in the card’s Power-Ups menu.",
  manage: "You can look at your connections, renew or end them in the Power-Up’s settings.",
  title: "Cards for Miro",
} as const
