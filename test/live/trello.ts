import type { UpstreamCall } from "../../worker/grants/upstream.ts"
import type { Answer } from "../jobs/miro.ts"

/** A delivery as Trello's stand-in sends it. */
export interface Delivery {
  readonly url: string
  readonly body: string
  readonly signature: string
}

interface Pair {
  readonly accessToken: string
  readonly accessExpiresAt: number
  readonly refreshToken: string
  readonly grant: { readonly id: string }
}

interface Board {
  readonly id: string
  readonly name: string
  idOrganization: string
  permissionLevel: string
}

interface StandIn {
  readonly app: { request(path: string, init?: RequestInit): Response | Promise<Response> }
  readonly trello: {
    readonly plugin: { readonly id: string }
    readonly client: { readonly secret: string }
    readonly store: {
      readonly members: ReadonlyMap<string, { readonly id: string; readonly username: string }>
      readonly boards: ReadonlyMap<string, Board>
      readonly webhooks: Map<string, { readonly callbackURL: string }>
      readonly actions: { values(): Iterable<{ readonly idBoard: string; readonly type: string }> }
    }
    readonly grants: {
      issueCode(request: object): string
      redeemCode(code: string, redirectUri: string, verifier: string): Pair
      refresh(token: string): Pair
      revoke(grant: Pair["grant"]): void
    }
  }
}

/** Loaded by name: it is typed for Node, whose types and the Worker's exclude each other. */
const SERVER = "../sandbox/trello/server.ts"
interface Server {
  readonly buildStandIn: (
    origin: string,
    options: { readonly appOrigin: string },
    surroundings: { readonly now: () => number; readonly fetch: typeof fetch },
  ) => StandIn
}

/** Who pushes from the board. All are members of it; Yuki is not in its workspace. */
export const MEMBERS = {
  amara: "amaraokafor",
  diego: "diegofernandez",
  yuki: "yukitanaka",
} as const
export type Member = keyof typeof MEMBERS

const REDIRECT = "http://localhost:8790/callback"
const VERIFIER = "verifier-with-at-least-forty-three-characters-0"
const SCOPES = "read:board:trello read:organization:trello read:member:trello offline_access".split(
  " ",
)

/** What the other end of Trello's network does. */
export interface Network {
  /** Whether a callback answers HEAD. */
  readonly answers: (url: string) => boolean
  readonly post: (delivery: Delivery) => void
}

/** The local Trello in this process, on a clock by hand, with the seed's main board open to its members alone. */
export class Trello {
  readonly board: string
  readonly workspace: string
  readonly idPlugin: string
  readonly secret: string
  readonly #standIn: StandIn
  readonly #now: () => number
  readonly #challenge: string
  readonly #pairs = new Map<Member, Pair>()

  private constructor(standIn: StandIn, now: () => number, challenge: string, name: string) {
    this.#standIn = standIn
    this.#now = now
    this.#challenge = challenge
    const board = this.boardNamed(name)
    board.permissionLevel = "private"
    this.board = board.id
    this.workspace = board.idOrganization
    this.idPlugin = standIn.trello.plugin.id
    this.secret = standIn.trello.client.secret
  }

  /** With `cards`, a board of that many is taken instead of the main one; Yuki is not on it. */
  static async start(now: () => number, network: Network, cards = 0): Promise<Trello> {
    const { buildStandIn } = (await import(SERVER)) as Server
    const reach = async (url: string, init: RequestInit): Promise<Response> => {
      if (init.method === "HEAD")
        return new Response(null, { status: network.answers(url) ? 200 : 404 })
      const signature = new Headers(init.headers).get("x-trello-webhook") ?? ""
      network.post({ url, body: await new Response(init.body ?? null).text(), signature })
      return new Response(null, { status: 200 })
    }
    const standIn = buildStandIn(
      "http://trello.localhost",
      { appOrigin: "http://localhost:9999" },
      { now, fetch: reach as typeof fetch },
    )
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(VERIFIER))
    const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)))
    const challenge = base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")
    if (cards === 0) return new Trello(standIn, now, challenge, "Website relaunch")
    const body = JSON.stringify({ cards })
    await standIn.app.request("/_sandbox/seed", { method: "POST", body })
    return new Trello(standIn, now, challenge, `${cards} cards`)
  }

  boardNamed(name: string): Board {
    const boards = [...this.#standIn.trello.store.boards.values()]
    const found = boards.find((board) => board.name === name)
    if (found === undefined) throw new Error(`The seed has no board ${name}`)
    return found
  }

  idOf(member: Member): string {
    const members = [...this.#standIn.trello.store.members.values()]
    return members.find(({ username }) => username === MEMBERS[member])?.id ?? ""
  }

  memberOf(id: string): Member {
    const names = Object.keys(MEMBERS) as Member[]
    const found = names.find((name) => this.idOf(name) === id)
    if (found === undefined) throw new Error(`Nobody is ${id}`)
    return found
  }

  /** How many actions the board's history has: each is delivered once. */
  get actions(): number {
    const all = [...this.#standIn.trello.store.actions.values()]
    return all.filter(({ idBoard }) => idBoard === this.board).length
  }

  /** What somebody does on Trello's own pages. */
  async edit(
    who: Member,
    method: "POST" | "PUT" | "DELETE" | "GET",
    path: string,
    body?: object,
  ): Promise<{ readonly status: number; readonly json: unknown }> {
    const response = await this.#standIn.app.request(path, {
      method,
      headers: { cookie: `viewer=${this.idOf(who)}`, "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.text()
    return {
      status: response.status,
      json: text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : null,
    }
  }

  /** What its own pages show of it; null for what is not there. */
  async read(path: string): Promise<unknown> {
    const { status, json } = await this.edit("amara", "GET", path)
    return status === 200 ? json : null
  }

  /** Consents anew. Webhooks belong to the consent before. */
  connect(who: Member): void {
    const { grants } = this.#standIn.trello
    const asked = { idMember: this.idOf(who), idOrganization: this.workspace, scopes: SCOPES }
    const code = grants.issueCode({
      ...asked,
      redirectUri: REDIRECT,
      codeChallenge: this.#challenge,
    })
    this.#pairs.set(who, grants.redeemCode(code, REDIRECT, VERIFIER))
  }

  disconnect(who: Member): void {
    const pair = this.#pairs.get(who)
    if (pair !== undefined) this.#standIn.trello.grants.revoke(pair.grant)
    this.#pairs.delete(who)
  }

  /** Ends webhooks with this address: somebody answered that it is gone. */
  forget(url: string): void {
    const { webhooks } = this.#standIn.trello.store
    for (const [id, { callbackURL }] of webhooks) if (callbackURL === url) webhooks.delete(id)
  }

  /** How many webhooks there are. */
  get webhooks(): number {
    return this.#standIn.trello.store.webhooks.size
  }

  /** A call with the token of a member's grant. */
  async send(
    who: Member,
    { method, path, body }: UpstreamCall,
  ): Promise<{ answer: Answer; headers: Headers }> {
    const response = await this.#standIn.app.request(path, {
      method,
      headers: { authorization: `Bearer ${this.#token(who)}`, "content-type": "application/json" },
      body: body ?? null,
    })
    const text = await response.text()
    const answer = {
      kind: "answer",
      status: response.status,
      body: text,
      retryAfterSeconds: null,
    } as const
    return { answer, headers: response.headers }
  }

  #token(who: Member): string {
    const pair = this.#pairs.get(who)
    if (pair === undefined) throw new Error(`${who} is not connected`)
    if (pair.accessExpiresAt > this.#now() + 60_000) return pair.accessToken
    const next = this.#standIn.trello.grants.refresh(pair.refreshToken)
    this.#pairs.set(who, next)
    return next.accessToken
  }
}
