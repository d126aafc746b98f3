import { DurableObject } from "cloudflare:workers"
import type { ConnectionReason } from "../../core/contract/connections.ts"
import type { Provider } from "../../core/contract/ids.ts"
import { type Clock, systemClock } from "../clock.ts"

export type CutReason = Extract<ConnectionReason, "disconnected_by_member" | "revoked_by_admin">

/** Which grant a member may use in this workspace. Times are milliseconds since 1970. */
export interface ConnectionRow {
  readonly provider: Provider
  readonly grant: string
  /** Null while the connection stands; else why it was cut. */
  readonly cut: CutReason | null
  readonly since: number
}

/** A row of `connections`, as SQLite gives it. */
type StoredConnection = {
  provider: Provider
  grant_name: string
  cut: CutReason | null
  since: number
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS connections (
    member TEXT NOT NULL, provider TEXT NOT NULL, grant_name TEXT NOT NULL,
    cut TEXT, since INTEGER NOT NULL, PRIMARY KEY (member, grant_name)
  );
  INSERT OR IGNORE INTO meta VALUES ('schema', '1');
`

/**
 * One Trello workspace: which grants each member may use there. It writes nothing before the first confirmed consent,
 * so asking for an invented workspace costs nothing.
 */
export class Workspace extends DurableObject<Env> {
  protected readonly clock: Clock = systemClock

  /** The connections of a member, cut ones included, newest last. */
  list(member: string): ConnectionRow[] {
    if (!this.#exists()) return []
    return this.ctx.storage.sql
      .exec<StoredConnection>("SELECT * FROM connections WHERE member = ? ORDER BY since", member)
      .toArray()
      .map(({ provider, grant_name: grant, cut, since }) => ({ provider, grant, cut, since }))
  }

  /** Whether a member may use a grant here now. */
  mayUse(member: string, grant: string): boolean {
    return this.list(member).some((row) => row.grant === grant && row.cut === null)
  }

  /** Records that a member confirmed a consent. */
  async admit(member: string, provider: Provider, grant: string): Promise<void> {
    if (!this.#exists()) this.ctx.storage.sql.exec(SCHEMA)
    this.ctx.storage.sql.exec(
      "INSERT OR REPLACE INTO connections VALUES (?, ?, ?, NULL, ?)",
      member,
      provider,
      grant,
      this.clock.now(),
    )
    await this.ctx.storage.sync()
  }

  /** After a restore: the connection stands again, unless it is known and was cut. */
  async readmit(member: string, provider: Provider, grant: string): Promise<void> {
    const known = this.list(member).some((row) => row.grant === grant)
    if (!known) await this.admit(member, provider, grant)
  }

  /** Cuts a member's connection; false when there was none to cut. */
  async cut(member: string, grant: string, reason: CutReason): Promise<boolean> {
    if (!this.mayUse(member, grant)) return false
    this.ctx.storage.sql.exec(
      "UPDATE connections SET cut = ?, since = ? WHERE member = ? AND grant_name = ?",
      reason,
      this.clock.now(),
      member,
      grant,
    )
    await this.ctx.storage.sync()
    return true
  }

  /** Forgets everything about a member whose connections are cut. */
  async forget(member: string): Promise<void> {
    if (!this.#exists()) return
    this.ctx.storage.sql.exec("DELETE FROM connections WHERE member = ?", member)
    await this.ctx.storage.sync()
  }

  #exists(): boolean {
    return (
      this.ctx.storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'meta'").toArray()
        .length > 0
    )
  }
}
