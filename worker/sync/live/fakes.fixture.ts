import { answer, TIMED_OUT } from "../../grants/answers.fixture.ts"
import { miroCredits } from "../../grants/budget.ts"
import type { UpstreamCall, UpstreamResult } from "../../grants/upstream.ts"
import { cardId, listId, shortLink } from "../jobs/samples.fixture.ts"

export const BOARD = "65e58fac43f2305508861612"
export const WORKSPACE = "65e58dcc2b5889aaca5a9d9f"
export const OTHER_BOARD = "65e58fac43f2305508861699"
export const FIELD = "65e58fb21d2c3b4a59680006"

/** 429, with when to come again. */
export const limited = (retryAfterSeconds: number) => answer(429, "", retryAfterSeconds)

/** What a test lets happen to calls instead of what they ask for; null for nothing. */
export type Script = (call: UpstreamCall, who: string) => UpstreamResult | null

interface FakeCard {
  readonly id: string
  name?: string
  desc?: string
  closed?: boolean
  idBoard?: string
  idList?: string
  due?: string
  effort?: string
}

const nothing: Script = () => null

/** A Trello board in memory, as members' grants see it. */
export class FakeTrello {
  readonly cards = new Map<string, FakeCard>()
  readonly closedLists = new Set<string>()
  fieldName = "Effort"
  /** Names of lists by id; `List` where there is none. */
  readonly listNames = new Map<string, string>()
  closed = false
  workspace = WORKSPACE
  plugins: string[] = []
  /** The Power-Ups of the other board; null where nobody sees it. */
  otherPlugins: string[] | null = null
  /** Who does not see the board. */
  readonly blind = new Set<string>()
  readonly asked: string[] = []
  script: Script = nothing

  constructor(cards: number) {
    for (let n = 1; n <= cards; n++) this.cards.set(cardId(n), { id: cardId(n) })
  }

  change(n: number, changes: Partial<FakeCard>): void {
    this.cards.set(cardId(n), { ...this.cards.get(cardId(n)), id: cardId(n), ...changes })
  }

  call(member: string, call: UpstreamCall): UpstreamResult {
    const [path = "", query = ""] = call.path.split("?")
    this.asked.push(
      `${member} ${path.replace("/1/", "").replace(BOARD, "B").replace(OTHER_BOARD, "C")}`,
    )
    const scripted = this.script(call, member)
    if (scripted !== null) return scripted
    if (this.blind.has(member)) return answer(404, "model not found")
    if (path.startsWith(`/1/boards/${OTHER_BOARD}`)) return this.#other(path.endsWith("/plugins"))
    if (path === `/1/boards/${BOARD}/plugins`) {
      return answer(
        200,
        this.plugins.map((id) => ({ id })),
      )
    }
    if (path === `/1/boards/${BOARD}`) {
      return query.includes("cards=") ? this.#board(query.includes("cards=all")) : this.#place()
    }
    return this.#card(path.slice("/1/cards/".length))
  }

  #other(plugins: boolean): UpstreamResult {
    if (this.otherPlugins === null) return answer(404, "model not found")
    const ids = this.otherPlugins.map((id) => ({ id }))
    return answer(
      200,
      plugins ? ids : { id: OTHER_BOARD, idOrganization: this.workspace, closed: false },
    )
  }

  #place(): UpstreamResult {
    return answer(200, { id: BOARD, idOrganization: this.workspace, closed: this.closed })
  }

  #card(id: string): UpstreamResult {
    const card = this.cards.get(id)
    if (card === undefined) return answer(404, "The requested resource was not found.")
    const closed = this.closedLists.has(card.idList ?? listId(1))
    return answer(200, { ...this.#json(card), list: { name: "List", closed } })
  }

  #board(whole: boolean): UpstreamResult {
    const here = [...this.cards.values()].filter((card) => (card.idBoard ?? BOARD) === BOARD)
    const shows = (card: FakeCard) =>
      whole || (card.closed !== true && !this.closedLists.has(card.idList ?? listId(1)))
    const lists = [1, 2].map((n) => ({
      id: listId(n),
      name: this.listNames.get(listId(n)) ?? "List",
      pos: n,
    }))
    return answer(200, {
      id: BOARD,
      name: "Board",
      closed: false,
      idOrganization: this.workspace,
      cards: here.filter(shows).map((card) => this.#json(card)),
      lists: lists
        .map((list) => ({ ...list, closed: this.closedLists.has(list.id) }))
        .filter(({ closed }) => whole || !closed),
      members: [],
      customFields: [{ id: FIELD, name: this.fieldName, type: "number", pos: 1, options: [] }],
    })
  }

  #json(card: FakeCard) {
    const n = Number.parseInt(card.id, 16)
    const { effort, ...fields } = card
    return {
      idBoard: BOARD,
      idList: listId(1),
      idShort: n,
      shortLink: shortLink(n),
      pos: n,
      name: `Card ${n}`,
      desc: "",
      closed: false,
      due: null,
      dueComplete: false,
      ...fields,
      customFieldItems:
        effort === undefined ? [] : [{ idCustomField: FIELD, value: { number: effort } }],
    }
  }
}

interface FakeItem {
  title?: string
  status?: string
  fields?: readonly { readonly value: string; readonly tooltip: string }[]
}

/** A Miro board in memory, as connections see it. */
export class FakeMiro {
  readonly items = new Map<string, FakeItem>()
  /** Titles of frames by id. */
  readonly frames = new Map<string, string>()
  modifiedAt = "2026-11-22T00:00:00.000Z"
  /** Who does not see the board. */
  readonly blind = new Set<string>()
  readonly viewers = new Set<string>()
  readonly asked: string[] = []
  readonly patches: { readonly item: string; readonly data: FakeItem }[] = []
  script: Script = nothing
  /** Called while a call is under way. */
  meanwhile: () => void = () => {}
  pageSize = 50
  /** What the calls cost so far. */
  credits = 0
  /** The answers to so many changes get lost. */
  lostAnswers = 0

  async call(connection: string, call: UpstreamCall): Promise<UpstreamResult> {
    const { method, path, body } = call
    const [, rest = ""] = /^\/v2\/boards\/[^/?]+(.*)$/.exec(path) ?? []
    this.asked.push(`${connection} ${method} ${rest.split("?")[0]}`)
    this.credits += miroCredits(call)
    this.meanwhile()
    const scripted = this.script(call, connection)
    if (scripted !== null) return scripted
    if (this.blind.has(connection)) return answer(404)
    if (rest === "") return answer(200, { modifiedAt: this.modifiedAt })
    const [, frame] = /^\/(?:items|frames)\/(\d+)$/.exec(rest) ?? []
    if (frame !== undefined) return this.#frame(connection, frame, call)
    if (rest.startsWith("/items")) return this.#page(rest)
    const id = rest.slice("/app_cards/".length)
    const item = this.items.get(id)
    if (item === undefined) return answer(404)
    if (method === "GET") return answer(200, { id, data: item })
    if (this.viewers.has(connection)) return answer(403)
    const { data } = JSON.parse(body ?? "{}") as { data: FakeItem }
    this.items.set(id, { ...item, ...data })
    this.patches.push({ item: id, data })
    return this.lostAnswers-- > 0 ? TIMED_OUT : answer(200, { id })
  }

  #frame(connection: string, id: string, { method, body }: UpstreamCall): UpstreamResult {
    const title = this.frames.get(id)
    if (title === undefined) return answer(404)
    if (method === "GET") return answer(200, { id, type: "frame", data: { title } })
    if (this.viewers.has(connection)) return answer(403)
    const { data } = JSON.parse(body ?? "{}") as { data: { title: string } }
    this.frames.set(id, data.title.replaceAll("&", "&amp;"))
    return this.lostAnswers-- > 0 ? TIMED_OUT : answer(200, { id })
  }

  #page(rest: string): UpstreamResult {
    const from = Number(new URLSearchParams(rest.split("?")[1]).get("cursor") ?? "0")
    const ids = [...this.items.keys()].slice(from, from + this.pageSize)
    const next = from + this.pageSize
    const cursor = next < this.items.size ? String(next) : undefined
    return answer(200, { data: ids.map((id) => ({ id, type: "app_card" })), cursor })
  }
}
