import * as v from "valibot"
import { nextFreeSlot } from "../../../core/cards/freeSlot.ts"
import type { Rect } from "../../../core/cards/rect.ts"
import type { BoardFormat } from "../../../core/cards/ticket.ts"

/** What a Trello board keeps for all its pushes. Its tables exist. */
export class SettingsTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** In whose words dates are written: the first proposal decides, so that everybody's pushes agree. */
  format(proposal: BoardFormat): BoardFormat {
    this.#sql.exec(
      "INSERT OR IGNORE INTO meta VALUES ('locale', ?), ('timeZone', ?)",
      proposal.locale,
      proposal.timeZone,
    )
    return this.readFormat() ?? proposal
  }

  /** Null before the first push. */
  readFormat(): BoardFormat | null {
    const read = (key: string) =>
      this.#sql.exec<{ value: string }>("SELECT value FROM meta WHERE key = ?", key).toArray()[0]
        ?.value
    const [locale, timeZone] = [read("locale"), read("timeZone")]
    return locale === undefined || timeZone === undefined ? null : { locale, timeZone }
  }

  /** Names of the custom fields that cards show on a Miro board. */
  customFields(miroBoard: string): string[] {
    const [row] = this.#sql
      .exec<{ names: string }>(
        "SELECT custom_fields AS names FROM miro_boards WHERE id = ?",
        miroBoard,
      )
      .toArray()
    return row === undefined ? [] : v.parse(v.array(v.string()), JSON.parse(row.names))
  }

  showCustomFields(miroBoard: string, names: readonly string[]): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO miro_boards VALUES (?, ?)",
      miroBoard,
      JSON.stringify(names),
    )
  }

  /** The next place for a card that is pushed alone. None is given twice, and none that an obstacle covers. */
  takeSlot(miroBoard: string, obstacles: readonly Rect[]): number {
    const [row] = this.#sql
      .exec<{ next: number }>("SELECT next FROM slots WHERE miro_board = ?", miroBoard)
      .toArray()
    const slot = nextFreeSlot(row?.next ?? 0, obstacles)
    this.#sql.exec("INSERT OR REPLACE INTO slots VALUES (?, ?)", miroBoard, slot + 1)
    return slot
  }
}
