import { reset } from "cloudflare:test"
import { env, exports } from "cloudflare:workers"
import { advanceClock } from "../../worker/dev.ts"
import { readConfig } from "../../worker/config.ts"
import { Person } from "../journey/person.ts"
import { type MiroSeed, StandIns, type TrelloSeed } from "../journey/standIns.ts"

/** The Worker in this isolate, the stand-ins beside it, and the people of their seeds. */
export interface World {
  readonly standIns: StandIns
  readonly trello: TrelloSeed
  readonly miro: MiroSeed
  readonly board: TrelloSeed["boards"][number]
  readonly workspace: string
  /** The seed's people by what they are on the main board. */
  readonly people: Readonly<Record<"admin" | "member" | "guest" | "observer" | "outsider", Person>>
  /** The seed's Miro users: Ann has two teams, Ben one, Vera only boards to view. */
  readonly users: Readonly<Record<"ann" | "ben" | "vera", string>>
  readonly miroBoard: { readonly id: string; readonly name: string }
  cardNamed(text: string): TrelloSeed["boards"][number]["cards"][number]
}

/** A fresh world: nothing stored, stand-ins back at their seed, the clock at the machine's, everybody consenting at once. */
export async function buildWorld(): Promise<World> {
  const config = readConfig(env)
  const standIns = new StandIns({ trello: config.TRELLO_ORIGIN, miro: config.MIRO_ORIGIN })
  await reset()
  await standIns.reset()
  advanceClock(0)
  const [trello, miro] = await Promise.all([standIns.trelloSeed(), standIns.miroSeed()])
  const board = pick(trello.boards, ({ name }) => name === "Website relaunch")
  const workspace = board.idOrganization ?? ""
  const person = (role: string) =>
    new Person({
      app: (path, init) => exports.default.fetch(config.APP_ORIGIN + path, init),
      standIns,
      member: pick(trello.members, ({ roles }) => roles.some((text) => text.startsWith(role))).id,
      board: board.id,
      workspace,
      appOrigin: config.APP_ORIGIN,
    })
  const user = (name: string) => pick(miro.users, (candidate) => candidate.name.startsWith(name)).id
  const { id, name } = pick(miro.boards, (candidate) => candidate.name === "Sprint 48 planning")
  const world: World = {
    standIns,
    trello,
    miro,
    board,
    workspace,
    people: {
      admin: person("admin of the board"),
      member: person("member of the board"),
      guest: person("guest of the board"),
      observer: person("observer on the board"),
      outsider: person("outsider"),
    },
    users: { ann: user("Ann"), ben: user("Ben"), vera: user("Vera") },
    miroBoard: { id, name },
    cardNamed: (text) => pick(board.cards, (card) => card.name.includes(text)),
  }
  await consentAs(world, world.people.member, world.users.ann)
  return world
}

/** Who the providers will say that consented, at once and without a question. */
export async function consentAs(world: World, person: Person, miroUser: string): Promise<void> {
  await world.standIns.consent("trello", "allow", person.options.member)
  await world.standIns.consent("miro", "allow", miroUser, world.miro.teams[0]?.id)
}

/** Lets time pass for the Worker and for both providers. */
export async function later(world: World, seconds: number): Promise<void> {
  advanceClock(seconds)
  await world.standIns.advance(seconds)
}

/** The grant's name of a person's Miro user in the first team. */
export function miroConnection(world: World, user: keyof World["users"] = "ann"): string {
  return `miro:${world.users[user]}:${world.miro.teams[0]?.id ?? ""}`
}

export function trelloConnection(person: Person): string {
  return `trello:${person.options.member}:${person.options.workspace}`
}

function pick<T>(from: readonly T[], wanted: (candidate: T) => boolean): T {
  const found = from.find(wanted)
  if (found === undefined) throw new Error("The seed lacks what this test needs")
  return found
}
