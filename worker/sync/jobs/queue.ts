import { appCardBody } from "../../../core/cards/toAppCard.ts"
import { BULK_BODY_MAX, BULK_MAX } from "../../miro/bulk.ts"
import type { BuiltCard } from "../builtCard.ts"
import type { StoredFrame } from "../store/frames.ts"
import type { CardSource } from "./cards.ts"
import { removeCard, updateCard } from "./changeCards.ts"
import { createCards, type NewCard } from "./createCards.ts"
import type { JobRun, StepEnd } from "./ports.ts"
import type { JobRow } from "./record.ts"
import { replan } from "./replan.ts"
import { beginRows, claimOf, noteDoubt, settleRow } from "./rows.ts"

/** A new card whose calls went without an answer so often goes alone from then on: it may be to blame. */
const TOGETHER_MAX = 2

/** One call that is ready to go. */
export interface Work {
  /** What it is about, as it was before it was marked as sending. */
  readonly rows: readonly JobRow[]
  readonly send: () => Promise<StepEnd>
}

type Prepared =
  | ({ readonly kind: "create" } & NewCard)
  /** `send` gets the row as it is marked. */
  | {
      readonly kind: "change"
      readonly row: JobRow
      readonly send: (row: JobRow) => Promise<StepEnd>
    }

/**
 * Turns rows into calls: new cards first, as many in a call as go, then what is updated or removed one by one. Nothing is
 * awaited between taking a row and marking it.
 */
export class Queue {
  /** Whether a card was left out because somebody else is pushing it. */
  busy = false
  readonly #run: JobRun
  readonly #source: CardSource | null
  /** From the end. */
  readonly #rows: JobRow[]
  readonly #frames: ReadonlyMap<string, StoredFrame>

  /** `source` is null for a removal, which needs no card. */
  constructor(run: JobRun, source: CardSource | null) {
    const { tables } = run.ports
    this.#run = run
    this.#source = source
    // More than these do not go out in this invocation.
    const most = (1 + run.meter.left) * BULK_MAX
    const rows = tables.jobs.rows(run.id, "todo", most)
    const news = rows.filter(({ action }) => action === "create")
    const others = rows.filter(({ action }) => action !== "create")
    this.#rows = [...news, ...others].toReversed()
    const frames = tables.frames.onBoard(run.record().miroBoard.id)
    this.#frames = new Map(frames.map((frame) => [frame.key, frame]))
  }

  /** The next call, its rows marked as sending; null when nothing is left. */
  next(): Work | null {
    return this.#run.ports.tables.transaction(() => this.#take())
  }

  #take(): Work | null {
    const run = this.#run
    const batch: NewCard[] = []
    let length = 0
    while (batch.length < BULK_MAX) {
      const one = this.#draw()
      if (one === null) break
      const size = one.kind === "create" ? JSON.stringify(one.body).length : Infinity
      if (batch.length > 0 && (isAlone(one.row) || length + size > BULK_BODY_MAX)) {
        this.#rows.push(one.row)
        break
      }
      if (one.kind === "change") {
        const [sending] = beginRows(run, [one.row])
        return { rows: [one.row], send: () => one.send(sending ?? one.row) }
      }
      batch.push(one)
      length += size
      if (isAlone(one.row)) break
    }
    if (batch.length === 0) return null
    const rows = batch.map(({ row }) => row)
    const sending = beginRows(run, rows)
    const cards = batch.map((card, at) => ({ ...card, row: sending[at] ?? card.row }))
    return { rows, send: () => createCards(run, cards) }
  }

  /** The next row that needs a call. */
  #draw(): Prepared | null {
    for (let row = this.#rows.pop(); row !== undefined; row = this.#rows.pop()) {
      const prepared = this.#prepare(row)
      if (prepared !== null) return prepared
    }
    return null
  }

  /** Null for a row that needs no call now: it says why itself. */
  #prepare(row: JobRow): Prepared | null {
    if (row.action === "remove") {
      return { kind: "change", row, send: (sending) => removeCard(this.#run, sending) }
    }
    const card = this.#source?.card(row.card) ?? null
    if (card === null || this.#source === null) return this.#fail(row, "card_not_found")
    const claim = claimOf(this.#run, row)
    switch (claim.kind) {
      case "linked":
        return this.#update(
          { ...row, action: "update", item: claim.item },
          this.#source.appCard(card),
        )
      case "busy":
        this.busy = true
        return null
      case "doubtful":
        return this.#doubt(row)
      case "ours":
        return row.action === "update"
          ? this.#update(row, this.#source.appCard(card))
          : this.#create(row, this.#source.appCard(card))
    }
  }

  #update(row: JobRow, { card, sent }: BuiltCard): Prepared {
    const body = appCardBody(card)
    return { kind: "change", row, send: (sending) => updateCard(this.#run, sending, body, sent) }
  }

  #create(row: JobRow, { card, sent }: BuiltCard): Prepared | null {
    const parent = this.#frames.get(row.frame ?? "")?.item ?? null
    // Its frame is gone, or it never had a place.
    if (parent === null) return replan(this.#run) ? null : this.#fail(row, "upstream_refused")
    const body = {
      type: "app_card",
      ...appCardBody(card, { x: row.x, y: row.y }),
      parent: { id: parent },
    } as const
    return { kind: "create", row, body, sent }
  }

  /** An earlier push of this card may have arrived: it is looked for before it is made. */
  #doubt(row: JobRow): null {
    const { tables, clock } = this.#run.ports
    const { miroBoard } = this.#run.record()
    const link = tables.links.read(row.card, miroBoard.id)
    // An item that it named before was gone: that is why somebody pushed it anew.
    if (link !== null) {
      tables.links.write({ ...link, state: "unsure", item: null, job: this.#run.id })
    }
    const doubted = { action: "create", state: "unsure", doubted: true, item: null } as const
    tables.jobs.writeRow(this.#run.id, { ...row, ...doubted })
    noteDoubt(this.#run, clock.now())
    return null
  }

  #fail(row: JobRow, code: JobRow["code"]): null {
    settleRow(this.#run, { ...row, state: "failed", code })
    return null
  }
}

/** Where Miro refuses or does not answer, and does not say because of which card, each goes alone. */
function isAlone({ action, code, tries }: JobRow): boolean {
  return action === "create" && (code === "miro_refused_card" || tries >= TOGETHER_MAX)
}
