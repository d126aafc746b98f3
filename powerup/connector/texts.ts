/** Every word that the connector gives to Trello. */
export const texts = {
  push: "Push to Miro",
  pushList: "Push list to Miro",
  remove: "Remove from Miro",
  removeList: "Remove list from Miro",
  badge: "Miro",
  badgeOfBoards: (count: number) => `Miro · ${count}`,
  onMiro: "On Miro",
  notOnMiro: "Miro",
  boards: (first: string, others: number) => (others === 0 ? first : `${first} +${others}`),
  unnamedBoard: "Miro board",
  broken: "gone",
  stale: "paused",
  section: "Miro",
  connect: "Connect Trello and Miro",
  settings: "Cards for Miro settings",
  welcome: "Welcome to Cards for Miro",
}
