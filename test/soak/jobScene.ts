import { EVERY_CARD, type Job, type JobAnswer, type JobKind } from "../../core/contract/jobs.ts"
import { connectDirectly, type DirectMiro } from "../journey/directMiro.ts"
import type { Person } from "../journey/person.ts"
import type { ManyCards, RequestRow } from "../journey/standIns.ts"
import { TrelloPerson } from "../journey/trelloEdits.ts"
import type { Stack } from "../run/stack.ts"
import type { Stage } from "./people.ts"

/** No job here takes longer, nor what goes on by itself: half a minute until an alarm comes, and a minute of waits. */
const LIMIT_MS = 180_000

/** A Trello board of many cards, an empty Miro board, and a Worker that can be killed while a job of theirs runs. */
export class JobScene {
  readonly board: ManyCards
  /** The Miro board. */
  readonly target: { readonly id: string; readonly name: string }
  readonly miro: DirectMiro
  readonly #stage: Stage<Stack>
  readonly #person: Person
  /** How far all clocks are ahead of the machine's. Seconds. */
  #ahead = 0
  /** Before that no clock is moved: something is still on its way. Milliseconds since 1970. */
  #stillUntil = 0

  private constructor(stage: Stage<Stack>, parts: Pick<JobScene, "board" | "target" | "miro">) {
    this.#stage = stage
    this.#person = stage.member.on(parts.board.id)
    this.board = parts.board
    this.target = parts.target
    this.miro = parts.miro
  }

  /** Begins anew, with so many cards. */
  static async set(stage: Stage<Stack>, cards: number): Promise<JobScene> {
    await stage.begin()
    const miro = await connectDirectly(stage.stack.miro, stage.standIns)
    const board = await stage.standIns.addBoard(cards)
    return new JobScene(stage, { board, miro, target: await miro.makeBoard("Crash") })
  }

  /** By how much the clocks were moved on. */
  get waitedSeconds(): number {
    return this.#ahead
  }

  /** Starts a push or removal of every card and gives its id. */
  async start(kind: JobKind): Promise<string> {
    const { status, body } = await this.#person.job("", {
      kind,
      miroBoard: this.target,
      connection: this.#stage.grants.miro,
      selection: EVERY_CARD,
      customFields: null,
    })
    if (status !== 200) throw new Error(`No job: ${status} ${JSON.stringify(body)}`)
    return (body as JobAnswer).job.id
  }

  /** How a job is now. A Worker that is asked goes on with what is due. */
  async read(id: string): Promise<Job> {
    const { status, body } = await this.#person.readJob(id)
    if (status !== 200) throw new Error(`No job: ${status} ${JSON.stringify(body)}`)
    return (body as JobAnswer).job
  }

  /** Looks at a job until it is over; where it waits, time passes. Gives how it is then. */
  goOn(id: string): Promise<Job> {
    return this.#look(id, async (job) => isOver(job))
  }

  /** Looks at a job until something is so while it runs. */
  async goOnUntil(id: string, isThere: () => Promise<boolean>): Promise<void> {
    const job = await this.#look(id, async (now) => isOver(now) || (await isThere()))
    if (isOver(job)) throw new Error(`The job was ${job.state} before the moment came`)
  }

  async #look(id: string, isEnough: (job: Job) => Promise<boolean>): Promise<Job> {
    let job = await this.read(id)
    const look = async () => {
      job = await this.read(id)
      if (await isEnough(job)) return true
      await this.#wait(job.waitingUntil)
      return false
    }
    await until(look, "The job never ends")
    return job
  }

  async #wait(waitingUntil: string | null): Promise<void> {
    if (waitingUntil === null || Date.now() < this.#stillUntil) return
    const seconds = (Date.parse(waitingUntil) - Date.now()) / 1000 - this.#ahead
    if (seconds > 0) await this.pass(seconds)
  }

  /** Lets time pass everywhere. */
  async pass(seconds: number): Promise<void> {
    this.#ahead += seconds
    await this.#stage.later(seconds)
  }

  /** Kills the Worker and starts it anew. What is on its way to Miro then arrives within `arrivesMs`. */
  async crash(arrivesMs: number): Promise<void> {
    const { stack, standIns } = this.#stage
    this.#stillUntil = Date.now() + arrivesMs
    await stack.crashWorker()
    await standIns.post("miro", "release", {})
    if (this.#ahead > 0) await this.#stage.catchUp(this.#ahead)
  }

  /** Waits until what was on its way when the Worker ended has arrived. */
  async arrival(): Promise<void> {
    await pause(Math.max(0, this.#stillUntil - Date.now()))
  }

  /** What Miro was asked so far. */
  requests(): Promise<RequestRow[]> {
    return this.#stage.standIns.requests("miro")
  }

  /** Waits until the Worker has asked nothing for a second. */
  async untilQuiet(): Promise<void> {
    const count = async () => {
      const { standIns } = this.#stage
      return (await standIns.requests("trello")).length + (await standIns.requests("miro")).length
    }
    for (let before = -1, now = await count(); before !== now; now = await count()) {
      before = now
      await pause(1_000)
    }
  }

  /** From now on Trello makes no webhooks: what people change there is left to jobs alone. */
  async refuseWebhooks(): Promise<void> {
    const refused = { method: "POST", path: "/1/webhooks", kind: "status", status: 500 } as const
    await this.#stage.standIns.faults("trello", { ...refused, times: 1_000 })
  }

  /** Gives the first cards other names on Trello. Gives them by the cards' ids. */
  async rename(cards: number): Promise<ReadonlyMap<string, string>> {
    const { stack, member } = this.#stage
    const trello = new TrelloPerson(stack.trello, member.options.member)
    const names = new Map<string, string>()
    for (const { id, idShort } of this.board.cards.slice(0, cards)) {
      names.set(id, `Renamed ${idShort}`)
      await trello.edit("PUT", `/cards/${id}`, { name: `Renamed ${idShort}` })
    }
    return names
  }
}

function isOver({ state }: Job): boolean {
  return state !== "working" && state !== "waiting"
}

/** Waits until something is so. Rejects with `problem` when that takes too long. */
export async function until(isThere: () => Promise<boolean>, problem: string): Promise<void> {
  for (const end = Date.now() + LIMIT_MS; Date.now() < end; await pause(20)) {
    if (await isThere()) return
  }
  throw new Error(problem)
}

/** Lets real time pass. */
export function pause(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms)
  })
}
