/** Where the two stand-ins listen. */
export interface StandInOrigins {
  readonly trello: string
  readonly miro: string
}

export interface TrelloSeed {
  readonly client: { readonly id: string; readonly secret: string }
  readonly idPlugin: string
  readonly workspaces: readonly { readonly id: string; readonly name: string }[]
  readonly members: readonly {
    readonly id: string
    readonly name: string
    readonly roles: readonly string[]
  }[]
  readonly boards: readonly {
    readonly id: string
    readonly shortLink: string
    readonly name: string
    readonly idOrganization: string | null
    readonly cards: readonly {
      readonly id: string
      readonly name: string
      readonly shortLink: string
      readonly idShort: number
      readonly closed: boolean
    }[]
    readonly members: readonly { readonly id: string; readonly role: string }[]
  }[]
}

export interface MiroSeed {
  readonly client: { readonly id: string; readonly secret: string }
  readonly users: readonly {
    readonly id: string
    readonly name: string
    readonly teams: string[]
  }[]
  readonly teams: readonly { readonly id: string; readonly name: string }[]
  readonly boards: readonly {
    readonly id: string
    readonly name: string
    readonly team: string
    readonly users: Readonly<Record<string, string>>
  }[]
}

export interface RequestRow {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly actor: string | null
  /** The stand-in's id of the grant whose token it came with. */
  readonly grant: string | null
}

/** What goes wrong next at a stand-in; see test/sandbox/control/faults.ts. */
export interface FaultInput {
  readonly method?: string
  readonly path: string
  readonly times?: number
  readonly kind: "status" | "delay" | "drop_before" | "drop_after" | "hold" | "malformed"
  readonly status?: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly delayMs?: number
}

/** What `POST /_sandbox/seed` made. */
export interface ManyCards {
  readonly id: string
  readonly lists: readonly { readonly id: string; readonly name: string }[]
  readonly cards: readonly {
    readonly id: string
    readonly idShort: number
    readonly idList: string
    readonly shortLink: string
  }[]
}

export type StandIn = "trello" | "miro"

/** The control API of both stand-ins. */
export class StandIns {
  readonly origins: StandInOrigins

  constructor(origins: StandInOrigins) {
    this.origins = origins
  }

  /** Back to the seed, with everybody consenting at once and time running as the machine's. */
  async reset(): Promise<void> {
    for (const standIn of ["trello", "miro"] as const) await this.post(standIn, "reset", {})
  }

  trelloSeed(): Promise<TrelloSeed> {
    return this.get("trello", "seed")
  }

  miroSeed(): Promise<MiroSeed> {
    return this.get("miro", "seed")
  }

  /** Adds a Trello board with so many cards, spread over five lists. */
  addBoard(cards: number): Promise<ManyCards> {
    return this.post("trello", "seed", { cards })
  }

  /** Adds people to the first workspace, or to the first team. */
  addPeople(standIn: StandIn, people: number): Promise<{ people: { id: string }[] }> {
    return this.post(standIn, "seed", { people })
  }

  requests(standIn: StandIn): Promise<RequestRow[]> {
    return this.get(standIn, "requests")
  }

  consent(standIn: StandIn, mode: "ask" | "allow" | "deny", member?: string, team?: string) {
    return this.post(standIn, "consent", { mode, member, team })
  }

  faults(standIn: StandIn, ...faults: readonly FaultInput[]) {
    return this.post(standIn, "faults", faults)
  }

  quirks(standIn: StandIn, quirks: Readonly<Record<string, unknown>>) {
    return this.post(standIn, "quirks", quirks)
  }

  async advance(seconds: number): Promise<void> {
    for (const standIn of ["trello", "miro"] as const) {
      await this.post(standIn, "clock", { advanceSeconds: seconds })
    }
  }

  async jwt(member: string, board: string, card?: string): Promise<string> {
    const query = new URLSearchParams({ member, board, ...(card === undefined ? {} : { card }) })
    return (await this.get<{ jwt: string }>("trello", `jwt?${query.toString()}`)).jwt
  }

  async get<T>(standIn: StandIn, path: string): Promise<T> {
    const response = await fetch(`${this.origins[standIn]}/_sandbox/${path}`)
    if (!response.ok) throw new Error(`${standIn} ${path}: ${response.status}`)
    return (await response.json()) as T
  }

  async post<T = void>(standIn: StandIn, path: string, body: unknown): Promise<T> {
    const response = await fetch(`${this.origins[standIn]}/_sandbox/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${standIn} ${path}: ${response.status} ${text}`)
    return (text === "" ? undefined : JSON.parse(text)) as T
  }
}
