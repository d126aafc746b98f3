import type { Rect } from "../../core/cards/rect.ts"
import type { UpstreamCall, UpstreamResult } from "../../worker/grants/upstream.ts"
import { parseRetryAfter } from "../../worker/grants/upstream.ts"

/** An item as the local Miro keeps it. */
export interface Item {
  readonly id: string
  readonly type: string
  /** The client that made it; null for a person. */
  readonly app: string | null
  readonly data: {
    readonly title?: string
    readonly status?: string
    readonly description?: string
    readonly fields?: readonly object[]
  }
  readonly style?: Readonly<Record<string, string>>
  readonly position: { readonly x: number; readonly y: number }
  readonly geometry: { readonly width: number; readonly height: number; readonly rotation: number }
  readonly parentId: string | null
}

interface StandIn {
  readonly app: { request(path: string, init?: RequestInit): Response | Promise<Response> }
  readonly store: {
    readonly boards: ReadonlyMap<
      string,
      { readonly items: ReadonlyMap<string, Item>; readonly members: Map<string, string> }
    >
  }
}

/** Loaded by name: it is typed for Node, whose types and the Worker's exclude each other. */
const SERVER = "../sandbox/miro/server.ts"
interface Server {
  readonly buildStandIn: (appOrigin: string, now: () => number) => StandIn
}

export type Answer = Extract<UpstreamResult, { kind: "answer" }>
/** An answer with its headers, which the grant reads. */
export interface Sent {
  readonly answer: Answer
  readonly headers: Headers
}

interface Client {
  readonly id: string
  readonly secret: string
}

const APP = "http://localhost:9999"
const CALLBACK = `${APP}/oauth/miro/callback`
/** Access tokens live for an hour. */
const TOKEN_MS = 50 * 60_000

/** Ann owns the board and runs the jobs; Ben edits it too. Both are in the stand-in's seed. */
export const PEOPLE = {
  ann: { id: "3074457353169356300", team: "3074457358607431473" },
  ben: { id: "3074457353169356417", team: "3074457358607431473" },
} as const
export type Who = keyof typeof PEOPLE

/** The local Miro in this process, on a clock by hand, with one board that is empty at first. */
export class Miro {
  /** Of the seed: Ann owns it, Ben edits. */
  readonly board = "uXjVOD6LSME="
  readonly #now: () => number
  readonly #standIn: StandIn
  readonly #client: Client
  readonly #tokens = new Map<Who, { readonly token: string; readonly until: number }>()

  private constructor(standIn: StandIn, client: Client, now: () => number) {
    this.#standIn = standIn
    this.#client = client
    this.#now = now
  }

  static async start(now: () => number): Promise<Miro> {
    const { buildStandIn } = (await import(SERVER)) as Server
    const standIn = buildStandIn(APP, now)
    const seed = await (await standIn.app.request("/_sandbox/seed")).json()
    const miro = new Miro(standIn, (seed as { client: Client }).client, now)
    for (const { id } of miro.items()) await miro.byHand("DELETE", id)
    return miro
  }

  /** In order of creation. */
  items(board = this.board): Item[] {
    return [...(this.#standIn.store.boards.get(board)?.items.values() ?? [])]
  }

  item(id: string, board = this.board): Item | null {
    return this.#standIn.store.boards.get(board)?.items.get(id) ?? null
  }

  /** What somebody is on a board from now on; null for nothing. */
  invite(who: Who, role: "editor" | "viewer" | null, board = this.board): void {
    const members = this.#standIn.store.boards.get(board)?.members
    if (role === null) members?.delete(PEOPLE[who].id)
    else members?.set(PEOPLE[who].id, role)
  }

  /** Where an item is on the canvas. */
  rectOf(item: Item): Rect {
    const { width, height } = item.geometry
    const parent = item.parentId === null ? null : this.item(item.parentId)
    const from = parent === null ? { x: 0, y: 0 } : this.rectOf(parent)
    const { x, y } = item.position
    return { x: from.x + x - width / 2, y: from.y + y - height / 2, width, height }
  }

  /** Whether it is an app card of ours that nobody copied. */
  isOurs({ type, app, data }: Item): boolean {
    return type === "app_card" && app === this.#client.id && data.status === "connected"
  }

  /** A call with the token of a person's grant. */
  async send(who: Who, { method, path, body }: UpstreamCall): Promise<Sent> {
    const headers = {
      authorization: `Bearer ${await this.#token(who)}`,
      "content-type": "application/json",
    }
    const response = await this.#standIn.app.request(path, { method, headers, body: body ?? null })
    const text = await response.text()
    const retryAfterSeconds = parseRetryAfter(response.headers, this.#now())
    const answer = {
      kind: "answer",
      status: response.status,
      body: text,
      retryAfterSeconds,
    } as const
    return { answer, headers: response.headers }
  }

  /** What a person does on the board's page: moves, deletes or copies an item. */
  async byHand(
    method: "PATCH" | "DELETE" | "POST",
    item: string,
    at?: { readonly x: number; readonly y: number },
    board = this.board,
  ): Promise<{ readonly id?: string }> {
    const copy = method === "POST" ? "/copy" : ""
    const path = `/_page/boards/${encodeURIComponent(board)}/items/${item}${copy}`
    const body = at === undefined ? null : JSON.stringify(at)
    const response = await this.#standIn.app.request(path, { method, body })
    if (!response.ok) throw new Error(`${method} ${item} by hand: ${response.status}`)
    return await response.json()
  }

  /** Something that no page offers: a person's own item, another size, another title. */
  async byApi(
    method: "PATCH" | "POST",
    path: string,
    body: unknown,
  ): Promise<{ readonly id: string }> {
    const call = { method, path: `${this.path}/${path}`, body: JSON.stringify(body) }
    const { answer } = await this.send("ben", call)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`)
    return JSON.parse(answer.body) as { readonly id: string }
  }

  get path(): string {
    return `/v2/boards/${encodeURIComponent(this.board)}`
  }

  async #token(who: Who): Promise<string> {
    const known = this.#tokens.get(who)
    if (known !== undefined && known.until > this.#now()) return known.token
    const { id, team } = PEOPLE[who]
    const { app } = this.#standIn
    const consent = { mode: "allow", member: id, team }
    await app.request("/_sandbox/consent", { method: "POST", body: JSON.stringify(consent) })
    const asked = { response_type: "code", client_id: this.#client.id, redirect_uri: CALLBACK }
    const query = new URLSearchParams({ ...asked, state: "s" })
    const allowed = await app.request(`/oauth/authorize?${query.toString()}`)
    const code = new URL(allowed.headers.get("location") ?? "").searchParams.get("code") ?? ""
    const { id: client_id, secret: client_secret } = this.#client
    const exchange = { grant_type: "authorization_code", code, redirect_uri: CALLBACK }
    const response = await app.request("/v1/oauth/token", {
      method: "POST",
      body: new URLSearchParams({ ...exchange, client_id, client_secret }),
    })
    const { access_token: token } = await response.json<{ access_token: string }>()
    this.#tokens.set(who, { token, until: this.#now() + TOKEN_MS })
    return token
  }
}
