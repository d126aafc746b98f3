/** Asks Trello; adds the context. */
export type Ask = (command: string, params: Record<string, unknown>) => Promise<unknown>

type Values = Record<string, unknown>

/** Longest JSON text per scope, in characters. */
export const pluginDataLimits = {
  board: 8192,
  organization: 8192,
  card: 4096,
  member: 4096,
} as const

type Scope = keyof typeof pluginDataLimits

const otherCard = /^(?:[0-9a-f]{24}|[0-9a-zA-Z]{8})$/

function isScope(scope: string): scope is Scope {
  return Object.hasOwn(pluginDataLimits, scope)
}

function resolveScope(scope: string): { scope: Scope; idCard?: string } {
  if (isScope(scope)) return { scope }
  if (otherCard.test(scope)) return { scope: "card", idCard: scope }
  throw new Error(`Not a scope of plugin data: ${scope}`)
}

function parseValues(text: unknown): Values {
  if (typeof text !== "string" || text === "") return {}
  const value: unknown = JSON.parse(text)
  return typeof value === "object" && value !== null ? { ...value } : {}
}

function readStored(answer: unknown, scope: string, visibility: string): unknown {
  const stored = answer as Record<string, Record<string, unknown> | undefined> | null
  return stored?.[scope]?.[visibility]
}

export interface PluginData {
  get(scope: string, visibility: string, key?: string, missing?: unknown): Promise<unknown>
  set(scope: string, visibility: string, key: string | Values, value?: unknown): Promise<void>
  remove(scope: string, visibility: string, keys: string | string[]): Promise<void>
  getAll(): Promise<Values>
}

/** Chains of writes, one per scope and visibility; shared by everything on one page. */
export type WriteQueues = Map<string, Promise<void>>

/**
 * Reads and writes plugin data. A write reads, changes and writes the whole text of its scope; writes of one page
 * wait for each other, those of two pages may overwrite each other. Throws when the text grows beyond its limit.
 */
export function buildPluginData(ask: Ask, queues: WriteQueues): PluginData {
  const read = async (scope: string, visibility: string): Promise<Values> => {
    const { scope: name, idCard } = resolveScope(scope)
    const answer = await ask("data", idCard === undefined ? {} : { idCard })
    return parseValues(readStored(answer, name, visibility))
  }

  const change = async (
    scope: string,
    visibility: string,
    edit: (values: Values) => Values,
  ): Promise<void> => {
    const target = resolveScope(scope)
    const before = await read(scope, visibility)
    const after = edit(before)
    const data = JSON.stringify(after)
    if (data === JSON.stringify(before)) return
    const limit = pluginDataLimits[target.scope]
    if (data.length > limit) {
      throw new Error(`PluginData length of ${limit} characters exceeded. See: plugin data limits`)
    }
    await ask("set", { ...target, visibility, data })
  }

  const enqueue = (
    scope: string,
    visibility: string,
    edit: (values: Values) => Values,
  ): Promise<void> => {
    const name = `${scope}:${visibility}`
    const write = (): Promise<void> => change(scope, visibility, edit)
    const result = (queues.get(name) ?? Promise.resolve()).then(write, write)
    queues.set(name, result)
    return result
  }

  return {
    async get(scope, visibility, key, missing) {
      const values = await read(scope, visibility)
      if (key === undefined) return values
      return values[key] ?? missing
    },
    set: (scope, visibility, key, value) =>
      enqueue(scope, visibility, (values) => ({
        ...values,
        ...(typeof key === "string" ? { [key]: value } : key),
      })),
    remove: (scope, visibility, keys) =>
      enqueue(scope, visibility, (values) => {
        const gone = new Set(typeof keys === "string" ? [keys] : keys)
        return Object.fromEntries(Object.entries(values).filter(([name]) => !gone.has(name)))
      }),
    async getAll() {
      const answer = (await ask("data", {})) as Record<string, Record<string, unknown>> | null
      return Object.fromEntries(
        Object.entries(answer ?? {}).map(([scope, stored]) => [
          scope,
          Object.fromEntries(
            Object.entries(stored).map(([visibility, text]) => [visibility, parseValues(text)]),
          ),
        ]),
      )
    },
  }
}
