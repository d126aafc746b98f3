import { DurableObject } from "cloudflare:workers"
import type { BoardFormat } from "../../core/cards/ticket.ts"
import { type Clock, systemClock } from "../clock.ts"

/** A push that began and has not ended after this long is not running any more: its outcome is unknown. */
const PUSH_LASTS_MS = 60_000

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS links (
    card TEXT NOT NULL, miro_board TEXT NOT NULL, miro_board_name TEXT NOT NULL,
    state TEXT NOT NULL, item TEXT, slot INTEGER NOT NULL,
    began_at INTEGER NOT NULL, pushed_at INTEGER, PRIMARY KEY (card, miro_board)
  );
  CREATE TABLE IF NOT EXISTS slots (miro_board TEXT PRIMARY KEY, next INTEGER NOT NULL);
  INSERT OR IGNORE INTO meta VALUES ('schema', '1');
`

/** A row of `links`, as SQLite gives it. */
type StoredLink = {
  miro_board: string
  miro_board_name: string
  state: "pushing" | "unsure" | "linked"
  item: string | null
  slot: number
  began_at: number
  pushed_at: number | null
}

/** A card's tie to an item, as stored. Times are milliseconds since 1970. */
export interface LinkRow {
  readonly card: string
  readonly miroBoard: string
  readonly miroBoardName: string
  readonly item: string
  readonly pushedAt: number
}

/** What a push of a card has to do on a Miro board. */
export type PushPlan =
  | { readonly kind: "create"; readonly slot: number }
  /** An earlier push may have arrived: look for the card first. */
  | { readonly kind: "search"; readonly slot: number }
  | { readonly kind: "update"; readonly item: string; readonly slot: number }
  /** Somebody is pushing this card to that board right now. */
  | { readonly kind: "busy" }

/**
 * One Trello board: which of its cards are on which Miro boards. It writes nothing before the caller's own grant has
 * read the card, so invented boards cost nothing.
 */
export class Board extends DurableObject<Env> {
  protected readonly clock: Clock = systemClock

  /** In whose words dates are written: the first push from this board decides, so that everybody's pushes agree. */
  async format(proposal: BoardFormat): Promise<BoardFormat> {
    this.#create()
    this.#sql.exec(
      "INSERT OR IGNORE INTO meta VALUES ('locale', ?), ('timeZone', ?)",
      proposal.locale,
      proposal.timeZone,
    )
    const read = (key: string) =>
      this.#sql.exec<{ value: string }>("SELECT value FROM meta WHERE key = ?", key).one().value
    await this.ctx.storage.sync()
    return { locale: read("locale"), timeZone: read("timeZone") }
  }

  /** Begins a push: the intent is durable before anything is sent to Miro. */
  async begin(card: string, miroBoard: { id: string; name: string }): Promise<PushPlan> {
    this.#create()
    const now = this.clock.now()
    const plan = this.ctx.storage.transactionSync((): PushPlan => {
      const row = this.#row(card, miroBoard.id)
      if (row?.state === "linked" && row.item !== null) {
        return { kind: "update", item: row.item, slot: row.slot }
      }
      if (row?.state === "pushing" && row.began_at + PUSH_LASTS_MS > now) {
        return { kind: "busy" }
      }
      const slot = row === undefined ? this.#takeSlot(miroBoard.id) : row.slot
      this.#sql.exec(
        "INSERT OR REPLACE INTO links VALUES (?, ?, ?, 'pushing', NULL, ?, ?, NULL)",
        card,
        miroBoard.id,
        miroBoard.name,
        slot,
        now,
      )
      return { kind: row === undefined ? "create" : "search", slot }
    })
    await this.ctx.storage.sync()
    return plan
  }

  /** Records where the card is now. */
  async commit(card: string, miroBoard: { id: string; name: string }, item: string): Promise<void> {
    this.#sql.exec(
      `UPDATE links SET state = 'linked', item = ?, miro_board_name = ?, pushed_at = ?
       WHERE card = ? AND miro_board = ?`,
      item,
      miroBoard.name,
      this.clock.now(),
      card,
      miroBoard.id,
    )
    await this.ctx.storage.sync()
  }

  /** Nothing arrived on Miro: takes the intent back. A link that stood before stands again. */
  async abandon(card: string, miroBoard: string): Promise<void> {
    this.ctx.storage.transactionSync(() => {
      const where = "WHERE card = ? AND miro_board = ? AND state = 'pushing'"
      this.#sql.exec(
        `UPDATE links SET state = 'linked' ${where} AND item IS NOT NULL`,
        card,
        miroBoard,
      )
      this.#sql.exec(`DELETE FROM links ${where}`, card, miroBoard)
    })
    await this.ctx.storage.sync()
  }

  /** Nobody knows whether the card arrived: the next push looks for it. */
  async doubt(card: string, miroBoard: string): Promise<void> {
    this.#sql.exec(
      "UPDATE links SET state = 'unsure' WHERE card = ? AND miro_board = ? AND state = 'pushing'",
      card,
      miroBoard,
    )
    await this.ctx.storage.sync()
  }

  /**
   * Begins a push anew because the item seems gone from Miro. False when somebody else did so first. The link is kept
   * until the new item exists: Miro says the same of a board that this account no longer sees.
   */
  async lose(card: string, miroBoard: string, item: string): Promise<boolean> {
    const { rowsWritten } = this.#sql.exec(
      `UPDATE links SET state = 'pushing', began_at = ?
       WHERE card = ? AND miro_board = ? AND state = 'linked' AND item = ?`,
      this.clock.now(),
      card,
      miroBoard,
      item,
    )
    await this.ctx.storage.sync()
    return rowsWritten > 0
  }

  async remove(card: string, miroBoard: string): Promise<void> {
    this.#sql.exec("DELETE FROM links WHERE card = ? AND miro_board = ?", card, miroBoard)
    await this.ctx.storage.sync()
  }

  /** The card's links, oldest first. */
  links(card: string): LinkRow[] {
    if (!this.#exists()) return []
    return this.#sql
      .exec<StoredLink & { item: string; pushed_at: number }>(
        "SELECT * FROM links WHERE card = ? AND state = 'linked' ORDER BY pushed_at, miro_board",
        card,
      )
      .toArray()
      .map((row) => ({
        card,
        miroBoard: row.miro_board,
        miroBoardName: row.miro_board_name,
        item: row.item,
        pushedAt: row.pushed_at,
      }))
  }

  get #sql(): SqlStorage {
    return this.ctx.storage.sql
  }

  #row(card: string, miroBoard: string): StoredLink | undefined {
    return this.#sql
      .exec<StoredLink>("SELECT * FROM links WHERE card = ? AND miro_board = ?", card, miroBoard)
      .toArray()[0]
  }

  /** Slots are never given twice, so that no card lands on another, even after removals. */
  #takeSlot(miroBoard: string): number {
    const row = this.#sql
      .exec<{ next: number }>(
        `INSERT INTO slots VALUES (?, 1)
         ON CONFLICT (miro_board) DO UPDATE SET next = next + 1 RETURNING next`,
        miroBoard,
      )
      .one()
    return row.next - 1
  }

  #create(): void {
    if (!this.#exists()) this.#sql.exec(SCHEMA)
  }

  #exists(): boolean {
    return this.#sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'meta'").toArray().length > 0
  }
}
