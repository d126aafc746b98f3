import type { Sent } from "../builtCard.ts"
import { APP_CARD_WIDTH, CELL_HEIGHT } from "../../../core/cards/layout.ts"
import { buildDeleteAppCard, buildUpdateAppCard, parseAppCardChange } from "../../miro/appCards.ts"
import { BULK_BODY_MAX, BULK_MAX, type BulkAppCard } from "../../miro/bulk.ts"
import type { StoredFrame } from "../store/frames.ts"
import { bodyOf, type CardSource } from "./cards.ts"
import { createCards, type NewCard } from "./createCards.ts"
import { endOf, type JobRun, MORE, OUT_OF_CALLS, type StepEnd } from "./ports.ts"
import type { JobRow } from "./record.ts"
import { beginRows, claimOf, settleRow } from "./rows.ts"
import { missBoard } from "./seeBoard.ts"

/** How many calls are under way at once. */
const LANES = 4
/** How long a card is left alone that somebody else is pushing. Seconds. */
const BUSY_SECONDS = 5

/** One call that is ready to go: its rows are marked already. */
type Work = () => Promise<StepEnd>

/**
 * Sends what is to be sent, several calls at once, until nothing is left, the calls of this invocation are used up, or
 * Miro wants to be left alone.
 */
export async function sendCards(run: JobRun, source: CardSource | null): Promise<StepEnd> {
  const queue = new Queue(run, source)
  const ends: StepEnd[] = []
  const lane = async (): Promise<void> => {
    while (ends.length === 0 && isSending(run)) {
      if (!run.meter.take()) {
        ends.push(OUT_OF_CALLS)
        return
      }
      const work = queue.next()
      if (work === null) return run.meter.giveBack()
      // What goes out is known before it goes.
      await run.ports.tables.sync()
      const end = await work()
      if (end.kind !== "more") ends.push(end)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  await run.ports.tables.sync()
  const busy = { kind: "wait", seconds: BUSY_SECONDS, failure: null } as const
  return worstOf(ends) ?? (queue.busy ? busy : MORE)
}

/** Several calls may have ended the sending: a stop counts before a wait, and the longest wait before the others. */
function worstOf(ends: readonly StepEnd[]): StepEnd | undefined {
  return ends.toSorted((one, other) => weightOf(other) - weightOf(one))[0]
}

function weightOf(end: StepEnd): number {
  if (end.kind === "stop") return Number.POSITIVE_INFINITY
  return end.kind === "wait" ? 1 + end.seconds : 0
}

function isSending({ record }: JobRun): boolean {
  const { cancelling, phase } = record()
  return !cancelling && phase === "send"
}

/** Takes rows in their order and turns them into calls. Nothing is awaited between taking a row and marking it. */
class Queue {
  /** Whether a card was left out because somebody else is pushing it. */
  busy = false
  readonly #run: JobRun
  readonly #source: CardSource | null
  readonly #rows: JobRow[]
  readonly #frames: ReadonlyMap<string, StoredFrame>

  constructor(run: JobRun, source: CardSource | null) {
    const { tables } = run.ports
    this.#run = run
    this.#source = source
    this.#rows = tables.jobs.rows(run.id, "todo")
    const frames = tables.frames.onBoard(run.record().miroBoard.id)
    this.#frames = new Map(frames.map((frame) => [frame.key, frame]))
  }

  next(): Work | null {
    return this.#run.ports.tables.transaction(() => this.#take())
  }

  #take(): Work | null {
    const batch: NewCard[] = []
    let length = 0
    while (batch.length < BULK_MAX) {
      const row = this.#rows[0]
      if (row === undefined) break
      if (row.action === "remove") {
        if (batch.length > 0) break
        this.#rows.shift()
        return this.#remove(row)
      }
      const made = this.#prepare(row)
      if (made === null) {
        this.#rows.shift()
        continue
      }
      if (made.kind === "update") {
        if (batch.length > 0) break
        this.#rows.shift()
        return made.work
      }
      const size = JSON.stringify(made.body).length
      const alone = row.code === "miro_refused_card"
      if (batch.length > 0 && (alone || length + size > BULK_BODY_MAX)) break
      this.#rows.shift()
      length += size
      batch.push({ row, body: made.body, sent: made.sent })
      if (alone) break
    }
    if (batch.length === 0) return null
    beginRows(
      this.#run,
      batch.map(({ row }) => row),
    )
    const sent = batch.map((one) => ({ ...one, row: { ...one.row, tries: one.row.tries + 1 } }))
    return () => createCards(this.#run, sent)
  }

  /** Null for a card that needs no call now: its row says why. */
  #prepare(
    row: JobRow,
  ):
    | { readonly kind: "update"; readonly work: Work }
    | { readonly kind: "create"; readonly body: BulkAppCard; readonly sent: Sent }
    | null {
    const card = this.#source?.card(row.card) ?? null
    if (card === null || this.#source === null) {
      settleRow(this.#run, { ...row, state: "failed", code: "card_not_found" })
      return null
    }
    const { card: appCard, sent } = this.#source.appCard(card)
    if (row.action === "update") {
      return { kind: "update", work: this.#update(row, bodyOf(appCard), sent) }
    }
    const claim = claimOf(this.#run, row)
    switch (claim.kind) {
      case "linked": {
        const update = { ...row, action: "update", item: claim.item } as const
        return { kind: "update", work: this.#update(update, bodyOf(appCard), sent) }
      }
      case "busy":
        this.busy = true
        return null
      case "doubtful":
        this.#doubt(row)
        return null
      case "ours":
    }
    const parent = this.#frames.get(row.frame ?? "")?.item ?? null
    if (parent === null) {
      settleRow(this.#run, { ...row, state: "failed", code: "upstream_refused" })
      return null
    }
    const body = {
      type: "app_card",
      ...bodyOf(appCard),
      position: { x: row.x, y: row.y },
      geometry: { width: APP_CARD_WIDTH, height: CELL_HEIGHT },
      parent: { id: parent },
    } as const
    return { kind: "create", body, sent }
  }

  /** An earlier push of this card may have arrived: it is looked for before it is made. */
  #doubt(row: JobRow): void {
    const { tables } = this.#run.ports
    const { miroBoard } = this.#run.record()
    const link = tables.links.read(row.card, miroBoard.id)
    if (link !== null) tables.links.write({ ...link, state: "unsure", job: this.#run.id })
    tables.jobs.writeRow(this.#run.id, { ...row, state: "unsure", doubted: true })
  }

  #update(row: JobRow, body: ReturnType<typeof bodyOf>, sent: Sent): Work {
    beginRows(this.#run, [row])
    return () => updateCard(this.#run, { ...row, tries: row.tries + 1 }, body, sent)
  }

  #remove(row: JobRow): Work {
    beginRows(this.#run, [row])
    return () => removeCard(this.#run, { ...row, tries: row.tries + 1 })
  }
}

/** Updating and deleting are safe to repeat: without an answer they are simply done again, this often at most. */
const REPEATS_MAX = 8

async function updateCard(
  run: JobRun,
  row: JobRow,
  body: ReturnType<typeof bodyOf>,
  sent: Sent,
): Promise<StepEnd> {
  const { miroBoard } = run.record()
  const call = buildUpdateAppCard(miroBoard.id, row.item ?? "", body)
  const result = await run.ports.miro({ ...call, priority: "background" })
  const changed = parseAppCardChange(result)
  const missed = changed.ok && changed.value === "gone" ? await missBoard(run) : null
  return run.ports.tables.transaction((): StepEnd => {
    if (missed !== null) return again(run, row, false, missed)
    if (changed.ok && changed.value === "done") {
      settleRow(run, { ...row, state: "done", outcome: "updated" }, sent)
      return MORE
    }
    if (changed.ok) {
      // Deleted since the board was looked at: whoever did so meant it. The report says so.
      run.ports.tables.links.drop(row.card, miroBoard.id)
      settleRow(run, { ...row, state: "failed", code: "link_not_found" })
      return MORE
    }
    if (result.kind === "answer" && result.status === 400) {
      settleRow(run, { ...row, state: "failed", code: "miro_refused_card" })
      return MORE
    }
    return again(run, row, result.kind === "answer" && result.status === 409, changed.failure)
  })
}

async function removeCard(run: JobRun, row: JobRow): Promise<StepEnd> {
  const { miroBoard } = run.record()
  const call = buildDeleteAppCard(miroBoard.id, row.item ?? "")
  const removed = parseAppCardChange(await run.ports.miro({ ...call, priority: "background" }))
  const missed = removed.ok && removed.value === "gone" ? await missBoard(run) : null
  return run.ports.tables.transaction((): StepEnd => {
    if (missed !== null) return again(run, row, false, missed)
    if (!removed.ok) return again(run, row, false, removed.failure)
    settleRow(run, { ...row, state: "done", outcome: "removed" })
    return MORE
  })
}

/** Puts a card back that is safe to send again; a conflict with somebody's change is no reason to wait. */
function again(
  run: JobRun,
  row: JobRow,
  conflict: boolean,
  failure: Parameters<typeof endOf>[0],
): StepEnd {
  const end = conflict ? MORE : endOf(failure)
  const refusedByLimit = failure.code === "upstream_rate_limited"
  const tries = refusedByLimit ? row.tries - 1 : row.tries
  const over = tries >= REPEATS_MAX && end.kind !== "stop"
  settleRow(
    run,
    over ? { ...row, state: "failed", code: failure.code } : { ...row, state: "todo", tries },
  )
  return conflict ? { kind: "wait", seconds: 1, failure: null } : end
}
