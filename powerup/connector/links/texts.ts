/** Every word that the connector gives to Trello about links to Miro boards. */
export const linkTexts = {
  section: "Miro boards",
  board: "Miro board",
  item: "On a Miro board",
  open: "Open in Miro",
}
