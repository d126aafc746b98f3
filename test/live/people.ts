import { linkedItems } from "../../worker/sync/store/memory.fixture.ts"
import type { Item, Miro } from "../jobs/miro.ts"
import type { Random } from "../jobs/random.ts"
import { Edits, type Edited } from "./edits.ts"
import { Flow, isUnderWay } from "./flows.ts"
import type { Simulation } from "./simulation.ts"
import type { Member } from "./trello.ts"

/** Where everybody pushes to. */
export const TARGETS = [
  { id: "uXjVOD6LSME=", name: "Product roadmap" },
  { id: "uXjVOD6LSNA=", name: "Sprint 48 planning" },
] as const
export const EVERYBODY = ["amara", "diego", "yuki"] as const

/** People at random: on Trello's pages, on Miro's boards, on ours. */
export class People {
  /** Copies on Miro, as people left them. */
  readonly copies = new Map<string, Item>()
  /** Short links of cards whose push went without a clear answer: their app cards may be there unknown. */
  readonly unclear = new Set<string>()
  edited = 0
  readonly #simulation: Simulation
  readonly #random: Random
  readonly #edits: Edits
  #flows: Flow[] = []

  constructor(simulation: Simulation, random: Random) {
    this.#simulation = simulation
    this.#random = random
    const { trello, clock, other } = simulation
    const cards = () => [...new Set([...this.#tables.links.cards(), ...other.tables.links.cards()])]
    this.#edits = new Edits(trello, random.fork(), () => clock.now(), cards)
  }

  get #tables() {
    return this.#simulation.life.tables
  }

  get #miro(): Miro {
    return this.#simulation.miro
  }

  /** Does one thing; `rough` people also break things. */
  async act(rough: boolean): Promise<void> {
    const random = this.#random
    const kind = random.int(1, rough ? 100 : 86)
    if (kind <= 54) await this.edit(random.chance(0.5))
    else if (kind <= 62) await this.#actOnMiro()
    else if (kind <= 76) await this.push(random.pick(EVERYBODY))
    else if (kind <= 79) this.#remove()
    else if (kind <= 83) this.look()
    else if (kind <= 86) this.#simulation.kill(this.#simulation.life)
    else if (kind <= 93) this.#changeConnection()
    else if (kind <= 96) await this.#changeBoard()
    else if (kind <= 98) this.standIn(random.pick(EVERYBODY), random.chance(0.6))
    else this.#invite()
  }

  /** Changes the Trello board; `harmless` edits leave every card on it. */
  async edit(harmless: boolean): Promise<Edited> {
    this.edited += 1
    const { other } = this.#simulation
    const edited = await this.#edits.act(harmless)
    if (edited.ends) for (const card of other.tables.links.cards()) other.look(card)
    return edited
  }

  /** Pushes a card, often one that was pushed before. */
  async push(who: Member): Promise<void> {
    const { trello } = this.#simulation
    const query = "fields=name&cards=open&card_fields=name,shortLink"
    const board = (await trello.read(`/1/boards/${trello.board}?${query}`)) as {
      readonly cards: readonly { readonly id: string; readonly shortLink: string }[]
    }
    const linked = new Set(this.#tables.links.cards())
    const again = board.cards.filter((card) => linked.has(card.id))
    const among = again.length > 0 && this.#random.chance(0.5) ? again : board.cards
    if (among.length === 0) return
    const { id, shortLink } = this.#random.pick(among)
    const target = this.#random.pick(TARGETS)
    this.#flows.push(new Flow(this.#simulation, "push", { who, card: id, shortLink, target }))
  }

  #remove(): void {
    const links = linkedItems(this.#tables)
    if (links.length < 3) return
    const { card, miroBoard } = this.#random.pick(links)
    const target = TARGETS.find(({ id }) => id === miroBoard) ?? TARGETS[0]
    const asked = { who: this.#random.pick(EVERYBODY), card, shortLink: "", target }
    this.#flows.push(new Flow(this.#simulation, "remove", asked))
  }

  /** Until every push and removal is over, one way or another. */
  async settle(): Promise<void> {
    while (isUnderWay(this.#flows)) await this.#simulation.turn()
    for (const { done, shortLink } of this.#flows) if (done !== true) this.unclear.add(shortLink)
    this.unclear.delete("")
    this.#flows = []
  }

  /** Somebody opens a page. */
  look(): void {
    this.#simulation.life.live.wake()
    this.#simulation.arm()
  }

  /** Lets a member's connections stand in, or takes that back. */
  standIn(member: Member, consents: boolean): void {
    const { connections, trello, life } = this.#simulation
    if (this.#tables.standing.read() === null) return
    const connection = consents ? connections.nameOf(member, "miro") : null
    life.live.standIn(trello.idOf(member), trello.workspace, connection)
    this.#simulation.arm()
  }

  async #actOnMiro(): Promise<void> {
    const { id: board } = this.#random.pick(TARGETS)
    const cards = this.#miro.items(board).filter(({ type }) => type === "app_card")
    if (cards.length === 0) return
    const { id } = this.#random.pick(cards)
    switch (this.#random.pick(["delete", "copy", "move", "move"] as const)) {
      case "delete":
        this.copies.delete(id)
        await this.#miro.byHand("DELETE", id, undefined, board)
        return
      case "copy": {
        const copy = await this.#miro.byHand("POST", id, undefined, board)
        return this.#remember(copy.id ?? "", board)
      }
      case "move":
        await this.#miro.byHand("PATCH", id, { x: this.#random.int(0, 999), y: 7 }, board)
        if (this.copies.has(id)) this.#remember(id, board)
    }
  }

  #remember(id: string, board: string): void {
    const item = this.#miro.item(id, board)
    if (item !== null) this.copies.set(id, structuredClone(item))
  }

  #changeConnection(): void {
    const random = this.#random
    const provider = random.pick(["trello", "miro"] as const)
    const state = random.pick(["usable", "usable", "cut", "ended"] as const)
    this.#simulation.connections.set(random.pick(EVERYBODY), provider, state)
  }

  async #changeBoard(): Promise<void> {
    const kinds = ["off", "on", "on", "close", "open", "open", "leave", "join"] as const
    await this.#change(this.#random.pick(kinds))
  }

  async #change(what: "off" | "on" | "close" | "open" | "leave" | "join"): Promise<void> {
    const { trello } = this.#simulation
    const { board, idPlugin } = trello
    const member = `/1/boards/${board}/members/${trello.idOf("yuki")}`
    switch (what) {
      case "off":
        await trello.edit("amara", "DELETE", `/1/boards/${board}/boardPlugins/${idPlugin}`)
        return
      case "on":
        await trello.edit("amara", "POST", `/1/boards/${board}/boardPlugins`, { idPlugin })
        return
      case "close":
      case "open":
        await trello.edit("amara", "PUT", `/1/boards/${board}`, { closed: what === "close" })
        return
      case "leave":
        await trello.edit("amara", "DELETE", member)
        return
      case "join":
        await trello.edit("amara", "PUT", member, { type: "normal" })
    }
  }

  #invite(): void {
    const role = this.#random.pick(["editor", "editor", "viewer", null] as const)
    this.#miro.invite("ben", role, this.#random.pick(TARGETS).id)
  }

  /** Everybody connects again, the Power-Up is on, the board is open. */
  async heal(): Promise<void> {
    for (const what of ["open", "on", "join"] as const) await this.#change(what)
    for (const member of EVERYBODY) {
      this.#simulation.connections.set(member, "trello", "usable")
      this.#simulation.connections.set(member, "miro", "usable")
    }
    for (const { id } of TARGETS) this.#miro.invite("ben", "editor", id)
  }
}
