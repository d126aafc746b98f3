/**
 * What the object's alarm has to do besides jobs. `sync` looks at what is dirty, `change` at cards whose text changes by
 * itself, `hook` after the webhook, and `compare` at everything, since nobody tells everything. `retry` looks
 * again at cards that nobody could carry over.
 */
export type DuePurpose = "sync" | "change" | "hook" | "compare" | "retry"

/** When the object has something to do. Jobs keep their own rows of the same table. Its tables exist. */
export class DueTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Milliseconds since 1970; null when it is not due. */
  read(purpose: DuePurpose): number | null {
    const [row] = this.#sql
      .exec<{ at: number }>("SELECT at FROM due WHERE purpose = ?", purpose)
      .toArray()
    return row?.at ?? null
  }

  /** When the object has anything to do next, jobs included. */
  next(): number | null {
    return this.#sql.exec<{ at: number | null }>("SELECT MIN(at) AS at FROM due").one().at
  }

  /** Null removes it. */
  set(purpose: DuePurpose, at: number | null): void {
    if (at === null) this.#sql.exec("DELETE FROM due WHERE purpose = ?", purpose)
    else this.#sql.exec("INSERT OR REPLACE INTO due VALUES (?, ?)", purpose, at)
  }
}
