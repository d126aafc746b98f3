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
  readonly beganAt: number
  readonly pushedAt: number | null
  /** Null for a link of before this was noted. */
  readonly idShort: number | null
  readonly shortLink: string | null
  /** Of the app card as it was sent last. */
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

  /** All that stand for an item. */
  all(): StoredLink[] {
    return this.#sql.exec<Row>("SELECT * FROM links WHERE item IS NOT NULL").toArray().map(fromRow)
  }

  /** The cards whose text changes by itself until `now`. */
  changing(now: number): string[] {
    return this.#sql
      .exec<{ card: string }>("SELECT DISTINCT card FROM links WHERE change_at <= ?", now)
      .toArray()
      .map(({ card }) => card)
  }

  /** The cards that nobody keeps in step now, though somebody may again. */
  paused(): string[] {
    return this.#sql
      .exec<{ card: string }>("SELECT DISTINCT card FROM links WHERE sync_state = 'paused'")
      .toArray()
      .map(({ card }) => card)
  }

  /** When the text of a card changes by itself next. */
  nextChange(): number | null {
    return this.#sql.exec<{ at: number | null }>("SELECT MIN(change_at) AS at FROM links").one().at
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
