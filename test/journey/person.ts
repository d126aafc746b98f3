import type { AttemptAnswer, CallbackAnswer } from "../../core/contract/connections.ts"
import type { JobRequest } from "../../core/contract/jobs.ts"
import type { Provider } from "../../core/contract/ids.ts"
import type { StandIns } from "./standIns.ts"

/** Reaches the Worker: in-process inside workerd, or over HTTP. Paths begin with a slash; redirects are not followed. */
export type App = (path: string, init?: RequestInit) => Promise<Response>

/** What the Worker answered. */
export interface Answer {
  readonly status: number
  readonly body: unknown
}

export interface PersonOptions {
  readonly app: App
  readonly standIns: StandIns
  /** Trello member id. */
  readonly member: string
  readonly board: string
  readonly workspace: string
  readonly appOrigin: string
}

/** Where a consent window ended up: the last address and what the callback page was told there. */
export interface ConsentEnd {
  readonly attempt: string
  readonly status: number
  readonly address: string
  readonly callback: CallbackAnswer | null
}

/**
 * Somebody with a Trello board open, who does over HTTP what the pages and a browser do: a signed identity on every
 * call, a cookie jar in the consent window.
 */
export class Person {
  readonly options: PersonOptions
  readonly cookies = new Map<string, string>()

  constructor(options: PersonOptions) {
    this.options = options
  }

  /** The same browser and person with another Trello board open. */
  on(board: string, workspace = this.options.workspace): Person {
    return new Person({ ...this.options, board, workspace })
  }

  async api(method: "GET" | "POST", path: string, body?: object, card?: string): Promise<Answer> {
    const { app, standIns, member, board } = this.options
    const jwt = await standIns.jwt(member, board, card)
    const response = await app(path, {
      method,
      headers: {
        authorization: `Bearer ${jwt}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: await response.json() }
  }

  async connections(): Promise<Answer> {
    return this.api("GET", `/api/connections?workspace=${this.options.workspace}`)
  }

  /** Prepares an attempt; gives its id and the address for the window. */
  async prepare(
    providers: readonly Provider[],
    options: { readonly scopes?: readonly string[]; readonly renews?: string } = {},
  ): Promise<{ attempt: string; path: string }> {
    const { workspace } = this.options
    const body = { workspace, providers, ...options }
    const answer = await this.api("POST", "/api/connections/authorize", body)
    const { attempt, url } = answer.body as { attempt: string; url: string }
    const { pathname, search } = new URL(url)
    return { attempt, path: pathname + search }
  }

  /** Opens the consent window and goes wherever it is sent, until the callback page or a refusal. */
  async consent(start: { attempt: string; path: string }): Promise<ConsentEnd> {
    const { appOrigin } = this.options
    let address = appOrigin + start.path
    for (let hop = 0; hop < 10; hop++) {
      const response = address.startsWith(appOrigin)
        ? await this.visit(address.slice(appOrigin.length))
        : await fetch(address, { redirect: "manual", headers: { accept: "text/html" } })
      const next = response.headers.get("location")
      if (next === null) {
        return { attempt: start.attempt, status: response.status, address, callback: null }
      }
      address = new URL(next, address).href
      if (address.startsWith(`${appOrigin}/callback/`)) {
        const callback = await this.askCallback(start.attempt)
        return { attempt: start.attempt, status: response.status, address, callback }
      }
    }
    throw new Error(`The consent window never arrives: ${address}`)
  }

  /** What the callback page asks when it opens. */
  async askCallback(attempt: string): Promise<CallbackAnswer> {
    const response = await this.visit(`/oauth/attempts/${attempt}`)
    return (await response.json()) as CallbackAnswer
  }

  /** A visit of this person's browser to the Worker, with its cookies. */
  async visit(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    const jar = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ")
    if (jar !== "") headers.set("cookie", jar)
    const response = await this.options.app(path, { ...init, headers, redirect: "manual" })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (name !== undefined && value !== undefined) this.cookies.set(name, value)
    }
    return response
  }

  async redeem(attempt: string, value: string): Promise<Answer> {
    return this.api("POST", `/api/attempts/${attempt}/redeem`, { value })
  }

  /** The whole way: prepared, consented in one window, redeemed by the page that opened it. */
  async connect(providers: readonly Provider[] = ["trello", "miro"]): Promise<AttemptAnswer> {
    const end = await this.consent(await this.prepare(providers))
    const value = end.callback?.value
    if (!value) throw new Error(`Nothing to redeem: ${JSON.stringify(end)}`)
    return (await this.redeem(end.attempt, value)).body as AttemptAnswer
  }

  push(card: string, miroBoard: { id: string; name: string }, connection: string, known = false) {
    const { workspace } = this.options
    const words = { locale: "en-GB", timeZone: "UTC" }
    const body = { workspace, card, miroBoard, connection, ...words, known }
    return this.api("POST", "/api/cards/push", body, card)
  }

  /** Plans or starts a push or removal of many cards: `part` is `/plan` or empty. */
  job(part: "/plan" | "", request: Omit<JobRequest, "workspace" | "locale" | "timeZone">) {
    const { workspace } = this.options
    const body = { ...request, workspace, locale: "en-GB", timeZone: "UTC" }
    return this.api("POST", `/api/jobs${part}`, body)
  }

  readJob(id: string): Promise<Answer> {
    return this.api("GET", `/api/jobs/${id}?workspace=${this.options.workspace}`)
  }

  actOnJob(id: string, action: "cancel" | "resume" | "undo", connection: string) {
    const { workspace } = this.options
    return this.api("POST", `/api/jobs/${id}/${action}`, { workspace, connection })
  }

  remove(card: string, miroBoard: string, connection: string): Promise<Answer> {
    const { workspace } = this.options
    return this.api("POST", "/api/cards/remove", { workspace, card, miroBoard, connection }, card)
  }
}
