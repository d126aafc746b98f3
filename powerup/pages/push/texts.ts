import { quote } from "../../ui/host/quote.ts"

/** The words of the push popup. */
export const pushTexts = {
  loading: "Loading",
  loadingConnections: "Looking up your connections",
  noCard: "Trello did not say which card is open.",
  noCardNext: "Close this and open it from a card.",
  title: (board: string) => `Push to ${quote(board)}`,
  another: "Choose another board",
  remembered: (words: string) => `${words} (when it was chosen)`,
  unknownAudience: "Everyone who can open that Miro board will see the card",
  degraded: (who: string) => `${who} is not answering well right now. Pushing may take longer.`,
  archived: "This card is archived.",
  makeDefault: "Default for this Trello board",
  makeDefaultHint: "Everyone on this Trello board starts with this Miro board.",
  preview: "Preview of the card on Miro",
  push: "Push to Miro",
  retry: "Try again",
  pushing: "Pushing the card",
  created: (board: string) => `The card is on ${quote(board)}.`,
  updated: (board: string) =>
    `The card was on ${quote(board)} already and shows the present text now.`,
  open: "Open in Miro",
  undo: "Undo",
  remove: "Remove from Miro",
  removing: "Removing the card from Miro",
  removed: (board: string) => `Removed from ${quote(board)}. The Trello card is as it was.`,
  observer:
    "You cannot edit this card on Trello, so its badge appears once someone who can edit it pushes it too, or opens “Push to Miro” at the top of the board.",
  again: "Push to another board",
} as const
