import type { SpecialRole } from "../../../core/contract/jobs.ts"
import type { Formats } from "../../ui/host/formats.ts"
import { quote } from "../../ui/host/quote.ts"

/** "1 card", "1,234 cards". */
export function countCards(n: number, formats: Formats): string {
  return n === 1 ? "1 card" : `${formats.count(n)} cards`
}

/** What each kind of special card is called, for one and for several, and why it is treated as it is. */
export const SPECIAL_TEXTS = {
  separator: {
    names: ["separator", "separators"],
    why: "A separator only divides a list.",
  },
  mirror: {
    names: ["mirror card", "mirror cards"],
    why: "A mirror shows a card that is somewhere else. Push that card where it is.",
  },
  board: {
    names: ["board card", "board cards"],
    why: "It stands for a whole Trello board.",
  },
  link: {
    names: ["link card", "link cards"],
    why: "A link card goes to Miro with its link.",
  },
  template: {
    names: ["template", "templates"],
    why: "A template is there to make cards from. Push those.",
  },
} as const satisfies Record<
  SpecialRole,
  { readonly names: readonly [string, string]; readonly why: string }
>

/** The words of choosing what goes where. */
export const chooseTexts = {
  loading: "Reading the board",
  loadingConnections: "Looking up your connections",
  loadingJobs: "Looking for pushes that are running",
  title: {
    push: (board: string) => `Push to ${quote(board)}`,
    remove: (board: string) => `Remove from ${quote(board)}`,
  },
  another: "Choose another board",
  instead: { push: "Remove cards from Miro instead", remove: "Push cards to Miro instead" },
  cards: "Which cards",
  text: "Title contains",
  lists: "Lists",
  listsHint: "None checked means all lists.",
  labels: "Labels",
  members: "Members",
  due: "Due date",
  chosen: (name: string, n: number) => (n === 0 ? `${name}: any` : `${name}: ${n} chosen`),
  dueChosen: (choice: string) => `Due date: ${choice.toLowerCase()}`,
  dueChoices: {
    any: "Any",
    overdue: "Overdue",
    week: "Within the next 7 days",
    set: "With a due date",
    none: "Without a due date",
  },
  unnamedLabel: (hue: string | null) => (hue === null ? "No name" : `No name (${hue})`),
  notOnMiro: "Only cards that are on no Miro board yet",
  selected: (n: string, all: string) => `${n} of ${all} selected`,
  clear: "Clear filters",
  removeTitle: "Remove cards from Miro",
  removeFrom: "From which Miro board?",
  loadingLinked: "Looking up the Miro boards",
  nothingLinked: "No card of this Trello board is on a Miro board.",
  earlier: "Earlier on this board",
  running: "Running now",
  show: "Show",
  showOf: (words: string) => `Show: ${words}`,
  job: {
    push: (cards: string, board: string) => `${cards} pushed to ${quote(board)}`,
    remove: (cards: string, board: string) => `${cards} removed from ${quote(board)}`,
  },
  jobRuns: {
    push: (board: string) => `Pushing to ${quote(board)}`,
    remove: (board: string) => `Removing from ${quote(board)}`,
  },
} as const

/** The words of what a push or removal would do. */
export const planTexts = {
  title: "What will happen",
  counting: "Counting the cards",
  none: {
    push: "No card matches, so there is nothing to push.",
    remove: "None of these cards is on that Miro board.",
  },
  watch: "Watch it",
  created: "New",
  updated: "Updated",
  unchanged: "Unchanged",
  removed: "Taken off Miro",
  told: {
    push: (created: string, updated: string, unchanged: string) =>
      `${created} new, ${updated} updated, ${unchanged} unchanged`,
    remove: (cards: string) => `${cards} will be taken off Miro`,
  },
  takes: (about: string) => `It takes ${about}.`,
  leaves: "The Trello cards stay as they are.",
  push: (cards: string) => `Push ${cards}`,
  remove: (cards: string) => `Remove ${cards}`,
  starting: "Starting",
  confirmTitle: (cards: string, board: string) => `Remove ${cards} from ${quote(board)}?`,
  confirm:
    "Their app cards are deleted on Miro, with what people wrote or drew on them there. The Trello cards stay as they are.",
  keep: "Keep them",
  picture: "Where new cards land",
  newFrames: "A dashed line marks a frame that is made for a list.",
  column: (list: string, cards: string, isNew: boolean) =>
    `${list}: ${cards}${isNew ? ", in a new frame" : ""}`,
  moreLists: (n: string) => `and ${n} more`,
  special: (left: number, pushed: number) =>
    [
      ...(left > 0 ? [`${left} left out`] : []),
      ...(pushed > 0 ? [`${pushed} pushed as they are`] : []),
    ].join(", "),
  specialTitle: (words: string) => `Special cards: ${words}`,
  leftOut: "left out",
  pushed: "pushed",
  moreCards: (n: string) => `and ${n} more`,
  fieldsLegend: "Custom fields",
  fields: (n: number) => `Custom fields on the cards: ${n === 0 ? "none" : n}`,
  fieldsHint: "Everyone who can open the Miro board sees them there. It counts for all its cards.",
  fieldsMax: "At most 10.",
} as const

/** The words of a push or removal that runs, and of its report. */
export const jobTexts = {
  running: {
    push: (board: string) => `Pushing to ${quote(board)}`,
    remove: (board: string) => `Removing from ${quote(board)}`,
  },
  stopped: {
    push: (board: string) => `Push to ${quote(board)} stopped`,
    remove: (board: string) => `Removal from ${quote(board)} stopped`,
  },
  ended: {
    push: (board: string) => `Pushed to ${quote(board)}`,
    remove: (board: string) => `Removed from ${quote(board)}`,
  },
  cancelled: {
    push: (board: string) => `Push to ${quote(board)} cancelled`,
    remove: (board: string) => `Removal from ${quote(board)} cancelled`,
  },
  already: "This was running already, so yours was not started. Start it again when this is done.",
  somebody: "Somebody else on this Trello board started this.",
  progress: (done: string, total: string) => `${done} of ${total}`,
  left: (about: string) => `${about} left`,
  percent: (n: number) => `${n} percent done`,
  waiting: (says: string) => `Waiting: ${says}`,
  waitingUntil: (time: string, says: string) => `Waiting until ${time}: ${says}`,
  goesOn: "It goes on by itself.",
  close: "You can close this: it goes on, and you find it here again.",
  other: "Push to another Miro board",
  cancel: "Cancel",
  cancelling: "Cancelling",
  cancelTitle: { push: "Cancel this push?", remove: "Cancel this removal?" },
  cancelBody: {
    push: (done: string, left: string) =>
      `${done} done so far: what is on Miro stays there. The other ${left} will not be pushed.`,
    remove: (done: string, left: string) => `${done} done so far. The other ${left} stay on Miro.`,
  },
  cancelYes: { push: "Cancel the push", remove: "Cancel the removal" },
  cancelNo: "Go on",
  stoppedOther: "The connection of the person who started this does not work any more.",
  continueHint: "Continue does the cards that are left and none twice.",
  continue: "Continue",
  continueOther:
    "Only the person who started this can continue it. You can also cancel it and push the cards yourself.",
  reauthorize: "Reauthorize",
  unreachable: "How far it is could not be asked. It goes on meanwhile, and this keeps asking.",
  gone: "What became of it is not known any more.",
  pushed: (cards: string, are: string, board: string) => `${cards} ${are} on ${quote(board)}.`,
  removed: (cards: string, were: string, board: string) =>
    `${cards} ${were} removed from ${quote(board)}. On Trello nothing changed.`,
  notDone: (cards: string) => `The other ${cards} were not looked at.`,
  failedCount: (cards: string) => `${cards} could not be done: see below.`,
  created: "New",
  updated: "Updated",
  unchanged: "Unchanged",
  removedCount: "Removed",
  failed: "Failed",
  open: "Open in Miro",
  again: "Push again",
  more: "Push more cards",
  undo: "Undo",
  undoTitle: (cards: string, board: string) => `Take ${cards} off ${quote(board)} again?`,
  undoBody:
    "Only cards that this push made are taken off. Those that were there before stay. The Trello cards stay as they are.",
  undoYes: (cards: string) => `Remove ${cards}`,
  undoNo: "Keep them",
  failures: "What could not be done",
  moreFailures: (n: string) => `${n} more failed.`,
  unknownCard: "A card that you do not see",
  openCard: (name: string) => `Open the card ${quote(name)}`,
  entry: {
    written: "The badges on the cards follow when Trello’s page is loaded again, at the latest.",
    unchanged: null,
    skipped:
      "You cannot edit this Trello board, so the badges on its cards appear once someone who can opens this window.",
  },
} as const
