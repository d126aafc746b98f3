import type { Rect } from "../../../core/cards/rect.ts"

/** `todo`: to be made. `grow`: there, to get the size of `rect`. `sending`, `unsure`: as for cards. `made`: there. */
export type FrameState = "todo" | "grow" | "sending" | "unsure" | "made"

/** A list's frame on a Miro board. A list that outgrew one has several. */
export interface StoredFrame {
  readonly miroBoard: string
  /** Unique on the Miro board. */
  readonly key: string
  readonly list: string
  readonly title: string
  readonly state: FrameState
  readonly item: string | null
  /** Where it is, or is to be, on the canvas. */
  readonly rect: Rect
  /** The job that made it. */
  readonly job: string
  /** Whether its making ever went without an answer: then there may be two of it. */
  readonly doubted: boolean
  /** When a removal last found people's items in it, so that it stays. Milliseconds since 1970; 0 for never. */
  readonly lookedAt: number
}

type Row = {
  miro_board: string
  key: string
  list: string
  title: string
  state: FrameState
  item: string | null
  x: number
  y: number
  width: number
  height: number
  job: string
  doubted: number
  looked_at: number
}

/** The frames of one Trello board's lists. Its tables exist. */
export class FrameTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  onBoard(miroBoard: string): StoredFrame[] {
    return this.#sql
      .exec<Row>("SELECT * FROM frames WHERE miro_board = ? ORDER BY rowid", miroBoard)
      .toArray()
      .map((row) => ({
        miroBoard: row.miro_board,
        key: row.key,
        list: row.list,
        title: row.title,
        state: row.state,
        item: row.item,
        rect: { x: row.x, y: row.y, width: row.width, height: row.height },
        job: row.job,
        doubted: row.doubted === 1,
        lookedAt: row.looked_at,
      }))
  }

  write(frame: StoredFrame): void {
    const { miroBoard, key, list, title, state, item, rect, job, doubted, lookedAt } = frame
    this.#sql.exec(
      `INSERT INTO frames VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (miro_board, key) DO UPDATE SET
         title = excluded.title, state = excluded.state, item = excluded.item, x = excluded.x,
         y = excluded.y, width = excluded.width, height = excluded.height, doubted = excluded.doubted,
         looked_at = excluded.looked_at`,
      miroBoard,
      key,
      list,
      title,
      state,
      item,
      rect.x,
      rect.y,
      rect.width,
      rect.height,
      job,
      doubted ? 1 : 0,
      lookedAt,
    )
  }

  drop(miroBoard: string, key: string): void {
    this.#sql.exec("DELETE FROM frames WHERE miro_board = ? AND key = ?", miroBoard, key)
  }
}
