interface Entry<T> {
  /** As SQLite's: `INSERT OR REPLACE` gives a new one, an update keeps it. */
  readonly rowid: number
  readonly value: T
}

/** A table by primary key, and how to take its last writes back. */
export class Table<T> {
  readonly #entries = new Map<string, Entry<T>>()
  readonly #journal: Journal
  #rowid = 0

  constructor(journal: Journal) {
    this.#journal = journal
  }

  get(key: string): T | undefined {
    return this.#entries.get(key)?.value
  }

  /** In the order of their rowids. */
  all(): T[] {
    return [...this.#entries.values()].sort((a, b) => a.rowid - b.rowid).map(({ value }) => value)
  }

  replace(key: string, value: T): void {
    this.#put(key, { rowid: ++this.#rowid, value })
  }

  upsert(key: string, value: T): void {
    this.#put(key, { rowid: this.#entries.get(key)?.rowid ?? ++this.#rowid, value })
  }

  delete(key: string): void {
    if (this.#entries.has(key)) this.#put(key, undefined)
  }

  #put(key: string, entry: Entry<T> | undefined): void {
    const before = this.#entries.get(key)
    this.#journal.note(() => this.#set(key, before))
    this.#set(key, entry)
  }

  #set(key: string, entry: Entry<T> | undefined): void {
    if (entry === undefined) this.#entries.delete(key)
    else this.#entries.set(key, entry)
  }
}

/** What was written since the last sync: each commit is a write by itself or a transaction. */
export class Journal {
  readonly #commits: (() => void)[][] = []
  #open: (() => void)[] | null = null

  note(undo: () => void): void {
    if (this.#open === null) this.#commits.push([undo])
    else this.#open.push(undo)
  }

  transaction<T>(work: () => T): T {
    if (this.#open !== null) return work()
    const commit: (() => void)[] = []
    this.#open = commit
    try {
      const result = work()
      if (commit.length > 0) this.#commits.push(commit)
      return result
    } catch (error) {
      for (const undo of commit.toReversed()) undo()
      throw error
    } finally {
      this.#open = null
    }
  }

  get length(): number {
    return this.#commits.length
  }

  forget(): void {
    this.#commits.length = 0
  }

  /** Takes everything back but the first `kept` commits, which stay for good. */
  rollBack(kept: number): void {
    for (const commit of this.#commits.splice(kept).toReversed()) {
      for (const undo of commit.toReversed()) undo()
    }
    this.forget()
  }
}
