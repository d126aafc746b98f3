/** Somebody at Trello's own page, who changes cards there. */
export class TrelloPerson {
  readonly #origin: string
  readonly #member: string

  constructor(origin: string, member: string) {
    this.#origin = origin
    this.#member = member
  }

  /** A change over the page's own session, for example `edit("PUT", "/cards/{id}", {name: "New"})`. */
  async edit<T = unknown>(method: string, path: string, body: object = {}): Promise<T> {
    const response = await fetch(`${this.#origin}${path.startsWith("/_") ? "" : "/1"}${path}`, {
      method,
      headers: { "content-type": "application/json", cookie: `viewer=${this.#member}` },
      ...(method === "GET" ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return (text === "" ? undefined : JSON.parse(text)) as T
  }
}
