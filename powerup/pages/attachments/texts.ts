import { quote } from "../../ui/host/quote.ts"

/** The words of the section of attachments that are links to Miro boards. */
export const attachmentTexts = {
  list: "Miro boards",
  none: "There is no link to a Miro board here any more.",
  board: "Miro board",
  onBoard: "A place on this board",
  open: "Open in Miro",
  openOf: (board: string) => `Open in Miro: ${quote(board)}`,
  show: "Show the board here",
  showOf: (board: string) => `Show the board here: ${quote(board)}`,
  hide: "Hide the board",
  hideOf: (board: string) => `Hide the board: ${quote(board)}`,
  frame: (board: string) => `The Miro board ${quote(board)}, to look at`,
  hint: "You may have to sign in to Miro, and your browser must allow it to work inside Trello. Where it does not, use “Open in Miro”.",
} as const
