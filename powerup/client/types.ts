import type {
  AttemptAnswer,
  CheckAnswer,
  Connection,
  ConnectionsAnswer,
  DisconnectAnswer,
} from "../../core/contract/connections.ts"
import type { Provider } from "../../core/contract/ids.ts"
import type { CallAnswer, CallName, CallParams } from "./calls.ts"
import type { ClientError } from "./errors.ts"

/** The window that `t.authorize` opened; a browser's `Window` is one. */
export interface AuthorizeWindow {
  readonly closed: boolean
  focus?(): void
}

/** What the client needs of Trello's `t`: the object of a page (`TrelloPowerUp.iframe()`) or of a handler. */
export interface TrelloContext {
  getContext(): {
    readonly member?: string | undefined
    readonly organization?: string | undefined
    readonly card?: string | undefined
  }
  /** https://developer.atlassian.com/cloud/trello/power-ups/client-library/t-jwt/ */
  jwt(options: { card?: boolean; state?: string }): PromiseLike<unknown>
  /** https://developer.atlassian.com/cloud/trello/power-ups/client-library/t-authorize/ ; never settles on denial. */
  authorize(
    url: string,
    options: {
      width: number
      height: number
      windowCallback: (opened: AuthorizeWindow | null | undefined) => void
      validToken: (value: unknown) => boolean
    },
  ): PromiseLike<unknown>
}

export interface ClientOptions {
  readonly t: TrelloContext
  /** The id of the workspace that the Trello board is in. Default: `t.getContext().organization`. */
  readonly workspace?: string | null | undefined
  /** Where the Worker is. Default: the page's own origin. */
  readonly baseUrl?: string
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

/** What a consent is for. */
export interface ConsentOptions {
  /** Scopes to ask Trello for besides the least ones, for example `write:board:trello`. */
  readonly scopes?: readonly string[]
  /** The connection that it renews: the window asks the person before it adds another account or team. */
  readonly renews?: string
}

export interface CallOptions {
  readonly signal?: AbortSignal
}

export interface AuthorizeOptions extends ConsentOptions {
  /** Stops waiting, also in the background, and rejects with the signal's reason. The window stays. */
  readonly signal?: AbortSignal
  /**
   * Called at most once, and only after `authorize` rejected with `AuthClosedError`: the attempt went on
   * behind a window that said it was closed, and ended as `connected`, `denied` or `failed`.
   */
  readonly onLateResult?: (result: AttemptAnswer) => void
  /** Called whenever the attempt's status changes, for a page that says where the person is. */
  readonly onStatus?: (status: AttemptAnswer) => void
}

/** One provider, or both in the order in which they are asked, in one window. */
export type Providers = Provider | readonly Provider[]

export type PreparationState =
  | { readonly name: "preparing" }
  /** A click opens the window at once. */
  | { readonly name: "ready" }
  /** `authorize` is using the address. */
  | { readonly name: "in_use" }
  /** Retried alone when `error.retryable`. */
  | { readonly name: "failed"; readonly error: ClientError }

/** A start address kept fresh, made by `prepare`. */
export interface Preparation {
  /** Resolves when a click can open the window; rejects when the first try fails for good. */
  readonly ready: Promise<void>
  /** The state now. The same object until it changes (fits `useSyncExternalStore`). */
  readonly state: () => PreparationState
  /** Calls `listener` after every change; gives the function that ends it. */
  readonly subscribe: (listener: () => void) => () => void
  /** Fetches anew, for a **Try again** after `failed`. */
  readonly retry: () => void
  /** Ends the renewals. Call it when the button goes. */
  readonly dispose: () => void
}

/** Every method rejects with a `ClientError`; signed-out viewers and boards without workspace cost no call. */
export interface Client {
  /** Every connection of the member in this workspace. */
  readonly connections: (options?: CallOptions) => Promise<ConnectionsAnswer>
  /** The connection to one provider; of several Miro teams, the one in the best state. */
  readonly status: (provider: Provider, options?: CallOptions) => Promise<Connection>
  /** Whether calls to the provider can be made: `connected` or `degraded`. */
  readonly isAuthorized: (provider: Provider, options?: CallOptions) => Promise<boolean>
  /**
   * Prefetches a start address and renews it before it expires. Call it when a connect button appears;
   * the same providers and options share one address.
   */
  readonly prepare: (providers: Providers, options?: ConsentOptions) => Preparation
  /**
   * Opens the consent window. Call it directly in the click handler, before any `await`, with the
   * providers and options that were prepared. Settles in every case: resolves once the connection is usable;
   * rejects with `AuthNotReadyError`, `PopupBlockedError`, `AuthDeniedError`, `AuthClosedError`, or an
   * `ApiError` with the code that the attempt ended in. While a window is open for the same providers,
   * a second call focuses it and joins.
   */
  readonly authorize: (providers: Providers, options?: AuthorizeOptions) => Promise<AttemptAnswer>
  /** Disconnects one connection, or every one to the provider. Empty when there was none. */
  readonly clearToken: (
    provider: Provider,
    connection?: string,
    options?: CallOptions,
  ) => Promise<readonly DisconnectAnswer[]>
  /** Asks the provider whether a connection works, and whose it is. One call upstream. */
  readonly check: (connection: string, options?: CallOptions) => Promise<CheckAnswer>
  /** Makes one of the calls in `CALLS` or `BOARD_CALLS`; the client adds workspace and identity. */
  readonly request: <Name extends CallName>(
    name: Name,
    params: CallParams<Name>,
    options?: CallOptions,
  ) => Promise<CallAnswer<Name>>
  /** Ends every renewal and everything that waits in the background. */
  readonly dispose: () => void
}

/** `createClient` of `./index.ts`. */
export type CreateClient = (options: ClientOptions) => Client
