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
import { armAlarm } from "../alarm.ts"
import { type Clock, systemClock } from "../clock.ts"
import { ok, type Result } from "../failure.ts"
import { logEvent } from "../log.ts"
import type { ParsedWebhook } from "../trello/webhooks.ts"
import { BoardJobs } from "./jobs/boardJobs.ts"
import type { Asker } from "./jobs/start.ts"
import { noteChanges } from "./live/dirty.ts"
import {
  abandonPush,
  beginPush,
  commitPush,
  doubtPush,
  losePush,
  type PushedCard,
  type PushedItem,
  type PushPlan,
} from "./pushes.ts"
import { type BoardTables, buildTables } from "./store/boardStore.ts"
import { buildLiveTables, type LiveTables } from "./store/liveTables.ts"
import { isThere, migrate } from "./store/schema.ts"

/** A card's tie to an item, as it is told. Times are milliseconds since 1970. */
export interface LinkRow {
  readonly card: string
  readonly miroBoard: string
  readonly miroBoardName: string
  readonly item: string
  readonly pushedAt: number
  /** Who pushed it; null for a link of before this was noted. */
  readonly member: string | null
}

interface Target {
  readonly id: string
  readonly name: string
}

/** After an alarm that failed. Milliseconds. */
const RETRY_MS = 30_000

/**
 * One Trello board: which of its cards are on which Miro boards, and the jobs that put many of them there. It writes
 * nothing before the caller's own grant has read the card or the board, so invented boards cost nothing.
 */
export class Board extends DurableObject<Env> {
  protected readonly clock: Clock = systemClock
  #tables: (BoardTables & LiveTables) | null = null
  #jobs: BoardJobs | null = null

  /** In whose words dates are written: the first push from this board decides, so that everybody's pushes agree. */
  async format(proposal: BoardFormat): Promise<BoardFormat> {
    const format = this.#create().settings.format(proposal)
    await this.ctx.storage.sync()
    return format
  }

  /** See `beginPush`. The intent is durable before this returns. */
  async begin(card: PushedCard, target: Target): Promise<PushPlan> {
    const plan = beginPush(this.#create(), this.clock, card, target)
    await this.ctx.storage.sync()
    return plan
  }

  /** See `commitPush`. */
  async commit(card: PushedCard, target: Target, pushed: PushedItem): Promise<void> {
    commitPush(this.#create(), this.clock, card, target, pushed)
    await this.ctx.storage.sync()
  }

  /** See `abandonPush`. */
  async abandon(card: string, miroBoard: string): Promise<void> {
    abandonPush(this.#create(), card, miroBoard)
    await this.ctx.storage.sync()
  }

  /** See `doubtPush`. */
  async doubt(card: string, miroBoard: string): Promise<void> {
    doubtPush(this.#create(), card, miroBoard)
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
    await this.ctx.storage.sync()
  }

  /** The card's links, oldest first. */
  links(card: string): LinkRow[] {
    const links = this.#existing()?.links.ofCard(card) ?? []
    return links.flatMap(({ state, miroBoard, miroBoardName, item, pushedAt, member }) =>
      state === "linked" && item !== null && pushedAt !== null
        ? [{ card, miroBoard, miroBoardName, item, pushedAt, member }]
        : [],
    )
  }

  /** Whether Trello's webhook at this path is one of this board's, and not retired. It makes no tables. */
  knowsHook(path: string): boolean {
    const hook = this.#existing()?.hooks.read(path) ?? null
    return hook !== null && hook.state !== "retired"
  }

  /**
   * Takes what a webhook delivered, and looks at it later; false where the board does not know the hook. The answer
   * leaves once what was noted survives a crash.
   */
  receive(path: string, delivery: ParsedWebhook): boolean {
    if (!this.knowsHook(path)) return false
    if (delivery.kind === "malformed") return true
    const { action, changes } = delivery
    const tables = this.#create()
    tables.transaction(() => noteChanges(tables, { action: action.id, changes }, this.clock.now()))
    return true
  }

  /** See `BoardJobs.plan`. */
  plan(asker: Asker, request: JobRequest, miroBoard: MiroBoard): Promise<Result<PlanAnswer>> {
    return this.#board().plan(asker, request, miroBoard)
  }

  /** See `BoardJobs.start`. */
  async start(asker: Asker, request: JobRequest): Promise<Result<JobAnswer>> {
    return this.#armed(await this.#board().start(asker, request))
  }

  /** See `BoardJobs.list`. */
  async jobs(asker: Asker): Promise<Result<JobsAnswer>> {
    if (this.#existing() === null) return ok({ jobs: [], onMiro: "" })
    return this.#armed(await this.#board().list(asker))
  }

  /** See `BoardJobs.read`. */
  async job(asker: Asker, id: string): Promise<Result<JobAnswer>> {
    return this.#armed(await this.#board().read(asker, id))
  }

  /** See `BoardJobs.act`. */
  async act(
    asker: Asker,
    id: string,
    action: "cancel" | "resume" | "undo",
    connection: string,
  ): Promise<Result<JobAnswer>> {
    return this.#armed(await this.#board().act(asker, id, action, connection))
  }

  /** See `BoardJobs.linkedBoards`. */
  async linkedBoards(asker: Asker): Promise<Result<LinkedBoardsAnswer>> {
    if (this.#existing() === null) return ok({ boards: [] })
    return this.#board().linkedBoards(asker)
  }

  /** Goes on with every job that is due. It never throws, and arms itself again. */
  override async alarm(): Promise<void> {
    try {
      // Should the process end while calls are out, this is when somebody looks.
      await armAlarm(this.ctx.storage, this.clock, this.clock.now() + RETRY_MS)
      if (this.#existing() !== null) await this.#board().runDue()
      await this.#arm()
    } catch (error) {
      const name = error instanceof Error ? error.name : "unknown"
      logEvent("alarm_failed", { object: "board", error: name })
      await armAlarm(this.ctx.storage, this.clock, this.clock.now() + RETRY_MS)
    }
  }

  async #armed<T>(result: Result<T>): Promise<Result<T>> {
    await this.#arm()
    return result
  }

  async #arm(): Promise<void> {
    const [next] = this.#existing()?.jobs.listDue() ?? []
    await armAlarm(this.ctx.storage, this.clock, next?.at ?? null)
  }

  #board(): BoardJobs {
    this.#jobs ??= new BoardJobs(() => this.#create(), this.clock, this.env)
    return this.#jobs
  }

  /** The tables, made where there are none. */
  #create(): BoardTables & LiveTables {
    if (this.#tables !== null) return this.#tables
    migrate(this.ctx.storage)
    this.#tables = { ...buildTables(this.ctx.storage), ...buildLiveTables(this.ctx.storage) }
    return this.#tables
  }

  /** Null while nothing was ever written here. */
  #existing(): (BoardTables & LiveTables) | null {
    return isThere(this.ctx.storage.sql) ? this.#create() : null
  }
}
