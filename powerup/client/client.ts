import {
  type AuthorizeAnswer,
  type Connection,
  type ConnectionState,
  neverConnected,
} from "../../core/contract/connections.ts"
import type { Provider } from "../../core/contract/ids.ts"
import { waitsForPerson } from "../../core/contract/situations.ts"
import { createAuthorize } from "./authorize.ts"
import type { BoardCalls } from "./boardCalls.ts"
import { type CallName, CALLS, OWN_CALLS } from "./calls.ts"
import { ApiError, NetworkError } from "./errors.ts"
import { requireMember, requireWorkspace } from "./identity.ts"
import { createSend } from "./send.ts"
import { buildWanted, createStartAddress, type StartAddress, type Wanted } from "./startAddress.ts"
import type { CallOptions, Client, CreateClient } from "./types.ts"

/** States from the most to the least useful. */
const PREFERENCE: readonly ConnectionState[] = [
  "connected",
  "degraded",
  "scope_insufficient",
  "reauth_required",
  "revoked",
  "never_connected",
]

/**
 * Builds the client of one page. `t` is Trello's object of that page, `workspace` the open board's.
 * Nothing is called before a method is.
 */
export const createClient: CreateClient = (options) => {
  const { t } = options
  const now = options.now ?? (() => Date.now())
  const baseUrl = options.baseUrl ?? ""
  const send = createSend(t, {
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    baseUrl,
    now,
  })
  const disposed = new AbortController()
  const starts = new Map<string, StartAddress>()
  const openWindow = createAuthorize(t, send, now, disposed.signal)

  const workspaceOf = (): string => {
    requireMember(t)
    return requireWorkspace(t, options.workspace)
  }

  const fetchStart = async ({ providers, scopes, renews }: Wanted): Promise<AuthorizeAnswer> => {
    const asked = scopes.length === 0 ? {} : { scopes }
    const renewing = renews === null ? {} : { renews }
    const params = { workspace: workspaceOf(), providers, ...asked, ...renewing }
    return await send(OWN_CALLS.authorize, params, { signal: disposed.signal })
  }

  const connections = async (callOptions?: CallOptions) =>
    await send(OWN_CALLS.connections, { workspace: workspaceOf() }, callOptions)

  const allOf = async (provider: Provider, callOptions?: CallOptions) => {
    const answer = await connections(callOptions)
    return provider === "trello" ? [answer.trello] : answer.miro
  }

  const status = async (provider: Provider, callOptions?: CallOptions) =>
    best(provider, await allOf(provider, callOptions))

  return {
    connections,
    status,

    isAuthorized: async (provider, callOptions) => {
      return !waitsForPerson(await status(provider, callOptions))
    },

    prepare: (providers, consentOptions) => {
      const wanted = buildWanted(providers, consentOptions)
      const start = starts.get(wanted.key) ?? createStartAddress(() => fetchStart(wanted), now)
      starts.set(wanted.key, start)
      return start.hold()
    },

    authorize: async (providers, authorizeOptions = {}) => {
      workspaceOf()
      const wanted = buildWanted(providers, authorizeOptions)
      return await openWindow(wanted, starts.get(wanted.key) ?? null, authorizeOptions)
    },

    clearToken: async (provider, connection, callOptions) => {
      const workspace = workspaceOf()
      const ids =
        connection === undefined
          ? (await allOf(provider, callOptions)).flatMap(({ id }) => id ?? [])
          : [connection]
      const answers = []
      for (const id of ids) {
        answers.push(await send(OWN_CALLS.disconnect, { workspace, connection: id }, callOptions))
      }
      return answers
    },

    check: async (connection, callOptions) =>
      await send(OWN_CALLS.check, { workspace: workspaceOf(), connection }, callOptions),

    request: async (name, params, callOptions) => {
      const calls = isAtHand(name) ? CALLS : await loadBoardCalls()
      if (!Object.hasOwn(calls, name)) throw new ApiError("invalid_request")
      const call = (calls as typeof CALLS & BoardCalls)[name]
      return await send(call, { ...params, workspace: workspaceOf() }, callOptions)
    },

    dispose: () => {
      disposed.abort()
      for (const start of starts.values()) start.dispose()
      starts.clear()
    },
  } satisfies Client
}

function isAtHand(name: CallName): name is keyof typeof CALLS {
  return Object.hasOwn(CALLS, name)
}

async function loadBoardCalls(): Promise<BoardCalls> {
  try {
    return (await import("./boardCalls.ts")).BOARD_CALLS
  } catch {
    throw new NetworkError("a script did not load", false)
  }
}

function best(provider: Provider, connections: readonly Connection[]): Connection {
  const [first] = [...connections].sort(
    (a, b) => PREFERENCE.indexOf(a.state) - PREFERENCE.indexOf(b.state),
  )
  return first ?? neverConnected(provider)
}
