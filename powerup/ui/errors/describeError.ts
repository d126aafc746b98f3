import { ERRORS, type ErrorCode, type UserAction } from "../../../core/contract/errors.ts"
import { ApiError, ClientError, NetworkError, type LocalErrorCode } from "../../client/errors.ts"
import { PageTimeoutError } from "../state/deadline.ts"
import { ERROR_TEXTS, PROVIDER_NAMES, type ErrorWords } from "./errorTexts.ts"

/** An error in words, with what the page can offer to do about it. */
export interface DescribedError extends ErrorWords {
  readonly action: UserAction
  readonly provider: ClientError["provider"]
  /** To give to support; null where there is none. */
  readonly reference: string | null
}

/** Words for what goes wrong before an answer of the Worker. */
export const LOCAL_ERROR_TEXTS = {
  auth_not_ready: {
    says: "Connecting is still being prepared.",
    next: "Wait a second, then press again.",
  },
  auth_closed: {
    says: "The window was closed before connecting was finished.",
    next: "Press Connect to open it again. If Miro said that an admin must approve the app first, ask your Miro admin, then come back.",
  },
  popup_blocked: {
    says: "Your browser blocked the window in which you connect.",
    next: "Allow pop-up windows for this site (look for a sign in the address bar), then press Connect again.",
  },
  signed_out: {
    says: "You are not signed in to Trello.",
    next: "Sign in to Trello, then open this again.",
  },
  network: {
    says: "The service could not be reached.",
    next: "Check your internet connection, then try again.",
  },
  api_not_configured: {
    says: "The service behind this Power-Up is not set up.",
    next: "Tell the person who runs it, or reload the Trello page later.",
  },
} as const satisfies Record<LocalErrorCode, ErrorWords>

const TIMED_OUT: ErrorWords = {
  says: "There was no answer in time, so it is not certain whether it worked.",
  next: "Check your internet connection, then try again. A card is never put on a board twice.",
}

const UNKNOWN: ErrorWords = {
  says: "Something went wrong on this page.",
  next: "Try again. If it stays, reload the Trello page.",
}

/** Puts any rejection into words. `NoWorkspaceError` and `AuthDeniedError` carry codes of the Worker. */
export function describeError(error: unknown): DescribedError {
  if (error instanceof PageTimeoutError || (error instanceof NetworkError && error.timedOut)) {
    return { ...TIMED_OUT, action: "retry", provider: undefined, reference: null }
  }
  if (!(error instanceof ClientError)) {
    return { ...UNKNOWN, action: "retry", provider: undefined, reference: null }
  }
  const { code, action, provider } = error
  const reference = error instanceof ApiError ? (error.reference ?? null) : null
  const words = isLocal(code)
    ? LOCAL_ERROR_TEXTS[code]
    : ERROR_TEXTS[code](
        provider === undefined ? "the other service" : PROVIDER_NAMES[provider],
        error instanceof ApiError ? error.retryAfterSeconds : undefined,
      )
  return { says: capitalize(words.says), next: words.next, action, provider, reference }
}

/**
 * Puts a code into words that stands in an answer and not in a refusal: why a job waits, stopped or could not do
 * a card. It does not say whose fault it is.
 */
export function describeCode(code: ErrorCode): ErrorWords & { readonly action: UserAction } {
  const { says, next } = ERROR_TEXTS[code]("Trello or Miro", undefined)
  return { says, next, action: ERRORS[code].action }
}

function isLocal(code: ClientError["code"]): code is LocalErrorCode {
  return code in LOCAL_ERROR_TEXTS
}

function capitalize(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
