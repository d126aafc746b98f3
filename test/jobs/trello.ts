import { parseTrelloCard, type TrelloCard } from "../../core/cards/fromTrello.ts"
import type { Random } from "./random.ts"

/** A card of the random Trello board, as Trello's JSON has it. */
export interface Card {
  readonly id: string
  readonly idBoard: string
  idList: string
  readonly idShort: number
  readonly shortLink: string
  name: string
  readonly desc: string
  readonly pos: number
}

const HEX = "0123456789abcdef"
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
const LISTS = [
  "To do",
  "Doing",
  "Doing",
  "R&D",
  "Q1 <plan>",
  "“Done” 'n' dusted",
  "Ü 🚀",
  "  ",
  "x".repeat(300),
]
const WORDS = [
  "Fix login",
  "Ship <b>it</b>",
  "R&D",
  "Überraschung 🎉",
  "a".repeat(400),
  "\"quoted\" & 'more'",
]
const TEXTS = [
  "",
  "",
  "A *short* text",
  "- one\n- two\n\n**bold** https://example.com",
  "long ".repeat(60),
]

/** A random Trello board, which people may change. */
export class TrelloBoard {
  readonly id: string
  readonly idOrganization: string
  readonly lists: readonly { readonly id: string; readonly name: string; readonly pos: number }[]
  /** Those that are open. */
  readonly cards: Card[]
  /** Those that were ever there. */
  readonly all: readonly Card[]
  readonly #random: Random

  constructor(random: Random, size: { readonly lists: number; readonly cards: number }) {
    this.#random = random
    this.id = this.newId()
    this.idOrganization = this.newId()
    this.lists = Array.from({ length: size.lists }, (_, pos) => ({
      id: this.newId(),
      name: random.pick(LISTS),
      pos,
    }))
    this.cards = Array.from({ length: size.cards }, (_, index) => ({
      id: this.newId(),
      idBoard: this.id,
      idList: random.pick(this.lists).id,
      idShort: index + 1,
      shortLink: random.text(LETTERS, 8),
      name: `${random.pick(WORDS)} ${index + 1}`,
      desc: random.pick(TEXTS),
      pos: random.int(0, 100_000),
    }))
    this.all = [...this.cards]
  }

  newId(): string {
    return this.#random.text(HEX, 24)
  }

  archive(card: Card): void {
    this.cards.splice(this.cards.indexOf(card), 1)
  }

  /** What Trello answers to a call for the board: all of it, or where it is. */
  json(): string {
    const { id, idOrganization, lists, cards } = this
    return JSON.stringify({ id, name: "Board", closed: false, idOrganization, lists, cards })
  }

  /** What Trello answers to a call for one card. */
  card(id: string): TrelloCard {
    const card = this.cards.find((one) => one.id === id)
    const list = this.lists.find((one) => one.id === card?.idList)
    const parsed = parseTrelloCard({ ...card, list: { name: list?.name } })
    if (!parsed.ok) throw new Error(`Not a card: ${parsed.issues.join(", ")}`)
    return parsed.card
  }
}
