import type { JobRequest, Selection } from "../../core/contract/jobs.ts"
import type { Result } from "../../worker/failure.ts"
import { isFinal, type JobRecord } from "../../worker/sync/jobs/record.ts"
import { CALLS_MAX } from "./life.ts"
import { PEOPLE } from "./miro.ts"
import type { Random } from "./random.ts"
import type { Simulation } from "./simulation.ts"
import { BrokenPromise } from "./watch.ts"

const INVOCATIONS_MAX = 600
const RESUMES_MAX = 8
/** Reasons for which a job may stop in bad weather, so that somebody resumes it. */
const WEATHER = ["upstream_unavailable", "upstream_timeout", "upstream_malformed"]

/** Who starts jobs, and the alarm that lets them go on: whatever ends in between, they ask again. */
export class JobDriver {
  /** How often somebody had to resume a job. */
  resumes = 0
  readonly #simulation: Simulation
  readonly #random: Random

  constructor(simulation: Simulation, random: Random) {
    this.#simulation = simulation
    this.#random = random
  }

  record(id: string): JobRecord {
    const record = this.#simulation.life.tables.jobs.read(id)
    if (record === null) throw new BrokenPromise("The job is forgotten")
    return record
  }

  get #asker() {
    const { id: board, idOrganization: workspace } = this.#simulation.trello
    return { member: "65e58fac43f2305508861612", board, workspace }
  }

  get #connection(): string {
    return `miro:${PEOPLE.ann.id}:${PEOPLE.ann.team}`
  }

  get target() {
    return { id: this.#simulation.miro.board, name: "Roadmap" }
  }

  /** Asks as often as it takes; null where there is nothing to do. */
  async ask<T>(work: () => Promise<Result<T | null>>): Promise<T | null> {
    for (let tries = 0; tries < 60; tries++) {
      const { life } = this.#simulation
      life.calls = life.heldBack = 0
      const result = await this.#simulation.settle(orFailure(work()), life)
      if (result?.ok === true) return result.value
      if (result?.failure.code === "no_cards") return null
      await this.#simulation.pass(30_000)
    }
    throw new BrokenPromise("Nobody answers")
  }

  async start(kind: JobRequest["kind"], selection: Selection): Promise<string | null> {
    const { workspace } = this.#asker
    const place = { locale: "en", timeZone: "UTC" }
    const where = { workspace, miroBoard: this.target, connection: this.#connection }
    const request: JobRequest = { kind, selection, customFields: null, ...where, ...place }
    const started = await this.ask(async () => {
      if (this.openJob !== null) return { ok: true, value: null } as const
      return this.#simulation.life.jobs.start(this.#asker, request)
    })
    return started?.job.id ?? this.openJob
  }

  /** A job whose start got no answer is there all the same. */
  get openJob(): string | null {
    return this.#simulation.life.tables.jobs.open(this.target.id)?.id ?? null
  }

  /** Goes on whenever the job is due, as its alarm does, until it is over. */
  async drive(id: string): Promise<void> {
    const simulation = this.#simulation
    this.#simulation.watch.isPlanning = () => this.record(id).phase === "survey"
    for (let invocations = 0; !isFinal(this.record(id)); invocations++) {
      if (invocations > INVOCATIONS_MAX) throw new BrokenPromise("It never ends")
      const record = this.record(id)
      if (record.state === "stopped") {
        await this.#resume(record)
        continue
      }
      const { life } = simulation
      const [due] = life.tables.jobs.listDue()
      if (due === undefined) throw new BrokenPromise("Nothing wakes it any more")
      await simulation.pass(Math.max(0, due.at - simulation.clock.now()))
      life.calls = life.heldBack = 0
      simulation.counts.invocations += 1
      await simulation.settle(life.jobs.runDue(CALLS_MAX), life)
      const { phase, state, cancelling, troubles } = this.record(id)
      this.#simulation.watch.tell(
        `-- ${[life.dead ? "dead" : "", phase, state, cancelling ? "cancelling" : "", troubles, JSON.stringify(this.#simulation.life.tables.jobs.counts(id))].join(" ")}`,
      )
      if (life.dead) await simulation.pass(this.#random.int(0, 30_000))
    }
    this.#simulation.watch.isPlanning = () => false
  }

  async #resume({ id, reason }: JobRecord): Promise<void> {
    this.resumes += 1
    if (!WEATHER.includes(reason ?? "") || this.resumes > RESUMES_MAX) {
      throw new BrokenPromise(`It stopped: ${reason}`)
    }
    await this.#simulation.pass(60 * 60_000)
    await this.ask(() => this.act(id, "resume"))
  }

  async act(id: string, action: "cancel" | "resume" | "undo") {
    const { life } = this.#simulation
    const acted = await life.jobs.act(this.#asker, id, action, this.#connection)
    await life.tables.sync()
    return acted
  }

  async cancel(id: string): Promise<void> {
    for (let tries = 0; tries < 20 && !this.#simulation.watch.cancelled; tries++) {
      const { life } = this.#simulation
      const acted = await Promise.race([
        orFailure(this.act(id, "cancel")),
        life.died.catch(() => null),
      ])
      if (acted?.ok === true) this.#simulation.watch.cancelled = !isFinal(this.record(id))
      if (acted?.ok === true) return
    }
  }
}

/** A request that throws is answered as an error: the grant's object, or the board's, ended in the midst of it. */
async function orFailure<T>(asked: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await asked
  } catch {
    return { ok: false, failure: { code: "internal_error" } }
  }
}
