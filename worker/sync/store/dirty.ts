/** What somebody has to look at, and since when. */
export interface DirtyMark {
  /** The id of a card, `WHOLE_BOARD` or `STANDING`. */
  readonly what: string
  /** When the first change came that nobody looked at. Milliseconds since 1970. */
  readonly since: number
}

/** What changed on one Trello board and is not carried over yet. Its tables exist. */
export class DirtyTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Marks something. What is being looked at just now will be looked at again. */
  mark(what: string, at: number): void {
    this.#sql.exec(
      `INSERT INTO dirty VALUES (?, ?, 0) ON CONFLICT (what) DO UPDATE SET
         since = CASE taken WHEN 1 THEN excluded.since ELSE since END, taken = 0`,
      what,
      at,
    )
  }

  isMarked(what: string): boolean {
    return this.#sql.exec("SELECT 1 FROM dirty WHERE what = ?", what).toArray().length > 0
  }

  /** When the first change came that nobody took; null when there is none. */
  firstAt(): number | null {
    return this.#sql
      .exec<{ at: number | null }>("SELECT MIN(since) AS at FROM dirty WHERE taken = 0")
      .one().at
  }

  /** Gives everything that is marked to whoever looks at it now, the oldest first. */
  take(): DirtyMark[] {
    const marks = this.#sql
      .exec<{ what: string; since: number }>(
        "SELECT what, since FROM dirty WHERE taken = 0 ORDER BY since, what",
      )
      .toArray()
    this.#sql.exec("UPDATE dirty SET taken = 1 WHERE taken = 0")
    return marks
  }

  /** Strikes off what was taken and looked at, unless it changed again in between. */
  settle(what: string): void {
    this.#sql.exec("DELETE FROM dirty WHERE what = ? AND taken = 1", what)
  }

  /** Gives back what was taken and not settled, as after trouble or a crash. It keeps its time. */
  giveBack(): void {
    this.#sql.exec("UPDATE dirty SET taken = 0 WHERE taken = 1")
  }
}
