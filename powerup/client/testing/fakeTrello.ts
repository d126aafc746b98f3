import type { AuthorizeWindow, TrelloContext } from "../types.ts"

/** A window that a test closes, or that says so without being closed. */
export interface FakeWindow extends AuthorizeWindow {
  closed: boolean
  readonly url: string
  focused: number
  /** What the callback page does with `opener.authorize`. */
  readonly handOver: (value: unknown) => void
}

export interface FakeTrello {
  readonly t: TrelloContext
  /** The parameters of every `t.jwt`. */
  readonly identities: { card?: boolean; state?: string }[]
  readonly windows: FakeWindow[]
  /** What the next calls do. */
  readonly behave: {
    jwt: "answer" | "reject" | "hang"
    message: string
    window: "open" | "blocked"
  }
}

interface FakeContext {
  member?: string | undefined
  organization?: string | undefined
  card?: string | undefined
}

export const WORKSPACE = "5f0000000000000000000001"
export const MEMBER = "5f0000000000000000000002"
export const CARD = "5f0000000000000000000003"

/**
 * A `t` with what the client uses of it. As Trello's: identities are cached per parameters, `authorize` hears no
 * falsy value and never settles without one, and a second call takes the first one's place.
 */
export function createFakeTrello(context: FakeContext = {}): FakeTrello {
  const identities: FakeTrello["identities"] = []
  const windows: FakeWindow[] = []
  const behave: FakeTrello["behave"] = { jwt: "answer", message: "", window: "open" }
  const cached = new Map<string, string>()
  let hear: ((value: unknown) => void) | null = null
  const open = { member: MEMBER, organization: WORKSPACE, card: CARD, ...context }
  const t: TrelloContext = {
    getContext: () => open,
    jwt: (options) => {
      identities.push(options)
      if (behave.jwt === "reject") return Promise.reject(new Error(behave.message))
      if (behave.jwt === "hang") return new Promise<never>(() => {})
      const key = JSON.stringify(options)
      const jwt = cached.get(key) ?? `header.claims${cached.size}.signature`
      cached.set(key, jwt)
      return Promise.resolve(jwt)
    },
    authorize: (url, { windowCallback, validToken }) =>
      new Promise((resolve) => {
        hear = (value) => {
          if (value && validToken(value)) resolve(value)
        }
        if (behave.window === "blocked") {
          windowCallback(null)
          return
        }
        const opened: FakeWindow = {
          url,
          closed: false,
          focused: 0,
          focus: () => {
            opened.focused += 1
          },
          handOver: (value) => hear?.(value),
        }
        windows.push(opened)
        windowCallback(opened)
      }),
  }
  return { t, identities, windows, behave }
}
