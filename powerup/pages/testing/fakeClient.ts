import type { AttemptAnswer, ConnectionsAnswer } from "../../../core/contract/connections.ts"
import {
  ApiError,
  type AuthorizeOptions,
  type CallAnswer,
  type CallName,
  type CallParams,
  type Client,
  type PreparationState,
  type Providers,
} from "../../client/index.ts"
import { connected } from "./samples.ts"

type Answers = {
  [Name in CallName]?: (
    params: CallParams<Name>,
    signal: AbortSignal | undefined,
  ) => CallAnswer<Name> | Promise<CallAnswer<Name>>
}

/** A window that `authorize` opened: the test says what comes of it. */
export interface FakeWindow {
  readonly providers: Providers
  readonly options: AuthorizeOptions
  readonly connect: () => void
  readonly fail: (error: unknown) => void
}

/** A client without a Worker, and what was asked of it. */
export interface FakeClient {
  readonly client: Client
  /** Calls by name, with the parameters of `request`. */
  readonly calls: { readonly name: string; readonly params: unknown }[]
  readonly windows: FakeWindow[]
  /** What the next calls find; change it between them. */
  connections: ConnectionsAnswer | Error
  answers: Answers
  check: Client["check"]
  clearToken: Client["clearToken"]
  readonly setPreparation: (state: PreparationState) => void
  readonly retries: () => number
}

/** Builds a client for tests; connected to Trello and one Miro team, and ready to open a window. */
export function buildFakeClient(answers: Answers = {}): FakeClient {
  const calls: { name: string; params: unknown }[] = []
  const windows: FakeWindow[] = []
  const listeners = new Set<() => void>()
  let preparation: PreparationState = { name: "ready" }
  let retries = 0
  const note = (name: string, params: unknown = null): void => {
    calls.push({ name, params })
  }
  const fake: FakeClient = {
    calls,
    windows,
    connections: connected,
    answers,
    check: () => unexpected("check"),
    clearToken: () => unexpected("clearToken"),
    setPreparation: (state) => {
      preparation = state
      for (const listener of listeners) listener()
    },
    retries: () => retries,
    client: {
      connections: () => {
        note("connections")
        const { connections } = fake
        return connections instanceof Error
          ? Promise.reject(connections)
          : Promise.resolve(connections)
      },
      status: () => unexpected("status"),
      isAuthorized: () => unexpected("isAuthorized"),
      prepare: () => ({
        ready: Promise.resolve(),
        state: () => preparation,
        subscribe: (listener) => {
          listeners.add(listener)
          return () => listeners.delete(listener)
        },
        retry: () => {
          retries += 1
        },
        dispose: () => undefined,
      }),
      authorize: (providers, options = {}) => {
        note("authorize", providers)
        return new Promise<AttemptAnswer>((resolve, reject) => {
          windows.push({
            providers,
            options,
            connect: () => resolve(attempt("connected")),
            fail: reject,
          })
        })
      },
      clearToken: (...args) => {
        note("clearToken", args.slice(0, 2))
        return fake.clearToken(...args)
      },
      check: (connection, options) => {
        note("check", connection)
        return fake.check(connection, options)
      },
      request: async (name, params, options) => {
        note(name, params)
        await Promise.resolve()
        const answer = fake.answers[name]
        if (answer === undefined) return await unexpected(name)
        return await answer(params, options?.signal)
      },
      dispose: () => undefined,
    },
  }
  return fake
}

/** Where an attempt stands. */
export function attempt(
  status: AttemptAnswer["status"],
  provider: AttemptAnswer["provider"] = "trello",
): AttemptAnswer {
  return { attempt: "A".repeat(22), status, provider, error: null }
}

function unexpected(name: string): Promise<never> {
  return Promise.reject(new ApiError("not_found", { reference: name }))
}
