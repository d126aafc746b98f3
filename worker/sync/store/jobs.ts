import * as v from "valibot"
import type { ErrorCode } from "../../../core/contract/errors.ts"
import {
  isFinal,
  type JobAction,
  type JobCounts,
  type JobRecord,
  JobRecordSchema,
  type JobRow,
  NO_COUNTS,
  type RowOutcome,
  type RowState,
} from "../jobs/record.ts"

type Row = {
  seq: number
  card: string
  id_short: number | null
  short_link: string | null
  action: JobAction
  state: RowState
  outcome: RowOutcome | null
  item: string | null
  frame: string | null
  x: number
  y: number
  doubted: number
  tries: number
  code: ErrorCode | null
}

/** The jobs of one Trello board and what each does to every card. Its tables exist. */
export class JobTable {
  readonly #sql: SqlStorage
  /** What was read last: a job that runs reads its record several times for every card. */
  #read: { readonly json: string; readonly record: JobRecord } | null = null

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  read(id: string): JobRecord | null {
    const [row] = this.#sql
      .exec<{ json: string }>("SELECT json FROM jobs WHERE id = ?", id)
      .toArray()
    if (row === undefined) return null
    if (this.#read?.json !== row.json) this.#read = { json: row.json, record: parse(row.json) }
    return this.#read.record
  }

  write(record: JobRecord): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO jobs VALUES (?, ?, ?, ?, ?)",
      record.id,
      record.miroBoard.id,
      isFinal(record) ? 0 : 1,
      record.startedAt,
      JSON.stringify(record),
    )
  }

  /** All that are known, newest first. */
  list(): JobRecord[] {
    return this.#sql
      .exec<{ json: string }>("SELECT json FROM jobs ORDER BY started_at DESC, rowid DESC")
      .toArray()
      .map(({ json }) => parse(json))
  }

  /** The job that is not over on a Miro board. */
  open(miroBoard: string): JobRecord | null {
    const [row] = this.#sql
      .exec<{ json: string }>("SELECT json FROM jobs WHERE miro_board = ? AND open = 1", miroBoard)
      .toArray()
    return row === undefined ? null : parse(row.json)
  }

  /** The ids of the jobs that were over before a time, in milliseconds since 1970. */
  endedBefore(at: number): string[] {
    return this.#sql
      .exec<{ id: string }>(
        "SELECT id FROM jobs WHERE open = 0 AND json_extract(json, '$.endedAt') < ? ORDER BY id",
        at,
      )
      .toArray()
      .map(({ id }) => id)
  }

  drop(id: string): void {
    this.#sql.exec("DELETE FROM job_cards WHERE job = ?", id)
    this.#sql.exec("DELETE FROM jobs WHERE id = ?", id)
    this.#sql.exec("DELETE FROM due WHERE purpose = ?", `job:${id}`)
  }

  /** Rows of a job in a state, in their order. */
  rows(job: string, state: RowState, limit = -1): JobRow[] {
    return this.#sql
      .exec<Row>(
        "SELECT * FROM job_cards WHERE job = ? AND state = ? ORDER BY seq LIMIT ?",
        job,
        state,
        limit,
      )
      .toArray()
      .map(fromRow)
  }

  /** Rows whose card may be on the board unknown, or twice. */
  doubted(job: string): JobRow[] {
    return this.#sql
      .exec<Row>("SELECT * FROM job_cards WHERE job = ? AND doubted = 1 ORDER BY seq", job)
      .toArray()
      .map(fromRow)
  }

  writeRow(job: string, row: JobRow): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO job_cards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      job,
      row.seq,
      row.card,
      row.idShort,
      row.shortLink,
      row.action,
      row.state,
      row.outcome,
      row.item,
      row.frame,
      row.x,
      row.y,
      row.doubted ? 1 : 0,
      row.tries,
      row.code,
    )
  }

  counts(job: string): JobCounts {
    const counts: Record<keyof JobCounts, number> = { ...NO_COUNTS }
    const rows = this.#sql.exec<{ state: RowState; outcome: RowOutcome | null; n: number }>(
      "SELECT state, outcome, COUNT(*) AS n FROM job_cards WHERE job = ? GROUP BY state, outcome",
      job,
    )
    for (const { state, outcome, n } of rows) {
      const key = state === "done" ? outcome : state
      if (key !== null) counts[key] += n
    }
    return counts
  }

  setDue(job: string, at: number | null): void {
    if (at === null) this.#sql.exec("DELETE FROM due WHERE purpose = ?", `job:${job}`)
    else this.#sql.exec("INSERT OR REPLACE INTO due VALUES (?, ?)", `job:${job}`, at)
  }

  /** When each open job goes on, the earliest first. */
  listDue(): { readonly job: string; readonly at: number }[] {
    return this.#sql
      .exec<{ purpose: string; at: number }>(
        "SELECT purpose, at FROM due WHERE purpose GLOB 'job:*' ORDER BY at",
      )
      .toArray()
      .map(({ purpose, at }) => ({ job: purpose.slice("job:".length), at }))
  }
}

function parse(json: string): JobRecord {
  return v.parse(JobRecordSchema, JSON.parse(json))
}

function fromRow(row: Row): JobRow {
  return {
    seq: row.seq,
    card: row.card,
    idShort: row.id_short,
    shortLink: row.short_link,
    action: row.action,
    state: row.state,
    outcome: row.outcome,
    item: row.item,
    frame: row.frame,
    x: row.x,
    y: row.y,
    doubted: row.doubted === 1,
    tries: row.tries,
    code: row.code,
  }
}
