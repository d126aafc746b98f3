import type { ErrorCode } from "../../../core/contract/errors.ts"
import type { Provider } from "../../../core/contract/ids.ts"

export const PROVIDER_NAMES = { trello: "Trello", miro: "Miro" } as const satisfies Record<
  Provider,
  string
>

/** What happened and what to do next, as sentences. `who` is the provider's name, or "the other service". */
export interface ErrorWords {
  readonly says: string
  readonly next: string
}

type Words = (who: string, waitSeconds: number | undefined) => ErrorWords

const reload: Words = () => ({
  says: "Trello’s proof of who you are could not be used.",
  next: "Reload the Trello page, then open this again.",
})

const again = (says: string): Words => {
  return () => ({ says, next: "Nothing was connected. Press Connect to start over." })
}

const wait = (seconds: number | undefined): string =>
  seconds === undefined
    ? "Wait a minute, then try again."
    : `Try again in ${new Intl.NumberFormat("en", { style: "unit", unit: "second", unitDisplay: "long" }).format(Math.max(1, Math.ceil(seconds)))}.`

/** Words for every error of the Worker. The codes and what they allow are in `core/contract/errors.ts`. */
export const ERROR_TEXTS = {
  identity_missing: () => ({
    says: "Trello does not say who you are.",
    next: "Sign in to Trello, then open this again.",
  }),
  identity_malformed: reload,
  identity_expired: () => ({
    says: "This page was open for too long.",
    next: "Reload the Trello page, then open this again.",
  }),
  identity_untrusted: reload,
  identity_other_power_up: () => ({
    says: "Trello’s proof of who you are was made for another Power-Up.",
    next: "Reload the Trello page. If it stays, remove Cards for Miro from the board and add it again.",
  }),
  identity_unverifiable: () => ({
    says: "Who you are on Trello could not be checked right now.",
    next: "Check your internet connection, then try again in a moment.",
  }),
  invalid_request: () => ({
    says: "This page asked for something that the service does not understand. It may be out of date.",
    next: "Reload the Trello page, then try again.",
  }),
  body_too_large: () => ({
    says: "That is more text than can be sent at once.",
    next: "Shorten it, then try again.",
  }),
  not_found: () => ({
    says: "What this page asked for does not exist any more.",
    next: "Reload the Trello page, then try again.",
  }),
  no_workspace: () => ({
    says: "This Trello board is in no workspace, so Trello lets no app read its cards.",
    next: "Move the board into a workspace (board menu, “Change workspace”), then open this again.",
  }),
  not_connected: (who) => ({
    says: `Your ${who} account is not connected here.`,
    next: `Connect ${who}, then try again.`,
  }),
  reauth_required: (who) => ({
    says: `${who} no longer accepts the connection that you made.`,
    next: `Reauthorize ${who}. Cards that are on Miro stay linked.`,
  }),
  scope_insufficient: (who) => ({
    says: `The connection to ${who} does not allow this.`,
    next: `Reauthorize ${who} and allow what it lists.`,
  }),
  attempt_unknown: again("This connecting was started too long ago or somewhere else."),
  attempt_expired: again("Connecting took longer than ten minutes."),
  attempt_used: again("This connecting was finished already and cannot be used twice."),
  attempt_of_somebody_else: again("This connecting was started by another Trello member."),
  state_mismatch: (who) =>
    again(`The answer of ${who} does not belong to the connecting that you started.`)(
      who,
      undefined,
    ),
  wrong_browser: again("Connecting was started in another browser than the one it came back to."),
  wrong_confirmation: again("Connecting could not be confirmed from this page."),
  consent_denied: (who) => ({
    says: `You did not allow access at ${who}, so ${who} was not connected.`,
    next: "Press Connect when you want to allow it. If Miro says that an admin must approve the app first, ask your Miro admin, come back and press Connect again.",
  }),
  wrong_account: (who) => ({
    says: `${who} was signed in with another account than the one that you use on this board.`,
    next: `Sign in to ${who} with the right account in this browser, then press Connect again.`,
  }),
  wrong_workspace: (who) => ({
    says: `The access that ${who} gave is not for this board’s workspace.`,
    next: "Press Connect again and choose this workspace. If it is not offered, ask a workspace admin: guests of a board may not be able to connect.",
  }),
  consent_failed: (who) => ({
    says: `${who} did not finish connecting.`,
    next: "Press Connect again. If Miro says that an admin must approve the app first, ask your Miro admin, then come back.",
  }),
  card_not_found: () => ({
    says: "Trello does not show this card to your account. It may have been deleted.",
    next: "Reload the Trello board to see whether the card is still there.",
  }),
  card_archived: () => ({
    says: "This card is archived, so it is not pushed.",
    next: "Send the card back to the board, then push it.",
  }),
  card_elsewhere: () => ({
    says: "This card is on another Trello board now.",
    next: "Open the card on its new board, then push it from there.",
  }),
  outside_workspace: () => ({
    says: "This card is outside the workspace that your Trello connection is for.",
    next: "Open a board of this workspace, or connect Trello on a board of the other one.",
  }),
  trello_board_not_found: () => ({
    says: "Trello does not show this board to the account that you connected.",
    next: "Reload the Trello board. If you see it there, press Reauthorize in the settings.",
  }),
  link_not_found: () => ({
    says: "This card is not on that Miro board any more.",
    next: "Reload the Trello page to see where the card is.",
  }),
  push_in_progress: () => ({
    says: "This card is being pushed to that board right now.",
    next: "Wait a few seconds, then look on the Miro board or try again.",
  }),
  job_running: () => ({
    says: "Cards of this Trello board are being pushed to that Miro board or removed from it right now.",
    next: "Watch how far it is, or wait until it is done.",
  }),
  job_not_found: () => ({
    says: "That push is not known any more.",
    next: "Reload the page to see what is on Miro now.",
  }),
  job_of_somebody_else: () => ({
    says: "Somebody else started this, and your Miro account may not edit that board.",
    next: "Ask the person who started it, or somebody who may edit the Miro board.",
  }),
  too_many_cards: () => ({
    says: "These are more than 5,000 cards, which is more than one push takes.",
    next: "Select fewer: by list, label, member or due date.",
  }),
  no_cards: () => ({
    says: "No card matches, so there is nothing to do.",
    next: "Change the selection.",
  }),
  miro_refused_card: () => ({
    says: "Miro did not take this card.",
    next: "Open the card, shorten its title or description, then push again.",
  }),
  miro_board_not_found: () => ({
    says: "Miro does not show this board to your account. It may have been deleted, or not be shared with you any more.",
    next: "Choose another board, or ask the board’s owner to share it with you.",
  }),
  miro_board_read_only: () => ({
    says: "Your Miro account may only view this board.",
    next: "Choose another board, or ask the board’s owner to let you edit.",
  }),
  miro_boards_not_allowed: () => ({
    says: "Your Miro account may not create boards in this team.",
    next: "Choose one of your boards instead, or ask your Miro admin.",
  }),
  miro_board_limit: () => ({
    says: "Your Miro plan allows no further board that can be edited.",
    next: "Choose one of your boards instead.",
  }),
  outcome_unknown: (who, seconds) => ({
    says: `${who} did not answer, so it is not certain whether it worked.`,
    next: `${seconds === undefined ? "Try again." : wait(seconds)} A card that is on the board already is updated and not doubled.`,
  }),
  upstream_rate_limited: (who, seconds) => ({
    says: `${who} asks us to slow down.`,
    next: wait(seconds),
  }),
  upstream_unavailable: (who, seconds) => ({
    says: `${who} is not available right now. Your connection is fine.`,
    next: seconds === undefined ? "Try again in a moment." : wait(seconds),
  }),
  upstream_timeout: (who) => ({
    says: `${who} took too long to answer.`,
    next: "Try again in a moment.",
  }),
  upstream_malformed: (who) => ({
    says: `${who} answered with something unreadable.`,
    next: "Try again in a moment.",
  }),
  upstream_refused: (who) => ({
    says: `${who} refused this.`,
    next: "Check in the other window that you may do it there yourself.",
  }),
  internal_error: () => ({
    says: "Something went wrong on our side.",
    next: "Try again. If it stays, tell us the reference below.",
  }),
} as const satisfies Record<ErrorCode, Words>
