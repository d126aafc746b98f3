import type { ConnectionState } from "../../../core/contract/connections.ts"
import type { NextStep, SituationName } from "../../../core/contract/situations.ts"
import type { Provider } from "../../../core/contract/ids.ts"

/** A connection's state in words. */
export const STATE_TEXTS = {
  never_connected: "Not connected yet",
  connected: "Connected",
  degraded: "Connected, with trouble right now",
  reauth_required: "Has to be authorized again",
  revoked: "Disconnected",
  scope_insufficient: "Connected, but a permission is missing",
} as const satisfies Record<ConnectionState, string>

/** A connection's situation in words: why it is so, and what to make of it. Null where the state says all. */
export const SITUATION_TEXTS = {
  never_connected: null,
  connected: null,
  degraded: "The service is in trouble right now. This heals by itself.",
  provider_unavailable: "The service is not answering right now. This heals by itself.",
  provider_rate_limited: "The service asks us to slow down. This heals by itself.",
  outcome_unknown: "An answer got lost. We are finding out; this usually heals by itself.",
  reauth_required: "The service wants you to allow it again.",
  refused_by_provider: "The service no longer accepts this connection: it ended there.",
  lost_rotation: "A new key of this connection got lost on its way to us.",
  unreadable_record: "What we kept for this connection cannot be read any more.",
  consent_expired:
    "The service ends every connection a year after it was allowed. That is expected; allow it again.",
  idle_policy:
    "It was not used for so long that it was ended, as the workspace’s rule says. That is expected.",
  revoked: "This connection was ended.",
  disconnected_by_member: "You disconnected it.",
  revoked_by_admin: "An admin of this workspace ended it. Ask them before you connect again.",
  scope_insufficient: "Not everything that was asked for was allowed. The rest works.",
  scope_missing: "Not everything that was asked for was allowed. The rest works.",
} as const satisfies Record<SituationName, string | null>

/** The button for what a person can do, and whether it is what they should do next. */
export const STEP_BUTTONS = {
  nothing: { look: "plain", label: (who: string) => `Reauthorize ${who}` },
  wait: { look: "plain", label: (who: string) => `Reauthorize ${who}` },
  connect: { look: "primary", label: (who: string) => `Connect ${who}` },
  reauthorize: { look: "primary", label: (who: string) => `Reauthorize ${who}` },
  allow_scopes: { look: "primary", label: (who: string) => `Reauthorize ${who}` },
  ask_admin: { look: "plain", label: (who: string) => `Connect ${who}` },
} as const satisfies Record<
  NextStep,
  { readonly look: "plain" | "primary"; readonly label: (who: string) => string }
>

/** Scopes in plain words; an unknown one is shown as it is. */
export const SCOPE_TEXTS: Readonly<Record<string, string>> = {
  "read:board:trello": "See boards, lists and cards of this workspace",
  "write:board:trello": "Change cards of this workspace",
  "read:organization:trello": "See this workspace",
  "read:member:trello": "See your name on Trello",
  offline_access: "Stay connected while you are away",
  "boards:read": "See your Miro boards",
  "boards:write": "Put cards on Miro boards and change them",
}

/** The words of the settings. */
export const settingsTexts = {
  title: "Your connections",
  loading: "Loading your connections",
  account: "Account",
  place: { trello: "Workspace", miro: "Miro team" } satisfies Record<Provider, string>,
  unknownName: "Not available right now",
  teamLabel: (who: string, team: string) => `${who}, team ${team}`,
  teamNumber: (number: string) => `Team number ${number}`,
  since: "Since",
  verified: "Last checked",
  check: "Check now",
  checkOf: (who: string) => `Check now: ${who}`,
  renews: "Renewed",
  renewsBy: (date: string) => `by itself, next on ${date}`,
  missing: (scopes: readonly string[]) =>
    `Missing: ${scopes.join("; ")}. Reauthorizing asks for exactly this besides what it has.`,
  neverVerified: "Not checked yet",
  scopes: "What it allows",
  connect: (who: string) => `Connect ${who}`,
  otherAccount:
    "You allowed another Miro account or team than before. It was added; the connection that you wanted to renew is as it was.",
  sameTeam: "When you reauthorize Miro, choose the same team again.",
  another: "Connect another Miro team",
  disconnect: "Disconnect",
  disconnectOf: (who: string) => `Disconnect ${who}`,
  confirmTitle: (who: string) => `Disconnect ${who}?`,
  confirm: {
    trello:
      "Cards for Miro forgets your access to Trello in this workspace and tells Trello so. You cannot push cards until you connect again.",
    miro: "Cards for Miro forgets your access to this Miro team and tells Miro so. You cannot push cards there until you connect again.",
  } satisfies Record<Provider, string>,
  stays: "App cards that are on Miro stay there, but are not updated by you any more.",
  keep: "Keep it",
  disconnected: (who: string) => `${who} is disconnected.`,
  notTold: {
    pending: (who: string) =>
      `${who} could not be told yet. The access is of no use here any more, and we keep trying for a day.`,
    unknown: (who: string) =>
      `We have forgotten the access, but ${who} could not be told. To be sure, remove Cards for Miro among the apps of your ${who} account.`,
  },
  defaultTitle: "Default Miro board of this Trello board",
  defaultNone: "None. Set one in “Push to Miro” after choosing a board.",
  clear: "Clear",
  clearLabel: "Clear the default Miro board",
  stored: "What is stored about me?",
  storedBody:
    "On our server: the encrypted access that Trello and Miro gave us, when it was made and used, which card is on which Miro board, and on which Trello boards your connections may stand in. On Trello: which Miro boards a card is on, and your last choice. Names of Miro boards are kept with that; your own name for ten minutes while you connect; e-mail addresses and card texts never. “Remove personal settings” in the Power-Up’s menu disconnects everything of yours in this workspace.",
} as const
