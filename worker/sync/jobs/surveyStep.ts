import type { TrelloBoard } from "../../../core/cards/trelloBoard.ts"
import type { BoardItem } from "../../miro/items.ts"
import { buildCardSource } from "./cards.ts"
import { chooseCards } from "./choose.ts"
import { placeRows, planRows } from "./plan.ts"
import { endOf, type JobRun, MORE, OUT_OF_CALLS, type StepEnd } from "./ports.ts"
import type { JobRow } from "./record.ts"
import { readSurvey } from "./survey.ts"

/** Looks at both boards, then writes down what becomes of each card and where it goes. Nothing is sent before that. */
export async function surveyBoards(run: JobRun): Promise<StepEnd> {
  const survey = await readSurvey(run)
  if (survey.kind === "ended") return survey.end
  if (!run.meter.take()) return OUT_OF_CALLS
  const snapshot = await run.ports.snapshot()
  if (!snapshot.ok) return endOf(snapshot.failure)
  const { tables, memory } = run.ports
  tables.transaction(() => decide(run, snapshot.value, survey.items))
  memory.survey = null
  await tables.sync()
  return MORE
}

function decide(run: JobRun, board: TrelloBoard, items: readonly BoardItem[]): void {
  const { tables } = run.ports
  const { miroBoard, replans } = run.record()
  const rows = replans === 0 ? chooseRows(run, board, items) : tables.jobs.rows(run.id, "todo")
  const lists = new Map(board.cards.map(({ id, idList }) => [id, idList]))
  const creates = rows.filter(({ action, state }) => action === "create" && state === "todo")
  const placed = placeRows({
    rows: creates,
    board,
    listOf: (card) => lists.get(card) ?? "",
    frames: tables.frames.onBoard(miroBoard.id),
    items,
    miroBoard: miroBoard.id,
    job: run.id,
    prefix: `${run.id}/${replans}/`,
  })
  for (const key of placed.lost) tables.frames.drop(miroBoard.id, key)
  for (const frame of placed.frames) tables.frames.write(frame)
  const byCard = new Map(placed.rows.map((row) => [row.card, row]))
  for (const row of rows) tables.jobs.writeRow(run.id, byCard.get(row.card) ?? row)
  run.change({ phase: "send" })
}

function chooseRows(run: JobRun, board: TrelloBoard, items: readonly BoardItem[]): JobRow[] {
  const { tables, clock, format } = run.ports
  const { miroBoard, selection, customFields } = run.record()
  const { cards, special } = chooseCards(board, selection, {
    now: clock.now(),
    timeZone: format.timeZone,
    onMiro: new Set(tables.links.numbers()),
  })
  run.change({ special: special.map((one) => ({ ...one, cards: [...one.cards] })) })
  const source = buildCardSource(board, customFields, run.ports)
  const links = tables.links.onBoard(miroBoard.id)
  const rows = planRows({
    cards,
    hashOf: (card) => source.appCard(card).sent.hash,
    links: new Map(links.map((link) => [link.card, link])),
    items,
  })
  // The board was looked at just now: a link to what is not there says nothing any more.
  const gone = new Set(rows.filter(({ action }) => action === "create").map(({ card }) => card))
  for (const { card, state } of links) {
    if (gone.has(card) && state !== "pushing") tables.links.drop(card, miroBoard.id)
  }
  return rows
}
