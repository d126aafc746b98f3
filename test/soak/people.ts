import { Person } from "../journey/person.ts"
import { StandIns } from "../journey/standIns.ts"
import type { Stack } from "../run/stack.ts"

type Addresses = Pick<Stack, "app" | "trello" | "miro">

/** A running stack with one member of its seed, and the names of their grants. */
export interface Stage<S extends Addresses = Addresses> {
  readonly stack: S
  readonly standIns: StandIns
  readonly member: Person
  readonly grants: Readonly<Record<"trello" | "miro", string>>
  /** Back to the seed, clocks included, with the member connected to both. */
  begin(): Promise<void>
  /** Lets time pass everywhere. */
  later(seconds: number): Promise<void>
  /** Lets time pass for the Worker alone: a new process of it begins with the machine's time. */
  catchUp(seconds: number): Promise<void>
  /** How often a provider's token endpoint was asked since `begin`. */
  tokenRequests(provider: "trello" | "miro"): Promise<number>
}

export async function setStage<S extends Addresses>(stack: S): Promise<Stage<S>> {
  const standIns = new StandIns(stack)
  const [trello, miro] = await Promise.all([standIns.trelloSeed(), standIns.miroSeed()])
  const board = trello.boards.find(({ name }) => name === "Website relaunch")
  const person = trello.members.find(({ roles }) =>
    roles.some((role) => role.startsWith("member of the board")),
  )
  const [user, team] = [miro.users[0]?.id ?? "", miro.teams[0]?.id ?? ""]
  const options = {
    app: (path: string, init?: RequestInit) => fetch(stack.app + path, init),
    standIns,
    member: person?.id ?? "",
    board: board?.id ?? "",
    workspace: board?.idOrganization ?? "",
    appOrigin: stack.app,
  }
  const { workspace } = options
  const moveWorker = async (advanceSeconds: number) => {
    await fetch(`${stack.app}/_dev/clock`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ advanceSeconds }),
    })
  }
  return {
    stack,
    standIns,
    member: new Person(options),
    grants: { trello: `trello:${options.member}:${workspace}`, miro: `miro:${user}:${team}` },
    begin: async () => {
      await standIns.reset()
      await moveWorker(0)
      await standIns.consent("trello", "allow", options.member)
      await standIns.consent("miro", "allow", user, team)
      await new Person(options).connect()
    },
    later: async (seconds) => {
      await moveWorker(seconds)
      await standIns.advance(seconds)
    },
    catchUp: moveWorker,
    tokenRequests: async (provider) => {
      const path = provider === "trello" ? "/oauth/token" : "/v1/oauth/token"
      const rows = await standIns.requests(provider)
      return rows.filter((row) => row.path.startsWith(path)).length
    },
  }
}
