import { notHandled, ProtocolError } from "./failures.ts"

/** A function of the Power-Up that Trello may call by reference. */
export type Callback = (...args: unknown[]) => unknown

/** How a function travels: a name under which Trello can run it. */
export interface CallbackReference {
  readonly _callback: string
}

const lifetimeMs = 120_000
const sweepMs = 30_000

interface Entry {
  readonly fn: Callback
  readonly createdAt: number
  retained: boolean
}

export interface CallbackCache {
  /** Remembers a function for 120 seconds, longer when Trello retains it. */
  add(fn: Callback): CallbackReference
  /** Does what a `callback` request asks for; `run` gets the function. */
  handle(action: string, name: string, run: (fn: Callback) => unknown): unknown
}

/** Names count up from `cb1`; every 30 seconds what is old and not retained is dropped. */
export function buildCallbackCache(now: () => number): CallbackCache {
  const entries = new Map<string, Entry>()
  let count = 0
  let sweeping = false

  const sweep = (): void => {
    for (const [name, entry] of entries) {
      if (!entry.retained && now() - entry.createdAt > lifetimeMs) entries.delete(name)
    }
  }

  return {
    add(fn) {
      if (!sweeping) {
        sweeping = true
        setInterval(sweep, sweepMs)
      }
      count += 1
      const name = `cb${count}`
      entries.set(name, { fn, createdAt: now(), retained: false })
      return { _callback: name }
    },
    handle(action, name, run) {
      const entry = entries.get(name)
      if (entry === undefined) throw notHandled("callback does not exist or was not retained")
      switch (action) {
        case "run":
          return run(entry.fn)
        case "retain":
          entry.retained = true
          return null
        case "release":
          entries.delete(name)
          return null
        default:
          throw new ProtocolError("unsupported command", `unsupported callback action: ${action}`)
      }
    },
  }
}
