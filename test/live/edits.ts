import type { Random } from "../jobs/random.ts"
import type { Member, Trello } from "./trello.ts"

const NAMES = [
  "Fix login",
  "R&D <b>x</b>",
  "Überraschung 🎉",
  "“Quoted” & 'more'",
  "  spaces  ",
  "x".repeat(300),
]
const TEXTS = [
  "",
  "A *short* text",
  "- one\n- two\n\n**bold** https://example.com",
  "long ".repeat(60),
]
const LISTS = ["To do", "Doing", "R&D", "Q1 <plan>", "Ü 🚀"]
const COLOURS = ["red", "green_dark", "sky_light", null] as const
const COVERS = ["red", "lime", "purple", null] as const
const DAY = 86_400_000
const OFTEN = ["name", "desc", "list", "label", "member", "due", "done", "closed"] as const
const RARER = ["cover", "checklist", "field", "pos", "comment", "newLabel"] as const
const KINDS = [...OFTEN, ...OFTEN, ...RARER]
type Kind = (typeof KINDS)[number]

interface Board {
  readonly lists: readonly { readonly id: string; readonly closed: boolean }[]
  readonly labels: readonly { readonly id: string }[]
}

/** What one edit may cost beyond one read and one patch for each card that it changes. */
export interface Edited {
  readonly name: string
  /** Whether cards ended or came back by it. */
  readonly ends: boolean
  /** Whether it concerns the board and not one card. */
  readonly wide: boolean
}

/** People who change the Trello board at random. What they may not do is refused, and nothing happened. */
export class Edits {
  readonly #trello: Trello
  readonly #random: Random
  readonly #now: () => number
  readonly #cards: () => readonly string[]
  /** Some people change the same things of the same cards again and again. */
  readonly #kinds: readonly Kind[]
  #favourite: string | null = null

  /** `cards`: ids of those that are worth changing. */
  constructor(trello: Trello, random: Random, now: () => number, cards: () => readonly string[]) {
    this.#trello = trello
    this.#random = random
    this.#now = now
    this.#cards = cards
    this.#kinds = random.chance(0.5) ? KINDS : [random.pick(KINDS), random.pick(KINDS)]
  }

  /** One edit; `harmless` ones leave every card on the board. */
  async act(harmless: boolean): Promise<Edited> {
    const random = this.#random
    const cards = this.#cards()
    const who = random.pick(["amara", "diego", "diego", "yuki"] as const)
    if (cards.length === 0 || random.chance(0.2)) return this.#editBoard(who)
    const again = cards.find((id) => id === this.#favourite) !== undefined && random.chance(0.5)
    const card = again && this.#favourite !== null ? this.#favourite : random.pick(cards)
    this.#favourite ??= random.chance(0.5) ? card : null
    if (!harmless && random.chance(0.08)) return this.#end(card)
    return this.#editCard(who, card)
  }

  async #editCard(who: Member, card: string): Promise<Edited> {
    const random = this.#random
    const put = (body: object) => this.#trello.edit(who, "PUT", `/1/cards/${card}`, body)
    const kind = random.pick(this.#kinds)
    switch (kind) {
      case "name":
        await put({ name: `${random.pick(NAMES)} ${random.int(1, 99)}` })
        break
      case "desc":
        await put({ desc: random.pick(TEXTS) })
        break
      case "list":
        await put({ idList: random.pick((await this.#board()).lists).id })
        break
      case "label": {
        const { id } = random.pick((await this.#board()).labels)
        await this.#toggle(who, `/1/cards/${card}/idLabels`, id)
        break
      }
      case "member": {
        const id = this.#trello.idOf(random.pick(["amara", "diego", "yuki"] as const))
        await this.#toggle(who, `/1/cards/${card}/idMembers`, id)
        break
      }
      case "due": {
        const at = this.#now() + random.int(-3, 5) * DAY
        await put({ due: random.chance(0.2) ? null : new Date(at).toISOString() })
        break
      }
      case "done":
        await put({ dueComplete: random.chance(0.5) })
        break
      case "closed":
        await put({ closed: random.chance(0.4) })
        break
      case "cover":
        await put({ cover: { color: random.pick(COVERS) } })
        break
      case "checklist":
        await this.#editChecklist(who, card)
        break
      case "field":
        await this.#editField(who, card)
        break
      case "pos":
        await put({ pos: random.pick(["top", "bottom"]) })
        break
      case "comment":
        await this.#trello.edit(who, "POST", `/1/cards/${card}/actions/comments`, { text: "Hm." })
        break
      case "newLabel": {
        const label = { name: random.pick(NAMES), color: random.pick(COLOURS) }
        await this.#trello.edit(who, "POST", `/1/cards/${card}/labels`, label)
      }
    }
    return { name: kind, ends: false, wide: false }
  }

  async #toggle(who: Member, path: string, id: string): Promise<void> {
    const { status } = await this.#trello.edit(who, "DELETE", `${path}/${id}`)
    if (status !== 200 || this.#random.chance(0.5)) {
      await this.#trello.edit(who, "POST", path, { value: id })
    }
  }

  async #editChecklist(who: Member, card: string): Promise<void> {
    const random = this.#random
    const checklists = (await this.#trello.read(`/1/cards/${card}/checklists`)) as
      | readonly { readonly id: string; readonly checkItems: readonly { readonly id: string }[] }[]
      | null
    const [first] = checklists ?? []
    if (first === undefined) {
      await this.#trello.edit(who, "POST", `/1/cards/${card}/checklists`, { name: "Steps" })
      return
    }
    const path = `/1/checklists/${first.id}`
    const [item] = first.checkItems
    if (item === undefined || random.chance(0.4)) {
      await this.#trello.edit(who, "POST", `${path}/checkItems`, {
        name: `Item ${random.int(1, 99)}`,
      })
    } else if (random.chance(0.7)) {
      const state = random.pick(["complete", "incomplete"])
      await this.#trello.edit(who, "PUT", `/1/cards/${card}/checkItem/${item.id}`, { state })
    } else if (random.chance(0.5)) {
      await this.#trello.edit(who, "DELETE", `${path}/checkItems/${item.id}`)
    } else {
      await this.#trello.edit(who, "DELETE", path)
    }
  }

  async #editField(who: Member, card: string): Promise<void> {
    const path = `/1/boards/${this.#trello.board}/customFields`
    const fields = (await this.#trello.read(path)) as readonly {
      readonly id: string
      readonly name: string
    }[]
    const effort = fields.find(({ name }) => name === "Effort")
    const value = { number: String(this.#random.int(1, 20)) }
    await this.#trello.edit(who, "PUT", `/1/cards/${card}/customField/${effort?.id}/item`, {
      value,
    })
  }

  async #editBoard(who: Member): Promise<Edited> {
    const random = this.#random
    const { lists, labels } = await this.#board()
    const list = random.pick(lists)
    const kind = random.pick(["rename", "rename", "close", "label", "label", "unlabel"] as const)
    switch (kind) {
      case "rename":
        await this.#trello.edit(who, "PUT", `/1/lists/${list.id}`, { name: random.pick(LISTS) })
        break
      case "close":
        await this.#trello.edit(who, "PUT", `/1/lists/${list.id}`, { closed: !list.closed })
        break
      case "label": {
        const change = { name: random.pick(NAMES), color: random.pick(COLOURS) }
        await this.#trello.edit(who, "PUT", `/1/labels/${random.pick(labels).id}`, change)
        break
      }
      case "unlabel":
        if (labels.length > 3)
          await this.#trello.edit(who, "DELETE", `/1/labels/${random.pick(labels).id}`)
    }
    return { name: kind, ends: false, wide: true }
  }

  /** Deletes a card, moves it to another board of its workspace or of another one, or brings it back. */
  async #end(card: string): Promise<Edited> {
    const random = this.#random
    const kind = random.pick(["delete", "move", "move", "far", "back", "back"] as const)
    if (kind === "delete") await this.#trello.edit("amara", "DELETE", `/1/cards/${card}`)
    else if (kind === "back") {
      const open = (await this.#board()).lists.filter(({ closed }) => !closed)
      const idList = random.pick(open.length > 0 ? open : (await this.#board()).lists).id
      await this.#trello.edit("diego", "PUT", `/1/cards/${card}`, {
        idBoard: this.#trello.board,
        idList,
      })
    } else {
      const name = kind === "move" ? "Public roadmap" : "Mobile app"
      const { id: idBoard } = this.#trello.boardNamed(name)
      const { lists } = await this.#board(idBoard)
      await this.#trello.edit("diego", "PUT", `/1/cards/${card}`, {
        idBoard,
        idList: random.pick(lists).id,
      })
    }
    return { name: kind, ends: true, wide: false }
  }

  async #board(id = this.#trello.board): Promise<Board> {
    const query = "fields=name&lists=all&list_fields=name,closed&labels=all"
    const { json } = await this.#trello.edit("diego", "GET", `/1/boards/${id}?${query}`)
    return json as Board
  }
}
