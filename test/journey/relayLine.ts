import type { App } from "./person.ts"

/** A request that waits to be carried into the Worker. */
export interface Held {
  readonly id: number
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Base64: the Worker has to see the very bytes. */
  readonly body: string
}

/** What went through the relay, and what was answered. */
export interface Carried {
  readonly method: string
  readonly path: string
  readonly signature: string | null
  readonly body: string
  readonly status: number
}

/** Carries what arrives at the app's origin into the Worker of this isolate; see test/run/relay.ts. */
export class RelayLine {
  readonly carried: Carried[] = []
  /** Where it gives a status, the Worker never hears of the request, and this is the answer. */
  intercept: (held: Held) => number | null = () => null
  readonly #origin: string
  readonly #app: App
  readonly #under = new Set<Promise<void>>()
  #open = true
  #looking: Promise<void> = Promise.resolve()

  private constructor(origin: string, app: App) {
    this.#origin = origin
    this.#app = app
  }

  static async open(origin: string, app: App): Promise<RelayLine> {
    const line = new RelayLine(origin, app)
    await line.#post("open")
    line.#looking = line.#look()
    return line
  }

  /** Ends when everything that was carried is answered. */
  async close(): Promise<void> {
    this.#open = false
    await this.#looking
    await Promise.all(this.#under)
    await this.#post("close")
  }

  posts(): Carried[] {
    return this.carried.filter(({ method }) => method === "POST")
  }

  async #look(): Promise<void> {
    while (this.#open) {
      const response = await fetch(`${this.#origin}/_relay/next`)
      for (const held of (await response.json()) as Held[]) {
        const work = this.#carry(held).finally(() => this.#under.delete(work))
        this.#under.add(work)
      }
    }
  }

  async #carry(held: Held): Promise<void> {
    const { method, path, headers } = held
    const bytes = Uint8Array.from(atob(held.body), (character) => character.charCodeAt(0))
    const body = method === "HEAD" || method === "GET" ? null : bytes
    const status = this.intercept(held) ?? (await this.#app(path, { method, headers, body })).status
    await this.#post("answer", { id: held.id, status })
    const signature = headers["x-trello-webhook"] ?? null
    this.carried.push({ method, path, signature, body: new TextDecoder().decode(bytes), status })
  }

  async #post(call: string, body: object = {}): Promise<void> {
    const url = `${this.#origin}/_relay/${call}`
    await (await fetch(url, { method: "POST", body: JSON.stringify(body) })).arrayBuffer()
  }
}
