/** The words of the section on the back of a card. */
export const sectionTexts = {
  none: "This card is on no Miro board any more.",
  list: "Miro boards that this card is on",
  open: "Open in Miro",
  openOn: (board: string) => `Open in Miro: “${board}”`,
  again: "Push again",
  againOn: (board: string) => `Push again to “${board}”`,
  pushing: "Pushing",
  remove: "Remove",
  removeFrom: (board: string) => `Remove from “${board}”`,
  removing: "Removing",
  broken:
    "The board or the card on it is gone, or not shared with you. Push again puts the card back, Remove forgets it.",
  updated: (board: string) => `“${board}” shows the present text now.`,
  created: (board: string) => `The card is on “${board}” again.`,
  removed: (board: string) => `Removed from “${board}”.`,
  noConnection:
    "To push or remove here, connect Trello and Miro: open “Push to Miro” on this card.",
} as const
