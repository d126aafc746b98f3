import { DurableObject } from "cloudflare:workers"
import type { BoardFormat } from "../../core/cards/ticket.ts"
import type { MiroBoard } from "../../core/contract/cards.ts"
import type {
  JobAnswer,
  JobRequest,
  JobsAnswer,
  LinkedBoardsAnswer,
  PlanAnswer,
} from "../../core/contract/jobs.ts"
import type { BoardSyncAnswer } from "../../core/contract/sync.ts"
import { ALARM_RETRY_MS, armAlarm, runAlarm } from "../alarm.ts"
import { type Clock, systemClock } from "../clock.ts"
import { ok, type Result } from "../failure.ts"
import type { ParsedWebhook } from "../trello/webhooks.ts"
import { BoardReader } from "./boardReader.ts"
import { BoardJobs } from "./jobs/boardJobs.ts"
import { CALLS_MAX } from "./callMeter.ts"
import type { Asker } from "./jobs/start.ts"
import { BoardLive } from "./live/boardLive.ts"
import { type LinkRow, NEVER_SYNCED } from "./live/describe.ts"
import type { HandedOver } from "./live/handOver.ts"
import {
  abandonPush,
  beginPush,
  commitPush,
  doubtPush,
  losePush,
  type MiroTarget,
  type PushedCard,
  type PushedItem,
  type PushPlan,
} from "./pushes.ts"
import { type BoardTables, buildTables } from "./store/boardStore.ts"
import { isThere, migrate } from "./store/schema.ts"

/**
 * One Trello board: which of its cards are on which Miro boards, and the jobs that put many of them there. It writes
 * nothing before the caller's own grant has read the card or the board, so invented boards cost nothing.
 */
export class Board extends DurableObject<Env> {
  protected readonly clock: Clock = systemClock
  #tables: BoardTables | null = null
  readonly #reader = new BoardReader(() => this.clock.now())
  #boardJobs: BoardJobs | null = null
  #boardLive: BoardLive | null = null
  #running: Promise<void> | null = null

  /** In whose words dates are written: the first push from this board decides, so that everybody's pushes agree. */
  async format(proposal: BoardFormat): Promise<BoardFormat> {
    const format = this.#create().settings.format(proposal)
    await this.ctx.storage.sync()
    return format
  }

  /** Names of the custom fields that cards show on a Miro board. */
  customFields(miroBoard: string): string[] {
    return this.#existing()?.settings.customFields(miroBoard) ?? []
  }

  /** See `beginPush`. The intent is durable before this returns. */
  async begin(card: PushedCard, target: MiroTarget): Promise<PushPlan> {
    const plan = beginPush(this.#create(), this.clock, card, target)
    await this.#arm()
    await this.ctx.storage.sync()
    return plan
  }

  /** See `commitPush`. */
  async commit(card: PushedCard, target: MiroTarget, pushed: PushedItem): Promise<void> {
    commitPush(this.#create(), this.clock, card, target, pushed)
    this.#live.begin(card)
    this.#live.pushed(card.id)
    await this.#arm()
    await this.ctx.storage.sync()
  }

  /** See `abandonPush`. */
  async abandon(card: string, miroBoard: string): Promise<void> {
    abandonPush(this.#create(), card, miroBoard)
    await this.ctx.storage.sync()
  }

  /** See `doubtPush`. */
  async doubt(card: string, miroBoard: string): Promise<void> {
    doubtPush(this.#create(), this.clock, card, miroBoard)
    await this.ctx.storage.sync()
  }

  /** See `losePush`. */
  async lose(card: string, miroBoard: string, item: string): Promise<number | null> {
    const slot = losePush(this.#create(), this.clock, card, miroBoard, item)
    await this.ctx.storage.sync()
    return slot
  }

  async remove(card: string, miroBoard: string): Promise<void> {
    this.#create().links.drop(card, miroBoard)
    this.#live.linksChanged()
    await this.#arm()
    await this.ctx.storage.sync()
  }

  /** The card's links, oldest first, as a member is told who has a page open: they want to know how each stands now. */
  async links(card: string, member: string): Promise<LinkRow[]> {
    if (this.#existing() === null) return []
    this.#live.wake()
    await this.#arm()
    return this.#live.describeLinks(card, member)
  }

  /** See `BoardLive.describe`. */
  async sync(member: string): Promise<BoardSyncAnswer> {
    if (this.#existing() === null) return NEVER_SYNCED
    this.#live.wake()
    await this.#arm()
    return this.#live.describe(member)
  }

  /** See `BoardLive.standIn`. Only for a board that somebody pushed from. */
  async standIn(
    member: string,
    workspace: string,
    connection: string | null,
  ): Promise<BoardSyncAnswer> {
    if (this.#existing() === null) return NEVER_SYNCED
    this.#live.standIn(member, workspace, connection)
    await this.#arm()
    await this.ctx.storage.sync()
    return this.#live.describe(member)
  }

  /** See `BoardLive.knowsHook`. It writes nothing. */
  knowsHook(path: string): boolean {
    return this.#existing() !== null && this.#live.knowsHook(path)
  }

  /** See `BoardLive.receive`. The answer leaves once what was noted survives a crash. */
  async receive(path: string, delivery: ParsedWebhook): Promise<boolean> {
    if (this.#existing() === null || !this.#live.receive(path, delivery)) return false
    await this.#arm()
    return true
  }

  /** See `BoardLive.adopt`. The links are here for good before this returns. */
  async adopt(handed: HandedOver, board: string): Promise<readonly string[]> {
    const taken = this.#live.adopt(handed, board)
    await this.#arm()
    await this.ctx.storage.sync()
    return taken
  }

  /** See `BoardLive.lookFor`. */
  async lookFor(card: string): Promise<boolean> {
    if (this.#existing() === null || !this.#live.lookFor(card)) return false
    await this.#arm()
    await this.ctx.storage.sync()
    return true
  }

  /** See `BoardJobs.plan`. */
  plan(asker: Asker, request: JobRequest, miroBoard: MiroBoard): Promise<Result<PlanAnswer>> {
    return this.#jobs.plan(asker, request, miroBoard)
  }

  /** See `BoardJobs.start`. */
  async start(asker: Asker, request: JobRequest): Promise<Result<JobAnswer>> {
    const started = await this.#jobs.start(asker, request)
    if (started.ok && request.kind === "push") this.#live.begin(asker)
    return this.#armed(started)
  }

  /** See `BoardJobs.list`. */
  async jobs(asker: Asker): Promise<Result<JobsAnswer>> {
    if (this.#existing() === null) return ok({ jobs: [], onMiro: "" })
    return this.#armed(await this.#jobs.list(asker))
  }

  /** See `BoardJobs.read`. */
  async job(asker: Asker, id: string): Promise<Result<JobAnswer>> {
    return this.#armed(await this.#jobs.read(asker, id))
  }

  /** See `BoardJobs.act`. */
  async act(
    asker: Asker,
    id: string,
    action: "cancel" | "resume" | "undo",
    connection: string,
  ): Promise<Result<JobAnswer>> {
    return this.#armed(await this.#jobs.act(asker, id, action, connection))
  }

  /** See `BoardJobs.linkedBoards`. */
  async linkedBoards(asker: Asker): Promise<Result<LinkedBoardsAnswer>> {
    if (this.#existing() === null) return ok({ boards: [] })
    return this.#jobs.linkedBoards(asker)
  }

  /** Does whatever is due: jobs go first, since somebody waits for them. */
  override alarm(): Promise<void> {
    return runAlarm(this.ctx.storage, { object: "board" }, async () => {
      // Should the process end while calls are out, this is when somebody looks.
      await armAlarm(this.ctx.storage, this.clock, this.clock.now() + ALARM_RETRY_MS)
      if (this.#existing() !== null) await this.#runDue()
      await this.#arm()
    })
  }

  /** One at a time: what another one has under way would look like what a crash left behind. */
  #runDue(): Promise<void> {
    this.#running ??= this.#runBoth().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #runBoth(): Promise<void> {
    const { jobs } = this.#create()
    const open = jobs.listDue()
    const isDue = open.some(({ at }) => at <= this.clock.now())
    const share = Math.floor(CALLS_MAX / 3)
    await this.#jobs.runDue(isDue ? CALLS_MAX - share : 0)
    const left = new Set(jobs.listDue().map(({ job }) => job))
    if (open.some(({ job }) => !left.has(job))) this.#live.jobEnded()
    await this.#live.runDue(isDue ? share : CALLS_MAX)
    if (left.size === 0) this.#reader.forget(this.clock.now())
  }

  async #armed<T>(result: Result<T>): Promise<Result<T>> {
    await this.#arm()
    return result
  }

  async #arm(): Promise<void> {
    await armAlarm(this.ctx.storage, this.clock, this.#existing()?.due.next() ?? null)
  }

  get #jobs(): BoardJobs {
    this.#boardJobs ??= new BoardJobs(() => this.#create(), this.clock, this.env, this.#reader)
    return this.#boardJobs
  }

  get #live(): BoardLive {
    this.#boardLive ??= new BoardLive(() => this.#create(), this.clock, this.env, this.#reader)
    return this.#boardLive
  }

  /** The tables, made where there are none. */
  #create(): BoardTables {
    if (this.#tables !== null) return this.#tables
    migrate(this.ctx.storage)
    this.#tables = buildTables(this.ctx.storage)
    return this.#tables
  }

  /** Null while nothing was ever written here. */
  #existing(): BoardTables | null {
    return isThere(this.ctx.storage.sql) ? this.#create() : null
  }
}
