import type { PageContext, PageHost, PopupOptions } from "../../ui/host/host.ts"
import { CARD, MEMBER, TRELLO_BOARD, trelloCard, WORKSPACE } from "./samples.ts"

/** A `t` that keeps pluginData in memory and notes what is written and how high the page wants to be. */
export interface FakeHost {
  readonly t: PageHost
  /** Values by `scope/visibility/key`. */
  readonly data: Map<string, unknown>
  /** What the page tried to set or remove, in order. */
  readonly writes: string[]
  readonly heights: number[]
  /** The cards that the page opened. */
  readonly opened: string[]
  readonly popups: PopupOptions[]
  /** The messages over Trello's page. */
  readonly alerts: string[]
  /** Another card from now on, of which Trello tells the page. */
  readonly changeCard: (card: unknown) => void
}

export interface FakeHostOptions {
  readonly context?: Partial<PageContext>
  readonly data?: Readonly<Record<string, unknown>>
  readonly card?: unknown
  /** What `t.cards()` and `t.lists()` give. */
  readonly cards?: unknown
  readonly lists?: unknown
  readonly args?: Readonly<Record<string, unknown>>
  /** False for an observer, who may read and not write. */
  readonly canWrite?: boolean
}

/** Builds a `t` for tests; a member of a workspace on an open card unless told otherwise. */
export function buildFakeHost(options: FakeHostOptions = {}): FakeHost {
  const data = new Map(Object.entries(options.data ?? {}))
  const writes: string[] = []
  const heights: number[] = []
  const opened: string[] = []
  const popups: PopupOptions[] = []
  const alerts: string[] = []
  let { card = trelloCard } = options
  let rendered: (() => void) | null = null
  const context: PageContext = {
    board: TRELLO_BOARD,
    card: CARD,
    member: MEMBER,
    organization: WORKSPACE,
    locale: "en-GB",
    initialTheme: "light",
    ...options.context,
  }
  const write = async (key: string, change: () => void): Promise<void> => {
    await Promise.resolve()
    writes.push(key)
    if (options.canWrite === false && key.includes("/shared/")) throw new Error("No permission")
    change()
  }
  const t: PageHost = {
    getContext: () => context,
    isMemberSignedIn: () => context.member !== "notLoggedIn",
    memberCanWriteToModel: () => options.canWrite ?? true,
    get: (scope, visibility, key) => Promise.resolve(data.get(`${scope}/${visibility}/${key}`)),
    set: (scope, visibility, key, value) => {
      const path = `${scope}/${visibility}/${key}`
      return write(path, () => data.set(path, value))
    },
    remove: (scope, visibility, key) => {
      const path = `${scope}/${visibility}/${key}`
      return write(path, () => data.delete(path))
    },
    card: () => Promise.resolve(card),
    cards: () => Promise.resolve(options.cards ?? []),
    lists: () => Promise.resolve(options.lists ?? []),
    list: () => Promise.resolve({ id: "1", name: "Doing" }),
    board: () => Promise.resolve({ id: TRELLO_BOARD, name: "Website relaunch" }),
    organization: () => Promise.resolve({ id: WORKSPACE, name: "northwind" }),
    sizeTo: (height) => {
      heights.push(height)
      return Promise.resolve()
    },
    showCard: (card) => {
      opened.push(card)
      return Promise.resolve()
    },
    popup: (options) => {
      popups.push(options)
      return Promise.resolve()
    },
    alert: ({ message }) => {
      alerts.push(message)
      return Promise.resolve()
    },
    render: (fn) => {
      rendered = fn
    },
    arg: (name) => options.args?.[name],
    jwt: () => Promise.reject(new Error("The fake client needs no identity")),
    authorize: () => Promise.reject(new Error("The fake client opens no window")),
  }
  const changeCard = (changed: unknown): void => {
    card = changed
    rendered?.()
  }
  return { t, data, writes, heights, opened, popups, alerts, changeCard }
}
