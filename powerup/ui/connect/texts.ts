import type { Provider } from "../../../core/contract/ids.ts"

/** The words of connecting: before consent, while the other window is open, and after. */
export const connectTexts = {
  title: (names: string) => `Connect ${names}`,
  again: (names: string) => `Reauthorize ${names}`,
  why: "Cards for Miro puts Trello cards on Miro boards. For that it needs your permission once:",
  ended: (names: string) =>
    `Your connection to ${names} has to be allowed again. Cards that are on Miro stay there.`,
  asks: {
    trello: {
      title: "Trello asks you to allow",
      items: [
        "seeing the boards, lists and cards of this workspace – to read the card that you push",
        "seeing the workspace and your name – to make sure that it is your account",
        "staying connected – so that you are not asked every day",
      ],
      never: "Nothing on Trello is changed with this.",
    },
    miro: {
      title: "Miro asks you to choose a team and to allow",
      items: [
        "seeing your boards – to let you pick one",
        "changing boards – to put the card there, update it, and remove it again",
      ],
      never: "Miro has no smaller permission for this. Nothing else on a board is touched.",
    },
  },
  keeps:
    "What Trello and Miro give us is kept encrypted on our server. You can disconnect at any time in the Power-Up’s settings.",
  preparing: "Preparing the connection",
  open: (names: string) => `Connect ${names}`,
  waiting: "Go on in the other window",
  step: {
    trello: "Trello asks first: choose this workspace and allow it.",
    miro: "Now Miro asks: choose your team and allow it.",
  } satisfies Record<Provider, string>,
  alone: {
    trello: "Trello asks: choose this workspace and allow it.",
    miro: "Miro asks: choose your team and allow it.",
  } satisfies Record<Provider, string>,
  keepOpen: "This page goes on by itself when you are done. You need not reload it.",
  adminHint:
    "Does Miro say that an admin has to approve the app first? Ask your Miro admin, come back and press Connect again.",
  show: "Show the window",
  cancel: "Cancel",
  resumed: "You started connecting in another window",
  resumedStep: "Finish there; this page goes on by itself. If that window is gone, start again.",
  startAgain: "Start again",
  connected: "Connected.",
} as const
