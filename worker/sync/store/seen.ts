/** For how long, and how many of, the actions that came are remembered, so that a repetition changes nothing. */
export const SEEN_MS = 24 * 60 * 60_000
export const SEEN_MAX = 1000

/** Which of Trello's actions were delivered lately. Its tables exist. */
export class SeenTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Remembers an action; false when it came before. Each call forgets up to two of the oldest that may go. */
  add(action: string, at: number): boolean {
    const added = this.#sql
      .exec("INSERT OR IGNORE INTO seen VALUES (?, ?) RETURNING 1", action, at)
      .toArray()
    if (added.length === 0) return false
    // Rows leave in the order in which they came, so their numbers are without gaps.
    this.#sql.exec(
      `DELETE FROM seen WHERE rowid IN (SELECT rowid FROM seen ORDER BY rowid LIMIT 2)
         AND (at <= ? OR rowid <= (SELECT MAX(rowid) FROM seen) - ?)`,
      at - SEEN_MS,
      SEEN_MAX,
    )
    return true
  }
}
