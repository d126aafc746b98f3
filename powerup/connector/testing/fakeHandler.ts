import type { HandlerContext } from "../../trello.ts"

export const MEMBER = "5f0000000000000000000002"
export const WORKSPACE = "5f0000000000000000000001"

interface Setup {
  /** Values by `scope/visibility/key`. */
  readonly pluginData?: Readonly<Record<string, unknown>>
  readonly member?: string | undefined
  readonly organization?: string | undefined
  readonly list?: string
  readonly idShort?: unknown
}

export interface FakeHandler {
  readonly t: HandlerContext
  /** Everything that was asked of Trello, in order. */
  readonly calls: { name: string; args: unknown[] }[]
  readonly pluginData: Map<string, unknown>
}

/** The `t` of a capability handler, over a map of pluginData. */
export function createFakeHandler(setup: Setup = {}): FakeHandler {
  const calls: FakeHandler["calls"] = []
  const pluginData = new Map(Object.entries(setup.pluginData ?? {}))
  const context = { member: MEMBER, organization: WORKSPACE, card: "c", ...setup }
  const record =
    <Answer>(name: string, answer: (...args: string[]) => Answer) =>
    (...args: unknown[]): Promise<Awaited<Answer>> => {
      calls.push({ name, args })
      return Promise.resolve(answer(...args.map(String)))
    }
  const t: HandlerContext = {
    getContext: () => context,
    get: (scope, visibility, key) => {
      calls.push({ name: "get", args: [scope, visibility, key] })
      const prefix = `${scope}/${visibility}/`
      if (key !== undefined) return Promise.resolve(pluginData.get(prefix + key))
      const own = [...pluginData].filter(([name]) => name.startsWith(prefix))
      return Promise.resolve(
        Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value])),
      )
    },
    remove: (scope, visibility, keys) => {
      calls.push({ name: "remove", args: [scope, visibility, keys] })
      for (const key of [keys].flat()) pluginData.delete(`${scope}/${visibility}/${key}`)
      return Promise.resolve()
    },
    card: record("card", () => ({ idShort: setup.idShort })),
    popup: async (options) => {
      calls.push({ name: "popup", args: [options] })
    },
    modal: async (options) => {
      calls.push({ name: "modal", args: [options] })
    },
    jwt: record("jwt", () => "header.claims.signature"),
    authorize: record("authorize", () => null),
    signUrl: (url, args) => {
      if (args !== undefined) calls.push({ name: "signUrl", args: [url, args] })
      return `${url}#signed`
    },
    NotHandled: () => new Error("NotHandled"),
  }
  return { t, calls, pluginData }
}
