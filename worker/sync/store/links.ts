import type { AppCardStatus } from "../../../core/cards/toAppCard.ts"
import type { LinkReason, LinkSyncState } from "../../../core/contract/sync.ts"

/** `pushing`: on its way. `unsure`: nobody knows whether it arrived. `linked`: it is there. */
export type LinkState = "pushing" | "unsure" | "linked"

/** A card's tie to an item of a Miro board, as stored. Times are milliseconds since 1970. */
export interface StoredLink {
  readonly card: string
  readonly miroBoard: string
  readonly miroBoardName: string
  readonly state: LinkState
  /** Null until it is known to be there. */
  readonly item: string | null
  /** Its place in the column of cards that were pushed one by one; -1 in a list's frame. */
  readonly slot: number
  /** When the last push of a person, or the last call for the card, began. After `pushedAt`: it has not ended. */
  readonly beganAt: number
  readonly pushedAt: number | null
  /** Null for a link of before this was noted. */
  readonly idShort: number | null
  readonly shortLink: string | null
  /** Of the app card as it was sent last; null while nobody knows what the item shows. */
  readonly hash: string | null
  /** Whose push it was, and through which Miro connection. */
  readonly member: string | null
  readonly connection: string | null
  /** The job that made the item; null when a person pushed the card alone. */
  readonly job: string | null
  /** The status that the item was given last. */
  readonly shown: AppCardStatus
  /** How the item stands to its card, and since when. */
  readonly sync: {
    readonly state: LinkSyncState
    readonly reason: LinkReason | null
    readonly since: number | null
  }
  /** When its text changes although nobody changes the card, as a due date that passes. */
  readonly changeAt: number | null
}

/** How a link stands right after its item was sent. */
export function inStep(now: number): Pick<StoredLink, "shown" | "sync"> {
  return { shown: "connected", sync: { state: "in_step", reason: null, since: now } }
}

/** A push that began and has not ended after this long is not running any more. Milliseconds. */
const PUSH_LASTS_MS = 60_000
/** A single call has arrived this long after it began, even if nobody waits for its answer any more. Milliseconds. */
export const CALL_LASTS_MS = 20_000
/** And this long after it ended without an answer that says what became of it. Milliseconds. */
export const SETTLE_MS = 5_000

/** For how long something may be on its way for a card: a person's push, or what was sent last. 0 for nothing. Milliseconds. */
export function underWayMs({ state, beganAt, pushedAt, hash }: StoredLink, now: number): number {
  const open = state === "pushing" || (state === "linked" && beganAt > (pushedAt ?? 0))
  const lasts = state === "linked" && hash === null ? CALL_LASTS_MS : PUSH_LASTS_MS
  return open ? Math.max(0, beganAt + lasts - now) : 0
}

/** What an item shows, as a hash; null where something was sent since, and nobody knows whether it arrived. */
export function shownHash({ beganAt, pushedAt, hash }: StoredLink): string | null {
  return beganAt > (pushedAt ?? 0) ? null : hash
}

/** A time to begin at that is after the last push. */
export function beginAt({ pushedAt }: StoredLink, now: number): number {
  return Math.max(now, (pushedAt ?? 0) + 1)
}

/** The slot of a link whose item lies in a list's frame. */
export const IN_FRAME = -1

type Row = {
  card: string
  miro_board: string
  miro_board_name: string
  state: LinkState
  item: string | null
  slot: number
  began_at: number
  pushed_at: number | null
  id_short: number | null
  short_link: string | null
  hash: string | null
  member: string | null
  connection: string | null
  job: string | null
  shown: AppCardStatus
  sync_state: LinkSyncState
  sync_reason: LinkReason | null
  sync_since: number | null
  change_at: number | null
}

const RETRIED = "sync_state = 'paused' AND sync_reason <> 'trouble'"

/** The links of one Trello board. Its tables exist. */
export class LinkTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  read(card: string, miroBoard: string): StoredLink | null {
    const [row] = this.#sql
      .exec<Row>("SELECT * FROM links WHERE card = ? AND miro_board = ?", card, miroBoard)
      .toArray()
    return row === undefined ? null : fromRow(row)
  }

  /** The links of a card, oldest first. */
  ofCard(card: string): StoredLink[] {
    return this.#sql
      .exec<Row>("SELECT * FROM links WHERE card = ? ORDER BY pushed_at, miro_board", card)
      .toArray()
      .map(fromRow)
  }

  onBoard(miroBoard: string): StoredLink[] {
    return this.#sql
      .exec<Row>("SELECT * FROM links WHERE miro_board = ?", miroBoard)
      .toArray()
      .map(fromRow)
  }

  write(link: StoredLink): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO links (
         card, miro_board, miro_board_name, state, item, slot, began_at, pushed_at,
         id_short, short_link, hash, member, connection, job,
         shown, sync_state, sync_reason, sync_since, change_at
       ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      link.card,
      link.miroBoard,
      link.miroBoardName,
      link.state,
      link.item,
      link.slot,
      link.beganAt,
      link.pushedAt,
      link.idShort,
      link.shortLink,
      link.hash,
      link.member,
      link.connection,
      link.job,
      link.shown,
      link.sync.state,
      link.sync.reason,
      link.sync.since,
      link.changeAt,
    )
  }

  drop(card: string, miroBoard: string): void {
    this.#sql.exec("DELETE FROM links WHERE card = ? AND miro_board = ?", card, miroBoard)
  }

  /** The numbers (`idShort`) of the cards that are on any Miro board. */
  numbers(): number[] {
    return this.#sql
      .exec<{ id_short: number }>(
        "SELECT DISTINCT id_short FROM links WHERE state = 'linked' AND id_short IS NOT NULL",
      )
      .toArray()
      .map((row) => row.id_short)
  }

  /** The Miro boards with linked cards, most cards first. */
  boards(): { readonly id: string; readonly name: string; readonly cards: number }[] {
    return this.#sql
      .exec<{ id: string; name: string; cards: number }>(
        `SELECT miro_board AS id, MAX(miro_board_name) AS name, COUNT(*) AS cards FROM links
         WHERE item IS NOT NULL GROUP BY miro_board ORDER BY cards DESC, id`,
      )
      .toArray()
  }

  /** Whether any stands for an item. */
  has(): boolean {
    const found = this.#sql.exec("SELECT 1 FROM links WHERE item IS NOT NULL LIMIT 1").toArray()
    return found.length > 0
  }

  /** All that stand for an item. */
  all(): StoredLink[] {
    return this.#sql.exec<Row>("SELECT * FROM links WHERE item IS NOT NULL").toArray().map(fromRow)
  }

  /** The cards that items stand for. */
  cards(): string[] {
    return this.#sql
      .exec<{ card: string }>("SELECT DISTINCT card FROM links WHERE item IS NOT NULL")
      .toArray()
      .map(({ card }) => card)
  }

  /** Who pushed them, in the order of their ids. */
  pushers(): string[] {
    return this.#sql
      .exec<{ member: string }>(
        "SELECT DISTINCT member FROM links WHERE item IS NOT NULL AND member IS NOT NULL ORDER BY member",
      )
      .toArray()
      .map(({ member }) => member)
  }

  /** The cards whose text changes by itself until `now`. */
  changing(now: number): string[] {
    return this.#sql
      .exec<{ card: string }>(
        "SELECT DISTINCT card FROM links WHERE change_at <= ? AND state = 'linked'",
        now,
      )
      .toArray()
      .map(({ card }) => card)
  }

  /** When the text of a card changes by itself next. */
  nextChange(): number | null {
    // The index holds only these, and is not used without saying so.
    return this.#sql
      .exec<{ at: number | null }>(
        "SELECT MIN(change_at) AS at FROM links WHERE change_at IS NOT NULL AND state = 'linked'",
      )
      .one().at
  }

  /** The cards that nobody keeps in step now, though somebody may again. One that Miro refuses waits for its next change. */
  paused(): string[] {
    return this.#sql
      .exec<{ card: string }>(`SELECT DISTINCT card FROM links WHERE ${RETRIED}`)
      .toArray()
      .map(({ card }) => card)
  }

  /** Since when the last of them is; null for none. */
  pausedSince(): number | null {
    return this.#sql
      .exec<{ at: number | null }>(`SELECT MAX(sync_since) AS at FROM links WHERE ${RETRIED}`)
      .one().at
  }

  /** How many items of a job are still linked. */
  madeBy(job: string): number {
    return this.#sql
      .exec<{ n: number }>(
        "SELECT COUNT(*) AS n FROM links WHERE job = ? AND item IS NOT NULL",
        job,
      )
      .one().n
  }
}

function fromRow(row: Row): StoredLink {
  return {
    card: row.card,
    miroBoard: row.miro_board,
    miroBoardName: row.miro_board_name,
    state: row.state,
    item: row.item,
    slot: row.slot,
    beganAt: row.began_at,
    pushedAt: row.pushed_at,
    idShort: row.id_short,
    shortLink: row.short_link,
    hash: row.hash,
    member: row.member,
    connection: row.connection,
    job: row.job,
    shown: row.shown,
    sync: { state: row.sync_state, reason: row.sync_reason, since: row.sync_since },
    changeAt: row.change_at,
  }
}
