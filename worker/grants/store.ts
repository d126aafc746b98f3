import * as v from "valibot"
import {
  type GrantIdentity,
  GrantIdentitySchema,
  type GrantRecord,
  GrantRecordSchema,
  type PendingRecord,
  PendingRecordSchema,
  type RefreshIntent,
  RefreshIntentSchema,
} from "./record.ts"

/** What the alarm has to do, each at its own time. */
export type DuePurpose = "recover" | "replicate" | "pending" | "revoke" | "keep_alive" | "forget"

/** The columns of one object's tables; documented with examples in docs/storage.md. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS record (kind TEXT PRIMARY KEY, json TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS pending (attempt TEXT PRIMARY KEY, json TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS uses (workspace TEXT, member TEXT, PRIMARY KEY (workspace, member));
  CREATE TABLE IF NOT EXISTS due (purpose TEXT PRIMARY KEY, at INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS outbox (id INTEGER PRIMARY KEY, sealed TEXT NOT NULL, expires_at INTEGER NOT NULL);
  INSERT OR IGNORE INTO meta VALUES ('schema', '1');
`

/** The tables of one grant. Reads of an object that never wrote answer "nothing" and create nothing. */
export class GrantStore {
  readonly #storage: DurableObjectStorage
  readonly #sql: SqlStorage
  #exists: boolean

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
    this.#sql = storage.sql
    this.#exists =
      this.#sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'meta'").toArray().length > 0
  }

  /** Creates the tables. Call it before the first write, that is after a consent succeeded. */
  create(identity: GrantIdentity): void {
    if (this.#exists) return
    this.#sql.exec(SCHEMA)
    this.#sql.exec("INSERT INTO meta VALUES ('identity', ?)", JSON.stringify(identity))
    this.#exists = true
  }

  /** Leaves nothing behind: the object is as before its first consent. */
  async forget(): Promise<void> {
    this.#exists = false
    await this.#storage.deleteAll()
  }

  /** Whose grant this is; null before the first consent. */
  readIdentity(): GrantIdentity | null {
    const row = this.#rows<{ value: string }>("SELECT value FROM meta WHERE key = 'identity'")[0]
    return row === undefined ? null : v.parse(GrantIdentitySchema, JSON.parse(row.value))
  }

  readGrant(): GrantRecord | null {
    return this.#readOne("grant", GrantRecordSchema)
  }

  writeGrant(record: GrantRecord): void {
    this.#writeOne("grant", record)
  }

  readIntent(): RefreshIntent | null {
    return this.#readOne("intent", RefreshIntentSchema)
  }

  writeIntent(intent: RefreshIntent): void {
    this.#writeOne("intent", intent)
  }

  clearIntent(): void {
    this.#sql.exec("DELETE FROM record WHERE kind = 'intent'")
  }

  readPending(attempt: string): PendingRecord | null {
    return this.listPending().find((pending) => pending.attempt === attempt) ?? null
  }

  listPending(): PendingRecord[] {
    return this.#rows<{ json: string }>("SELECT json FROM pending").map((row) =>
      v.parse(PendingRecordSchema, JSON.parse(row.json)),
    )
  }

  writePending(pending: PendingRecord): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO pending VALUES (?, ?)",
      pending.attempt,
      JSON.stringify(pending),
    )
  }

  clearPending(attempt: string): void {
    this.#sql.exec("DELETE FROM pending WHERE attempt = ?", attempt)
  }

  addUse(workspace: string, member: string): void {
    this.#sql.exec("INSERT OR IGNORE INTO uses VALUES (?, ?)", workspace, member)
  }

  listUses(): { readonly workspace: string; readonly member: string }[] {
    return this.#rows<{ workspace: string; member: string }>("SELECT workspace, member FROM uses")
  }

  /** Removes a use and tells whether none is left. */
  removeUse(workspace: string, member: string): boolean {
    if (!this.#exists) return true
    this.#sql.exec("DELETE FROM uses WHERE workspace = ? AND member = ?", workspace, member)
    return this.#rows("SELECT 1 FROM uses LIMIT 1").length === 0
  }

  /** Sets when a purpose is due, in milliseconds since 1970; null removes it. */
  setDue(purpose: DuePurpose, at: number | null): void {
    if (!this.#exists) return
    if (at === null) this.#sql.exec("DELETE FROM due WHERE purpose = ?", purpose)
    else this.#sql.exec("INSERT OR REPLACE INTO due VALUES (?, ?)", purpose, at)
  }

  /** What is due and when, the earliest first. */
  listDue(): { readonly purpose: DuePurpose; readonly at: number }[] {
    return this.#rows<{ purpose: DuePurpose; at: number }>(
      "SELECT purpose, at FROM due ORDER BY at",
    )
  }

  /** Keeps sealed credentials until `expiresAt`, for the revocation that is due at `dueAt`. */
  addToOutbox(sealed: string, expiresAt: number, dueAt: number): void {
    this.#sql.exec("INSERT INTO outbox (sealed, expires_at) VALUES (?, ?)", sealed, expiresAt)
    this.setDue("revoke", dueAt)
  }

  listOutbox(): { readonly id: number; readonly sealed: string; readonly expiresAt: number }[] {
    return this.#rows<{ id: number; sealed: string; expiresAt: number }>(
      "SELECT id, sealed, expires_at AS expiresAt FROM outbox",
    )
  }

  /** Puts newer credentials of the same ended grant in place of those that were spent on them. */
  replaceInOutbox(id: number, sealed: string): void {
    this.#sql.exec("UPDATE outbox SET sealed = ? WHERE id = ?", sealed, id)
  }

  removeFromOutbox(id: number): void {
    this.#sql.exec("DELETE FROM outbox WHERE id = ?", id)
  }

  #rows<Row extends Record<string, SqlStorageValue>>(query: string): Row[] {
    return this.#exists ? this.#sql.exec<Row>(query).toArray() : []
  }

  #readOne<T>(kind: "grant" | "intent", schema: v.GenericSchema<unknown, T>): T | null {
    const row = this.#rows<{ json: string }>(`SELECT json FROM record WHERE kind = '${kind}'`)[0]
    return row === undefined ? null : v.parse(schema, JSON.parse(row.json))
  }

  #writeOne(kind: "grant" | "intent", value: GrantRecord | RefreshIntent): void {
    this.#sql.exec("INSERT OR REPLACE INTO record VALUES (?, ?)", kind, JSON.stringify(value))
  }
}
