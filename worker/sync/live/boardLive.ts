import type { BoardSyncAnswer, LinkSync } from "../../../core/contract/sync.ts"
import type { Clock } from "../../clock.ts"
import { readConfig } from "../../config.ts"
import { ok, type Result } from "../../failure.ts"
import { connectionGrant, trelloGrant } from "../../identity/access.ts"
import { logEvent } from "../../log.ts"
import type { BoardReader } from "../boardReader.ts"
import { CallMeter } from "../jobs/ports.ts"
import type { BoardTables } from "../store/boardStore.ts"
import type { DuePurpose } from "../store/due.ts"
import type { StoredLink } from "../store/links.ts"
import { compareMiro, type CompareMemory } from "./compare.ts"
import { STANDING, WHOLE_BOARD } from "./dirty.ts"
import { buildLiveRun, type Call, type LivePorts } from "./ports.ts"
import { syncBoard } from "./syncBoard.ts"
import { keepHook } from "./upkeep.ts"

/** Everything is compared about once a day, and when somebody looks and that was not just done. Milliseconds. */
const COMPARE_EVERY_MS = 24 * 60 * 60_000
const LOOK_AGE_MS = 10 * 60_000
/** Where nobody may be asked, somebody may have reauthorized since: looked at so often, and when somebody looks. */
const RETRY_LOST_MS = 10 * 60_000
const RETRY_SOONEST_MS = 5_000

/** Who pushed, on which board of which workspace. */
export interface Pusher {
  readonly member: string
  readonly board: string
  readonly workspace: string
}

/** Keeps the cards of one Trello board in step with Miro: what its object does for that. */
export class BoardLive {
  readonly #open: () => BoardTables
  readonly #clock: Clock
  readonly #env: Env
  readonly #reader: BoardReader
  readonly #memory: CompareMemory = { listing: null }
  #retriedAt = 0

  constructor(open: () => BoardTables, clock: Clock, env: Env, reader: BoardReader) {
    this.#open = open
    this.#clock = clock
    this.#env = env
    this.#reader = reader
  }

  /** Somebody pushes: from now on the board is kept in step, with this person's Trello connection if nobody's is used. */
  begin({ member, board, workspace }: Pusher): void {
    const tables = this.#open()
    const standing = tables.standing.read()
    const now = this.#clock.now()
    if (standing?.state === "on" && standing.workspace === workspace) {
      if (tables.due.read("hook") === null) tables.due.set("hook", now)
      return
    }
    tables.transaction(() => {
      const since = { state: "on", since: now } as const
      tables.standing.write(
        standing === null
          ? {
              board,
              workspace,
              owner: member,
              ...since,
              comparedAt: null,
              lostPushers: [],
              miroBoards: {},
            }
          : { ...standing, workspace, owner: member, ...since },
      )
      tables.due.set("hook", now)
      if (standing === null) return tables.due.set("compare", now + COMPARE_EVERY_MS)
      this.#lookAtAll(tables)
    })
  }

  /** A text changed, so the time of the next change by itself may have. */
  planChanges(): void {
    const tables = this.#open()
    tables.due.set("change", tables.links.nextChange())
  }

  /** Somebody has a page open: the Power-Up is on, and they want to know. */
  wake(): void {
    const tables = this.#open()
    const standing = tables.standing.read()
    if (standing === null) return
    const now = this.#clock.now()
    if (standing.state !== "on" && (tables.due.read("sync") ?? Infinity) > now) {
      tables.transaction(() => this.#lookAtAll(tables))
    }
    const retryAt = Math.max(now, this.#retriedAt + RETRY_SOONEST_MS)
    if ((tables.due.read("retry") ?? 0) > retryAt) tables.due.set("retry", retryAt)
    const compared = standing.comparedAt ?? standing.since
    if (compared + LOOK_AGE_MS < now) tables.due.set("compare", now)
  }

  #retry({ links, dirty, due }: BoardTables, now: number): void {
    this.#retriedAt = now
    const paused = links.paused()
    for (const card of paused) dirty.mark(card, now)
    due.set("retry", paused.length > 0 ? now + RETRY_LOST_MS : null)
    if (paused.length > 0) due.set("sync", now)
  }

  #lookAtAll({ dirty, due }: BoardTables): void {
    const now = this.#clock.now()
    dirty.mark(STANDING, now)
    dirty.mark(WHOLE_BOARD, now)
    due.set("sync", now)
  }

  /** Does what is due, with at most `calls` calls. */
  async runDue(calls: number): Promise<void> {
    const tables = this.#open()
    const standing = tables.standing.read()
    if (standing === null) return
    const run = buildLiveRun(this.#ports(tables, standing), new CallMeter(calls))
    const now = this.#clock.now()
    const isDue = (purpose: DuePurpose) => (tables.due.read(purpose) ?? Infinity) <= now
    if (isDue("change")) {
      for (const card of tables.links.changing(now)) tables.dirty.mark(card, now)
      tables.due.set("change", null)
      tables.due.set("sync", now)
    }
    if (isDue("retry")) this.#retry(tables, now)
    if (isDue("hook")) tables.due.set("hook", await keepHook(run))
    if (isDue("compare")) await this.#compare(tables, run)
    if (isDue("sync")) await this.#sync(tables, run)
    await tables.sync()
  }

  async #compare(tables: BoardTables, run: ReturnType<typeof buildLiveRun>): Promise<void> {
    const wait = await compareMiro(run, this.#memory)
    const now = this.#clock.now()
    if (wait !== null) return tables.due.set("compare", now + wait.seconds * 1000)
    const standing = tables.standing.read()
    if (standing === null) return
    tables.transaction(() => {
      tables.standing.write({ ...standing, comparedAt: now })
      const spread = 0.8 + 0.4 * run.ports.random()
      tables.due.set("compare", now + COMPARE_EVERY_MS * spread)
      this.#lookAtAll(tables)
    })
  }

  async #sync(tables: BoardTables, run: ReturnType<typeof buildLiveRun>): Promise<void> {
    const began = this.#clock.now()
    const wait = await syncBoard(run)
    const now = this.#clock.now()
    const lost = tables.standing.read()?.state === "lost"
    const next = wait !== null ? now + wait.seconds * 1000 : lost ? now + RETRY_LOST_MS : null
    if (wait === null && lost) tables.dirty.mark(STANDING, now)
    tables.due.set("sync", next)
    if (tables.due.read("retry") === null && tables.links.paused().length > 0) {
      tables.due.set("retry", now + RETRY_LOST_MS)
    }
    this.planChanges()
    if (now - began > 30_000) logEvent("sync_slow", { seconds: Math.round((now - began) / 1000) })
  }

  #ports(
    tables: BoardTables,
    { board, workspace }: { board: string; workspace: string },
  ): LivePorts {
    const config = readConfig(this.#env)
    const as = (member: string) => ({ member, board, card: null })
    return {
      tables,
      clock: this.#clock,
      random: Math.random,
      idBoard: board,
      idPlugin: config.TRELLO_PLUGIN_ID,
      trelloOrigin: config.TRELLO_ORIGIN,
      appOrigin: config.APP_ORIGIN,
      format: tables.settings.readFormat() ?? { locale: "en", timeZone: "UTC" },
      reader: this.#reader,
      trello: async (member) => callOf(await trelloGrant(this.#env, as(member), workspace)),
      miro: async (member, connection) =>
        callOf(await connectionGrant(this.#env, as(member), workspace, connection)),
    }
  }

  /** How a link stands, as the asking member is told. */
  describeLink(link: StoredLink, member: string): LinkSync {
    const { tables, standing } = this.#known()
    const marked = tables.dirty.isMarked(link.card) || tables.dirty.isMarked(WHOLE_BOARD)
    const { state, reason, since } = link.sync
    const waiting = marked && state === "in_step" && standing?.state === "on"
    return {
      state: waiting ? "waiting" : state,
      reason,
      since: new Date(since ?? link.pushedAt ?? link.beganAt).toISOString(),
      mine: link.member === member,
    }
  }

  /** How the board stands, as the asking member is told. */
  describe(member: string): BoardSyncAnswer {
    const { tables, standing } = this.#known()
    const standIn = tables.standing.standIns().some((one) => one.member === member)
    const linked = tables.links.boards().length > 0
    if (standing === null || !linked) {
      return { state: "off", reason: null, since: null, mine: false, comparedAt: null, standIn }
    }
    const { state, since, owner, comparedAt } = standing
    return {
      state: state === "on" ? "on" : "paused",
      reason: state === "on" ? null : state === "off" ? "board_off" : "trello_lost",
      since: new Date(since).toISOString(),
      mine: owner === member,
      comparedAt: comparedAt === null ? null : new Date(comparedAt).toISOString(),
      standIn,
    }
  }

  /** Lets a member's connections stand in on this board, or takes that back (null). */
  standIn(member: string, workspace: string, connection: string | null): void {
    const tables = this.#open()
    tables.transaction(() => {
      tables.standing.standIn(member, workspace, connection, this.#clock.now())
      this.#lookAtAll(tables)
    })
  }

  #known() {
    const tables = this.#open()
    return { tables, standing: tables.standing.read() }
  }
}

function callOf(grant: Awaited<ReturnType<typeof trelloGrant>>): Result<Call> {
  return grant.ok ? ok(grant.value.call) : grant
}
