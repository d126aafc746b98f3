import type { BoardSyncAnswer } from "../../../core/contract/sync.ts"
import type { Clock } from "../../clock.ts"
import { readConfig } from "../../config.ts"
import { ok, type Result } from "../../failure.ts"
import type { Call } from "../../grants/upstream.ts"
import { answered, connectionGrant, trelloGrant, type UsableGrant } from "../../identity/access.ts"
import { boardObject } from "../../objects.ts"
import type { ParsedWebhook } from "../../trello/webhooks.ts"
import type { BoardReader } from "../boardReader.ts"
import type { BoardTables } from "../store/boardStore.ts"
import type { DuePurpose } from "../store/due.ts"
import { describeBoard, describeLinks, type LinkRow } from "./describe.ts"
import { lookAgain, lookAtAll, noteChanges, WHOLE_BOARD } from "./dirty.ts"
import { adopt, type HandedOver } from "./handOver.ts"
import { buildLiveMemory, type LiveMemory, remember } from "./memory.ts"
import type { LivePorts } from "./ports.ts"
import { COMPARE_EVERY_MS, planChanges, runDue } from "./runDue.ts"

/** Somebody who looks wants today's state: where it is older than this, everything is compared. Milliseconds. */
const LOOK_AGE_MS = 10 * 60_000
/** Where nobody could carry cards over, whoever looks may just have reauthorized; pages ask again and again. */
const RETRY_SOONEST_MS = 15_000
/** A delivery that came so shortly before a push ended may tell of what the push had not read. */
const OVERTAKEN_MS = 60_000
const PURPOSES: readonly DuePurpose[] = ["sync", "change", "hook", "compare", "retry"]

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
  readonly #random: () => number
  #memory: LiveMemory | null = null
  #wokenAt = 0

  /** `random` is in [0, 1). */
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

  /** Somebody pushes: from now on the board is kept in step, with this person's Trello connection if nobody's is used. */
  begin({ member, board, workspace }: Pusher): void {
    const tables = this.#open()
    const { due } = tables
    const standing = tables.standing.read()
    const now = this.#clock.now()
    if (standing?.state === "on" && standing.workspace === workspace) {
      if (due.read("hook") === null) due.set("hook", now)
      return
    }
    tables.transaction(() => {
      const since = { state: "on", since: now } as const
      const fresh = { board, comparedAt: null, lostPushers: [], miroBoards: {} }
      tables.standing.write({ ...fresh, ...standing, workspace, owner: member, ...since })
      due.set("hook", now)
      if (due.read("compare") === null) due.set("compare", now + COMPARE_EVERY_MS)
      if (standing !== null) lookAtAll(tables, now)
    })
  }

  /** A card was pushed alone: what its text will change by itself, and what the push may not have read. */
  pushed(card: string): void {
    const tables = this.#open()
    const now = this.#clock.now()
    planChanges(tables, now)
    if (this.#remembered.changedAt + OVERTAKEN_MS > now) lookAgain(tables, card, now)
  }

  /** A card was moved to this board: takes its links, and keeps them in step. See `adopt`. */
  adopt(handed: HandedOver, board: string): readonly string[] {
    const tables = this.#open()
    const taken = adopt(tables, handed, this.#clock.now())
    const member = handed.links.find(({ miroBoard }) => taken.includes(miroBoard))?.member
    if (member) this.begin({ member, board, workspace: handed.workspace })
    return taken
  }

  /** Somebody sees a card on another board: looks where it is. False where it is on no Miro board from here. */
  lookFor(card: string): boolean {
    const tables = this.#open()
    const links = tables.links.ofCard(card)
    if (!links.some(({ item }) => item !== null)) return false
    lookAgain(tables, card, this.#clock.now())
    return true
  }

  /** Links came or went: the webhook is there for boards that have any. */
  linksChanged(): void {
    const { links, due, standing } = this.#open()
    if (standing.read() === null) return
    if (due.read("hook") === null || !links.has()) due.set("hook", this.#clock.now())
  }

  /** A job of many cards ended. It sends what it read minutes ago. */
  jobEnded(): void {
    const tables = this.#open()
    if (tables.standing.read() === null) return
    const now = this.#clock.now()
    this.linksChanged()
    planChanges(tables, now)
    tables.dirty.mark(WHOLE_BOARD, now)
    tables.due.set("sync", now)
  }

  /** Whether Trello's webhook at this path is one of this board's, and not retired. */
  knowsHook(path: string): boolean {
    const hook = this.#open().hooks.read(path)
    return hook !== null && hook.state !== "retired"
  }

  /** Takes what a webhook delivered, to look at it later; false where the board does not know the hook. */
  receive(path: string, delivery: ParsedWebhook): boolean {
    if (!this.knowsHook(path)) return false
    if (delivery.kind === "malformed") return true
    const { action, changes } = delivery
    const tables = this.#open()
    const now = this.#clock.now()
    tables.transaction(() => noteChanges(tables, { action, changes }, now))
    remember(this.#remembered, changes, now)
    return true
  }

  /** Somebody has a page open: the Power-Up is on, and they want to know. */
  wake(): void {
    const tables = this.#open()
    const { due } = tables
    const standing = tables.standing.read()
    if (standing === null) return
    const now = this.#clock.now()
    const soonest = Math.max(now, this.#wokenAt + RETRY_SOONEST_MS)
    const hurry = (purpose: DuePurpose): void => {
      if ((due.read(purpose) ?? 0) <= soonest) return
      due.set(purpose, soonest)
      this.#wokenAt = soonest
    }
    if (standing.state === "on") hurry("retry")
    else if ((due.read("sync") ?? Infinity) > soonest) {
      tables.transaction(() => lookAtAll(tables, now))
      due.set("sync", soonest)
      this.#wokenAt = soonest
    }
    const compared = standing.comparedAt ?? standing.since
    if (compared + LOOK_AGE_MS < now && (due.read("compare") ?? Infinity) > now) {
      due.set("compare", now)
    }
  }

  /** Does what is due, with at most `calls` calls. */
  async runDue(calls: number): Promise<void> {
    const tables = this.#open()
    const standing = tables.standing.read()
    if (standing === null) {
      // Nobody ever pushed from here.
      for (const purpose of PURPOSES) tables.due.set(purpose, null)
      return
    }
    await runDue(this.#ports(tables, standing), this.#remembered, calls)
  }

  /** See `describeLinks`. */
  describeLinks(card: string, member: string): LinkRow[] {
    return describeLinks(this.#open(), card, member)
  }

  /** See `describeBoard`. */
  describe(member: string): BoardSyncAnswer {
    return describeBoard(this.#open(), member)
  }

  /** Lets a member's connections stand in on this board, or takes that back (null). */
  standIn(member: string, workspace: string, connection: string | null): void {
    const tables = this.#open()
    const now = this.#clock.now()
    tables.transaction(() => {
      tables.standing.standIn(member, workspace, connection, now)
      if (tables.standing.read() !== null) lookAtAll(tables, now)
    })
  }

  get #remembered(): LiveMemory {
    this.#memory ??= buildLiveMemory(this.#clock)
    return this.#memory
  }

  #ports(
    tables: BoardTables,
    { board, workspace }: { readonly board: string; readonly workspace: string },
  ): LivePorts {
    const config = readConfig(this.#env)
    const as = (member: string) => ({ member, board, card: null })
    return {
      tables,
      clock: this.#clock,
      random: this.#random,
      idBoard: board,
      idPlugin: config.TRELLO_PLUGIN_ID,
      trelloOrigin: config.TRELLO_ORIGIN,
      appOrigin: config.APP_ORIGIN,
      format: tables.settings.readFormat() ?? { locale: "en", timeZone: "UTC" },
      reader: this.#reader,
      board: (idBoard) => boardObject(this.#env, idBoard),
      trello: async (member) => callOf(await trelloGrant(this.#env, as(member), workspace)),
      miro: async (member, connection) =>
        callOf(await connectionGrant(this.#env, as(member), workspace, connection)),
    }
  }
}

function callOf(grant: Result<UsableGrant>): Result<Call> {
  return grant.ok ? ok(answered(grant.value.call)) : grant
}
