import * as v from "valibot"

/** Whose connections may stand in on this board, with the member's own consent. */
export interface StandIn {
  readonly member: string
  readonly connection: string
}

/** How the board as a whole stands. Times are milliseconds since 1970. */
const StandingSchema = v.object({
  board: v.string(),
  /** The Trello workspace in which everybody's connections are. */
  workspace: v.string(),
  /** Whose Trello grant reads the board. */
  owner: v.string(),
  /** `off`: nobody is to be asked, since the Power-Up or the board was closed. `lost`: nobody may be asked. */
  state: v.picklist(["on", "off", "lost"]),
  since: v.number(),
  comparedAt: v.nullable(v.number()),
  /** Pushers who do not see the board any more. */
  lostPushers: v.array(v.string()),
  /** When each Miro board was changed last, as it was when its items were looked at. */
  miroBoards: v.record(v.string(), v.string()),
})
export type Standing = v.InferOutput<typeof StandingSchema>

/** How a board stands, and who stands in. Its tables exist. */
export class StandingTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Null before the first push. */
  read(): Standing | null {
    const [row] = this.#sql
      .exec<{ value: string }>("SELECT value FROM meta WHERE key = 'standing'")
      .toArray()
    return row === undefined ? null : v.parse(StandingSchema, JSON.parse(row.value))
  }

  write(standing: Standing): void {
    this.#sql.exec("INSERT OR REPLACE INTO meta VALUES ('standing', ?)", JSON.stringify(standing))
  }

  /** Who consented first stands in first. */
  standIns(): StandIn[] {
    return this.#sql
      .exec<{ member: string; connection: string }>(
        "SELECT member, connection FROM stand_ins ORDER BY at, member",
      )
      .toArray()
  }

  /** A null connection takes the consent back. */
  standIn(member: string, workspace: string, connection: string | null, at: number): void {
    this.#sql.exec("DELETE FROM stand_ins WHERE member = ?", member)
    if (connection === null) return
    this.#sql.exec("INSERT INTO stand_ins VALUES (?, ?, ?, ?)", member, workspace, connection, at)
  }
}
