import { runDurableObjectAlarm } from "cloudflare:test"
import { env } from "cloudflare:workers"
import {
  EVERY_CARD,
  type Job,
  type JobAnswer,
  type JobRequest,
} from "../../../core/contract/jobs.ts"
import { devClock } from "../../../worker/dev.ts"
import type { Answer, Person } from "../../journey/person.ts"
import type { ManyCards } from "../../journey/standIns.ts"
import { buildWorld, later, miroConnection, type World } from "../world.ts"

/** A person with a Trello board of many cards open, connected to both services, and an empty Miro board. */
export interface Stage {
  readonly world: World
  readonly person: Person
  readonly board: ManyCards
  readonly connection: string
  readonly miroBoard: { readonly id: string; readonly name: string }
}

export async function setStage(cards: number): Promise<Stage> {
  const world = await buildWorld()
  const { member } = world.people
  await member.connect()
  const board = await world.standIns.addBoard(cards)
  const person = member.on(board.id)
  const connection = miroConnection(world)
  const made = await person.api("POST", "/api/miro/boards", {
    workspace: world.workspace,
    connection,
    name: "Roadmap",
  })
  const { board: miroBoard } = made.body as { board: { id: string; name: string } }
  return { world, person, board, connection, miroBoard: { id: miroBoard.id, name: miroBoard.name } }
}

/** The request that pushes or removes every card, or another one. */
export function requestOf(
  { connection, miroBoard }: Stage,
  changes: Partial<JobRequest> = {},
): Omit<JobRequest, "workspace" | "locale" | "timeZone"> {
  return {
    kind: "push",
    miroBoard,
    connection,
    selection: EVERY_CARD,
    customFields: null,
    ...changes,
  }
}

export function jobOf({ status, body }: Answer): Job {
  if (status !== 200) throw new Error(`No job: ${status} ${JSON.stringify(body)}`)
  return (body as JobAnswer).job
}

export async function start(stage: Stage, changes: Partial<JobRequest> = {}): Promise<Job> {
  return jobOf(await stage.person.job("", requestOf(stage, changes)))
}

/** Lets the job go on until it is over or stopped; time passes as it waits. Gives it, and the seconds it waited. */
export async function untilOver(
  stage: Stage,
  id: string,
): Promise<{ readonly job: Job; readonly waited: number }> {
  const { person, board, world } = stage
  let waited = 0
  for (let rounds = 0; rounds < 400; rounds++) {
    const job = jobOf(await person.readJob(id))
    if (job.state !== "working" && job.state !== "waiting") return { job, waited }
    if (job.waitingUntil !== null) {
      const seconds = Math.max(0, (Date.parse(job.waitingUntil) - devClock.now()) / 1000)
      if (seconds > 0) {
        await later(world, seconds)
        waited += seconds
      }
    }
    await runDurableObjectAlarm(env.BOARDS.getByName(`board:${board.id}`))
  }
  throw new Error("The job never ends")
}

/** How often Miro and Trello were asked since the last reset, by kind of call. */
export async function callsOf({ world }: Stage) {
  const miro = await world.standIns.requests("miro")
  const trello = await world.standIns.requests("trello")
  const count = (method: string, ending: RegExp) =>
    miro.filter((row) => row.method === method && ending.test(row.path)).length
  return {
    boardReads: trello.filter(({ path }) => /^\/1\/boards\/.*cards=/.test(path)).length,
    bulk: count("POST", /\/items\/bulk$/),
    lists: count("GET", /\/items(?:\?|$)/),
    patches: count("PATCH", /\/app_cards\//),
    deletes: count("DELETE", /\/(?:app_cards|items)\//),
    refusedMiro: miro.filter(({ status }) => status === 429).length,
    miro: miro.filter(({ path }) => path.startsWith("/v2/boards/")).length,
  }
}

/** What is on the Miro board, as Miro says to the person's own app. */
export interface Seen {
  readonly id: string
  readonly type: string
  readonly parent?: { readonly id: string }
  readonly data: {
    readonly title: string
    readonly status?: string
    readonly fields?: readonly { readonly value: string; readonly tooltip: string }[]
  }
  readonly position: { readonly x: number; readonly y: number }
  readonly geometry: { readonly width: number; readonly height: number }
}

export async function itemsOn(stage: Stage): Promise<Seen[]> {
  const grant = env.GRANTS.getByName(stage.connection)
  const path = `/v2/boards/${encodeURIComponent(stage.miroBoard.id)}/items?limit=50`
  const seen: Seen[] = []
  for (let cursor = ""; ; ) {
    const result = await grant.call({ method: "GET", path: `${path}&cursor=${cursor}` })
    if (result.kind !== "answer" || result.status !== 200) throw new Error(JSON.stringify(result))
    const page = JSON.parse(result.body) as { data: Seen[]; cursor?: string }
    seen.push(...page.data)
    if (page.cursor === undefined) return seen
    cursor = page.cursor
  }
}
