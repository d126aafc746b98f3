import type { UpstreamCall } from "../../worker/grants/upstream.ts"
import type { Answer, Item, Miro } from "../jobs/miro.ts"
import type { Connections } from "./connections.ts"

/** What live sync sent since the count began, by what it is for. */
export interface Messages {
  /** Reads of cards and of the board with its cards. */
  cardReads: number
  /** Reads of an app card before it is marked, and of a board after a 404. */
  itemReads: number
  patches: number
  /** How often a provider answered that it is too much. */
  limited: number
  /** When the last patch had its effect. */
  lastAt: number
  /** Everything else: webhooks, whether the board is to be kept in step, what is on a Miro board. */
  other: number
}

/** Looks at every call and its effect. */
export class Watch {
  broken: string | null = null
  messages: Messages = noMessages()
  /** What an app card showed when it was last sent as a whole. */
  readonly sent = new Map<string, Item>()
  readonly #now: () => number
  readonly #miro: Miro
  readonly #connections: Connections
  #invocationAt = 0

  constructor(miro: Miro, connections: Connections, now: () => number) {
    this.#now = now
    this.#miro = miro
    this.#connections = connections
  }

  breaks(words: string): void {
    this.broken ??= words
  }

  invocationBegins(now: number): void {
    this.#invocationAt = now
  }

  count(): void {
    this.messages = noMessages()
  }

  /** The board's object asks a grant for a call. */
  asks(grant: string, { method, path }: UpstreamCall): void {
    const cutAt = this.#connections.cutAt(grant)
    if (cutAt !== null && cutAt < this.#invocationAt) {
      this.breaks(`${method} ${path} with ${grant}, which was cut`)
    }
  }

  /** A call of the board's object leaves the Worker. */
  leaves(grant: string, { method, path, body, priority }: UpstreamCall): void {
    if (priority !== "background") this.breaks(`${method} ${path} goes before people's calls`)
    const isHook = path.startsWith("/1/webhooks")
    const isCard = /^\/1\/cards\/|^\/1\/boards\/[^?]*\?.*cards=/.test(path)
    const isItem = /\/app_cards\/\d+$/.test(path)
    if (grant.startsWith("trello:")) {
      if (method !== "GET" && !isHook) this.breaks(`An echo: ${method} ${path}`)
      this.messages[isCard ? "cardReads" : "other"] += 1
    } else if (method === "PATCH" && isItem) {
      this.messages.patches += 1
      if (/"(?:position|geometry|parent)"/.test(body ?? "")) this.breaks(`A place is sent: ${body}`)
    } else if (method === "GET") {
      this.messages[isItem ? "itemReads" : "other"] += 1
    } else {
      this.breaks(`Sync sends ${method} ${path}`)
    }
  }

  /** A call had its effect. */
  happened({ method, path, body }: UpstreamCall, { status, body: answer }: Answer): void {
    if (status === 429) this.messages.limited += 1
    if (method === "PATCH" && status < 300) this.messages.lastAt = this.#now()
    if (status >= 300 || (method !== "PATCH" && method !== "POST")) return
    if (!/"description"/.test(body ?? "")) return
    const [, board = ""] = /^\/v2\/boards\/([^/]+)\/app_cards/.exec(path) ?? []
    const { id } = JSON.parse(answer) as { readonly id: string }
    const item = this.#miro.item(id, decodeURIComponent(board))
    if (item !== null) this.sent.set(item.id, structuredClone(item))
  }
}

function noMessages(): Messages {
  return { cardReads: 0, itemReads: 0, patches: 0, other: 0, limited: 0, lastAt: 0 }
}
