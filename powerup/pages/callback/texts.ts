import type { Provider } from "../../../core/contract/ids.ts"
import { PROVIDER_NAMES } from "../../ui/errors/errorTexts.ts"

interface Party {
  readonly name: string
  readonly place: string | null
}

const inPlace = (provider: Provider, party: Party): string => {
  const account = `the ${PROVIDER_NAMES[provider]} account ${party.name}`
  if (party.place === null) return account
  return provider === "trello"
    ? `${account} in the workspace ${party.place}`
    : `${account} (team ${party.place})`
}

const partiesOf = (trello: Party | null, miro: Party | null): string => {
  if (miro !== null) return inPlace("miro", miro)
  return trello === null ? "the account that you just allowed" : inPlace("trello", trello)
}

/** The words of the window that Trello and Miro send the person back to. */
export const callbackTexts = {
  title: "Cards for Miro",
  loading: "Finishing the connection",
  connected: "Connected. You can close this window.",
  goBack: "Go back to Trello; the page there goes on by itself.",
  question: (trello: Party | null, miro: Party | null): string => {
    if (trello !== null && miro !== null) {
      return `Connect ${inPlace("miro", miro)} with ${inPlace("trello", trello)}?`
    }
    if (trello !== null) return `Connect ${inPlace("trello", trello)} to Cards for Miro?`
    if (miro !== null) return `Connect ${inPlace("miro", miro)} to Cards for Miro?`
    return "Connect the accounts that you just allowed?"
  },
  other: (trello: Party | null, miro: Party | null): string =>
    `Add ${partiesOf(trello, miro)} as well?`,
  otherWhy:
    "This is not the account and team of the connection that you wanted to renew. If you say yes, you have both; the other one stays as it is. If somebody sent you a link to this, say no.",
  add: "Yes, add it",
  why: "Say yes only if you pressed Connect on Trello yourself just now. If somebody sent you a link to this, say no.",
  yes: "Yes, connect",
  no: "No",
  saving: "Connecting",
  refused: "Nothing was connected. You can close this window.",
  unfinished: "Connecting is not finished yet.",
  unfinishedNext: "Close this window, go back to Trello and press Connect again.",
  close: "You can close this window.",
} as const
