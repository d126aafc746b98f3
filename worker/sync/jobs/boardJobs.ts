import { buildOnMiro } from "../../../core/contract/pluginData.ts"
import type { MiroBoard } from "../../../core/contract/cards.ts"
import type {
  JobAnswer,
  JobRequest,
  JobsAnswer,
  LinkedBoardsAnswer,
  PlanAnswer,
} from "../../../core/contract/jobs.ts"
import type { Clock } from "../../clock.ts"
import { readConfig } from "../../config.ts"
import { fail, ok, type Result } from "../../failure.ts"
import { answered, miroGrant, trelloGrant, type UsableGrant } from "../../identity/access.ts"
import type { BoardReader } from "../boardReader.ts"
import type { BoardTables } from "../store/boardStore.ts"
import { describeJob } from "./describe.ts"
import { stopJob } from "./endJob.ts"
import type { JobMemory, JobPorts } from "./ports.ts"
import { proposeJob } from "./propose.ts"
import { isFinal, type JobRecord } from "./record.ts"
import { forgetOld } from "./retention.ts"
import { runJob } from "./run.ts"
import { type Asker, startJob, startUndo } from "./start.ts"

/** A plan and the start after it go by one reading of the Trello board; a long job reads it anew. Milliseconds. */
const PLAN_AGE_MS = 60_000
const JOB_AGE_MS = 10 * 60_000
/** So many jobs share the calls of one invocation: with fewer calls each none would get far. */
const JOBS_AT_ONCE = 4

/** The jobs of one Trello board: what its object does for them, and whom it answers. */
export class BoardJobs {
  readonly #open: () => BoardTables
  readonly #clock: Clock
  readonly #env: Env
  readonly #random: () => number
  readonly #reader: BoardReader
  readonly #memories = new Map<string, JobMemory>()

  /**
   * `open` makes the tables where there are none: it is called only once somebody's own grant has read the board.
   * `random` is in [0, 1).
   */
  constructor(
    open: () => BoardTables,
    clock: Clock,
    env: Env,
    reader: BoardReader,
    random: () => number = () => Math.random(),
  ) {
    this.#open = open
    this.#clock = clock
    this.#env = env
    this.#reader = reader
    this.#random = random
  }

  /** What starting would do. The asker's own grant reads the Trello board: one call, or none within a minute. */
  async plan(asker: Asker, request: JobRequest, miroBoard: MiroBoard): Promise<Result<PlanAnswer>> {
    const context = await this.#context(asker, request)
    if (!context.ok) return context
    const { TRELLO_ORIGIN: trelloOrigin } = readConfig(this.#env)
    return proposeJob({ ...context.value, clock: this.#clock, trelloOrigin }, request, miroBoard)
  }

  /** Writes a job down and lets the alarm begin it. */
  async start(asker: Asker, request: JobRequest): Promise<Result<JobAnswer>> {
    const context = await this.#context(asker, request)
    if (!context.ok) return context
    const { locale, timeZone } = request
    const { tables } = context.value
    const format = tables.settings.format({ locale, timeZone })
    return this.#begun(startJob({ ...context.value, format }, asker, request), asker)
  }

  /** The jobs that are not over and the last ended ones, to somebody whose own grant reads the board. */
  async list(asker: Asker): Promise<Result<JobsAnswer>> {
    const readable = await this.#mayRead(asker)
    if (!readable.ok) return readable
    this.#wake()
    const jobs = this.#tables.jobs.list().map((record) => this.#describe(record, asker))
    return ok({ jobs, onMiro: this.#onMiro() })
  }

  async read(asker: Asker, id: string): Promise<Result<JobAnswer>> {
    const found = await this.#find(asker, id)
    if (!found.ok) return found
    this.#wake()
    return ok(this.#answer(found.value, asker))
  }

  /**
   * Cancels, resumes or undoes a job. The route has made sure that somebody who did not start it may write on its Miro
   * board; only who started it may resume it, since it goes on with their grants.
   */
  async act(
    asker: Asker,
    id: string,
    action: "cancel" | "resume" | "undo",
    connection: string,
  ): Promise<Result<JobAnswer>> {
    const found = await this.#find(asker, id)
    if (!found.ok) return found
    const record = found.value
    switch (action) {
      case "cancel":
        return ok(
          this.#answer(isFinal(record) ? record : this.#goOn(record, { cancelling: true }), asker),
        )
      case "resume": {
        if (record.state !== "stopped") return ok(this.#answer(record, asker))
        return ok(this.#answer(this.#goOn(record, { connection }), asker))
      }
      case "undo":
        if (record.kind !== "push" || !isFinal(record)) return fail("job_not_found")
        return this.#begun(
          startUndo({ tables: this.#tables, now: this.#clock.now() }, asker, connection, record),
          asker,
        )
    }
  }

  /** How many cards of this Trello board are on each Miro board. */
  async linkedBoards(asker: Asker): Promise<Result<LinkedBoardsAnswer>> {
    const readable = await this.#mayRead(asker)
    return readable.ok ? ok({ boards: this.#tables.links.boards() }) : readable
  }

  /** Goes on with the jobs that are due; they share `calls` calls. Not while another one runs. */
  async runDue(calls: number): Promise<void> {
    const now = this.#clock.now()
    forgetOld(this.#tables, now)
    const due = this.#tables.jobs.listDue().filter(({ at }) => at <= now)
    // Those that have waited longest go first; the others have their turn in the next invocation.
    const served = due.slice(0, JOBS_AT_ONCE)
    for (const { job } of served) await this.#run(job, Math.floor(calls / served.length))
  }

  async #run(id: string, calls: number): Promise<void> {
    const { jobs } = this.#tables
    const record = jobs.read(id)
    if (record === null || isFinal(record)) {
      jobs.setDue(id, null)
      return
    }
    const caller = { member: record.member, board: record.board, card: null }
    const [trello, miro] = await Promise.all([
      trelloGrant(this.#env, caller, record.workspace),
      miroGrant(this.#env, caller, record.workspace, record.connection),
    ])
    if (!trello.ok) await stopJob(this.#tables, this.#clock, id, trello.failure.code)
    else if (!miro.ok) await stopJob(this.#tables, this.#clock, id, miro.failure.code)
    else await runJob(this.#ports(record, trello.value, miro.value), id, calls)
    // What it remembers may be thousands of items, and one that stopped may never go on.
    if (jobs.listDue().every(({ job }) => job !== id)) this.#memories.delete(id)
  }

  #ports(record: JobRecord, trello: UsableGrant, miro: UsableGrant): JobPorts {
    const memory = this.#memories.get(record.id) ?? { survey: null }
    this.#memories.set(record.id, memory)
    const { member, board } = record
    return {
      tables: this.#tables,
      trello: answered(trello.call),
      miro: answered(miro.call),
      clock: this.#clock,
      random: this.#random,
      format: this.#tables.settings.format({ locale: "en", timeZone: "UTC" }),
      trelloOrigin: readConfig(this.#env).TRELLO_ORIGIN,
      memory,
      snapshot: () =>
        this.#reader.read(member, board, answered(trello.call), JOB_AGE_MS, "background"),
    }
  }

  get #tables(): BoardTables {
    return this.#open()
  }

  async #context(asker: Asker, { locale, timeZone }: JobRequest) {
    const trello = await this.#trello(asker)
    if (!trello.ok) return trello
    const { member, board: idBoard } = asker
    const board = await this.#reader.read(member, idBoard, trello.value.call, PLAN_AGE_MS)
    if (!board.ok) return board
    const tables = this.#tables
    const format = tables.settings.readFormat() ?? { locale, timeZone }
    return ok({ tables, board: board.value, format, now: this.#clock.now() })
  }

  #trello({ member, board, workspace }: Asker): Promise<Result<UsableGrant>> {
    return trelloGrant(this.#env, { member, board, card: null }, workspace)
  }

  async #mayRead(asker: Asker): Promise<Result<null>> {
    const trello = await this.#trello(asker)
    if (!trello.ok) return trello
    return this.#reader.mayRead(asker.member, asker.board, trello.value.call)
  }

  async #find(asker: Asker, id: string): Promise<Result<JobRecord>> {
    const readable = await this.#mayRead(asker)
    if (!readable.ok) return readable
    const record = this.#tables.jobs.read(id)
    return record === null ? fail("job_not_found") : ok(record)
  }

  #goOn(record: JobRecord, changes: Partial<JobRecord>): JobRecord {
    const next = {
      ...record,
      ...changes,
      state: "working",
      troubles: 0,
      frameDoubts: 0,
      waitingUntil: null,
    } as const
    this.#tables.jobs.write(next)
    this.#tables.jobs.setDue(record.id, this.#clock.now())
    return next
  }

  /** A job whose alarm got lost, as when a process ended, goes on as soon as somebody looks. */
  #wake(): void {
    const { jobs } = this.#tables
    const due = new Set(jobs.listDue().map(({ job }) => job))
    for (const record of jobs.list()) {
      const open = record.state === "working" || record.state === "waiting"
      if (open && !due.has(record.id)) jobs.setDue(record.id, this.#clock.now())
    }
  }

  async #begun(started: Result<JobRecord>, asker: Asker): Promise<Result<JobAnswer>> {
    await this.#tables.sync()
    return started.ok ? ok(this.#answer(started.value, asker)) : started
  }

  #answer(record: JobRecord, asker: Asker): JobAnswer {
    const over = isFinal(record)
    return { job: this.#describe(record, asker), onMiro: over ? this.#onMiro() : null }
  }

  #describe(record: JobRecord, { member }: Asker) {
    const { MIRO_ORIGIN: miroOrigin } = readConfig(this.#env)
    return describeJob(this.#tables, record, { member, now: this.#clock.now(), miroOrigin })
  }

  #onMiro(): string {
    return buildOnMiro(this.#tables.links.numbers())
  }
}
