import type { AppCardStatus } from "../../../core/cards/toAppCard.ts"
import type { LinkReason, LinkSyncState } from "../../../core/contract/sync.ts"
import type { LinkState, StoredLink } from "../link.ts"

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
    // DISTINCT would go through all links in the order of cards, and not by the index of these few.
    const rows = this.#sql.exec<{ card: string }>(
      "SELECT card FROM links WHERE change_at <= ? AND state = 'linked'",
      now,
    )
    return [...new Set(rows.toArray().map(({ card }) => card))]
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

  /** How many items of a job are still linked on its Miro board. */
  madeBy(job: string, miroBoard: string): number {
    return this.#sql
      .exec<{ n: number }>(
        "SELECT COUNT(*) AS n FROM links WHERE miro_board = ? AND job = ? AND item IS NOT NULL",
        miroBoard,
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
