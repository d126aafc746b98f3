import { runDurableObjectAlarm } from "cloudflare:test"
import { env } from "cloudflare:workers"
import type { BoardSyncAnswer, LinkSync } from "../../../core/contract/sync.ts"
import type { LinksAnswer, PushAnswer } from "../../../core/contract/cards.ts"
import { devClock } from "../../../worker/dev.ts"
import type { Person } from "../../journey/person.ts"
import type { RequestRow } from "../../journey/standIns.ts"
import { consentAs, later, miroConnection, trelloConnection, type World } from "../world.ts"
import { boardAt, edit, withTables } from "./hookStage.ts"

/** Who is on the stage: each pushes through their own Miro account. */
export interface Pusher {
  readonly person: Person
  readonly user: "ann" | "ben"
  readonly connection: string
}

export async function connect(world: World, person: Person, user: "ann" | "ben"): Promise<Pusher> {
  await consentAs(world, person, world.users[user])
  await person.connect()
  return { person, user, connection: miroConnection(world, user) }
}

/** Pushes a card alone; gives its item. */
export async function push(world: World, pusher: Pusher, card: string): Promise<string> {
  const answer = await pusher.person.push(card, world.miroBoard, pusher.connection)
  if (answer.status !== 200) throw new Error(`No push: ${JSON.stringify(answer.body)}`)
  return (answer.body as PushAnswer).link.item
}

/** A board's object, by default the main board's, does what is due within so many seconds, as time passes. */
export async function settle(world: World, seconds = 5, board = world.board.id): Promise<void> {
  const until = devClock.now() + seconds * 1000
  for (let rounds = 0; rounds < 60; rounds++) {
    const next = await withTables(world, ({ due }) => due.next(), board)
    if (next === null || next > until) return
    const wait = (next - devClock.now()) / 1000
    if (wait > 0) await later(world, wait)
    await runDurableObjectAlarm(boardAt(world, board))
  }
  throw new Error("It never ends")
}

/** A card gets another name on Trello's pages, as a webhook tells the board. */
export async function rename(world: World, card: string, name: string): Promise<void> {
  await edit(world, world.people.admin, "PUT", `/cards/${card}`, { name })
  await withTables(world, ({ dirty, due }) => {
    dirty.mark(card, devClock.now())
    due.set("sync", devClock.now())
  })
}

/** How a card's only link stands, as somebody is told who does not wake the board by asking. */
export async function linkOf(world: World, card: string): Promise<LinkSync | null> {
  const rows = await boardAt(world).links(card, world.people.observer.options.member)
  return rows[0]?.sync ?? null
}

export async function boardSync(person: Person): Promise<BoardSyncAnswer> {
  const { workspace } = person.options
  return (await person.api("GET", `/api/sync?workspace=${workspace}`)).body as BoardSyncAnswer
}

export async function linksAs(person: Person, card: string): Promise<LinksAnswer> {
  const { workspace } = person.options
  const path = `/api/cards/${card}/links?workspace=${workspace}`
  return (await person.api("GET", path, undefined, card)).body as LinksAnswer
}

/** Lets a member's connections stand in. */
export async function standIn({ person, connection }: Pusher): Promise<void> {
  const { workspace } = person.options
  const answer = await person.api("POST", "/api/sync/standin", { workspace, connection })
  if (answer.status !== 200) throw new Error(`No stand-in: ${JSON.stringify(answer.body)}`)
}

export async function disconnect(person: Person, connection: string): Promise<void> {
  const { workspace } = person.options
  await person.api("POST", "/api/connections/disconnect", { workspace, connection })
}

export const trelloOf = ({ person }: Pusher): string => trelloConnection(person)

/** What the providers were asked since the last count, by account. */
export class Asked {
  readonly #world: World
  #from = { trello: 0, miro: 0 }

  private constructor(world: World) {
    this.#world = world
  }

  static async begin(world: World): Promise<Asked> {
    const asked = new Asked(world)
    await asked.reset()
    return asked
  }

  async reset(): Promise<void> {
    const { standIns } = this.#world
    const [trello, miro] = await Promise.all([
      standIns.requests("trello"),
      standIns.requests("miro"),
    ])
    this.#from = { trello: trello.length, miro: miro.length }
  }

  /** API calls, token and revocation calls left out. */
  async by(provider: "trello" | "miro", actor: string): Promise<readonly RequestRow[]> {
    const rows = (await this.#world.standIns.requests(provider)).slice(this.#from[provider])
    const api = rows.filter(({ path }) => !/oauth|\/tokens\//.test(path))
    return api.filter((row) => row.actor === actor)
  }
}

/** What an item shows, read as Ann, who owns the board. */
export async function shownBy(world: World, item: string) {
  const grant = env.GRANTS.getByName(miroConnection(world, "ann"))
  const path = `/v2/boards/${encodeURIComponent(world.miroBoard.id)}/app_cards/${item}`
  const result = await grant.call({ method: "GET", path })
  if (result.kind !== "answer" || result.status !== 200) throw new Error(JSON.stringify(result))
  return (JSON.parse(result.body) as { data: { title: string; status: string } }).data
}
