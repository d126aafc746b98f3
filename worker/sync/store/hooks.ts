/**
 * `making`: Trello is being asked, and may already deliver. `active`: Trello answered; at most one.
 * `retired`: Trello shall forget it, and is told so at every delivery.
 */
export type HookState = "making" | "active" | "retired"

/** One of Trello's webhooks on this board. Times are milliseconds since 1970. */
export interface StoredHook {
  /** The last part of its address, `{idBoard}.{secret}`. */
  readonly path: string
  /** Trello's id of it; null until Trello answered. */
  readonly id: string | null
  /** Whose grant made it: no other one reads, changes or deletes it. */
  readonly member: string
  readonly workspace: string
  readonly state: HookState
  readonly madeAt: number
  /** When Trello last said that it is there. */
  readonly checkedAt: number
}

type Row = {
  path: string
  id: string | null
  member: string
  workspace: string
  state: HookState
  made_at: number
  checked_at: number
}

/** The webhooks of one Trello board: the only list of them, since Trello's does not work for OAuth 2.0. Its tables exist. */
export class HookTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  read(path: string): StoredHook | null {
    const [row] = this.#sql.exec<Row>("SELECT * FROM hooks WHERE path = ?", path).toArray()
    return row === undefined ? null : fromRow(row)
  }

  active(): StoredHook | null {
    return this.inState("active")[0] ?? null
  }

  /** Oldest first. */
  inState(state: HookState): StoredHook[] {
    return this.#sql
      .exec<Row>("SELECT * FROM hooks WHERE state = ? ORDER BY made_at, path", state)
      .toArray()
      .map(fromRow)
  }

  write(hook: StoredHook): void {
    this.#sql.exec(
      `INSERT INTO hooks (path, id, member, workspace, state, made_at, checked_at)
       VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET
         id = excluded.id, state = excluded.state, checked_at = excluded.checked_at`,
      hook.path,
      hook.id,
      hook.member,
      hook.workspace,
      hook.state,
      hook.madeAt,
      hook.checkedAt,
    )
  }

  drop(path: string): void {
    this.#sql.exec("DELETE FROM hooks WHERE path = ?", path)
  }
}

function fromRow(row: Row): StoredHook {
  return {
    path: row.path,
    id: row.id,
    member: row.member,
    workspace: row.workspace,
    state: row.state,
    madeAt: row.made_at,
    checkedAt: row.checked_at,
  }
}
