import {
  ERRORS,
  type ErrorAnswer,
  type ErrorCode,
  type UserAction,
} from "../../core/contract/errors.ts"
import type { Provider } from "../../core/contract/ids.ts"

/** Codes of what goes wrong on this side of the Worker; the others are the contract's. */
export type LocalErrorCode =
  | "auth_not_ready"
  | "auth_closed"
  | "popup_blocked"
  | "signed_out"
  | "network"
  | "api_not_configured"

/** Every `code` that an error of the client can have. */
export type ClientErrorCode = ErrorCode | LocalErrorCode

/**
 * What every rejection of the client is, save an abort, which rejects with the signal's own reason.
 * `message` is for logs; words for people belong to the page and go by `code`.
 */
export abstract class ClientError extends Error {
  abstract readonly code: ClientErrorCode
  /** Whether the same call may succeed later with nothing changed. */
  abstract readonly retryable: boolean
  /** What the person can do about it. */
  abstract readonly action: UserAction
  /** Whose fault or whose connection it is, where that is known. */
  readonly provider: Provider | undefined

  constructor(message: string, provider?: Provider) {
    super(message)
    this.provider = provider
  }
}

/** The person said no at `provider`. Named as in Trello's `restApiError`. */
export class AuthDeniedError extends ClientError {
  override readonly name = "AuthDeniedError"
  readonly code = "consent_denied"
  readonly retryable = false
  readonly action = "connect"
}

/** No start address is at hand yet, so that a window opened now would be blocked. Await `prepare(…).ready`. */
export class AuthNotReadyError extends ClientError {
  override readonly name = "AuthNotReadyError"
  readonly code = "auth_not_ready"
  readonly retryable = true
  readonly action = "retry"
}

/** What answers at this address is not the Worker, for example because only the pages are deployed. */
export class ApiNotConfiguredError extends ClientError {
  override readonly name = "ApiNotConfiguredError"
  readonly code = "api_not_configured"
  readonly retryable = false
  readonly action = "reload"
}

/**
 * The window seems to have been closed without an answer. Only seems: a provider's COOP header makes
 * `window.closed` lie, which is why `onLateResult` may still report that the consent succeeded.
 */
export class AuthClosedError extends ClientError {
  override readonly name = "AuthClosedError"
  readonly code = "auth_closed"
  readonly retryable = true
  readonly action = "connect"
}

/** The browser did not open the window. */
export class PopupBlockedError extends ClientError {
  override readonly name = "PopupBlockedError"
  readonly code = "popup_blocked"
  readonly retryable = true
  readonly action = "connect"
}

/** Nobody is signed in to Trello here. Known without a call. */
export class SignedOutError extends ClientError {
  override readonly name = "SignedOutError"
  readonly code = "signed_out"
  readonly retryable = false
  readonly action = "sign_in"
}

/** The board is in no workspace, and Trello's OAuth 2.0 grants are given per workspace. Known without a call. */
export class NoWorkspaceError extends ClientError {
  override readonly name = "NoWorkspaceError"
  readonly code = "no_workspace"
  readonly retryable = false
  readonly action = "none"
}

/** No answer: offline, cut, or `timedOut` after 25 s. Whether the Worker acted is unknown. */
export class NetworkError extends ClientError {
  override readonly name = "NetworkError"
  readonly code = "network"
  readonly retryable = true
  readonly action = "retry"
  readonly timedOut: boolean

  constructor(message: string, timedOut: boolean) {
    super(message)
    this.timedOut = timedOut
  }
}

/** The Worker's refusal, or the way in which an attempt ended. */
export class ApiError extends ClientError {
  override readonly name = "ApiError"
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly action: UserAction
  /** Seconds until a retry makes sense. */
  readonly retryAfterSeconds: number | undefined
  /** To give to support: appears in the Worker's log. */
  readonly reference: string | undefined

  constructor(code: ErrorCode, detail: Partial<ErrorAnswer["error"]> = {}) {
    super(code, detail.provider)
    this.code = code
    this.retryable = detail.retryable ?? ERRORS[code].retryable
    this.action = ERRORS[code].action
    this.retryAfterSeconds = detail.retryAfterSeconds
    this.reference = detail.reference
  }
}
