import { slotRect } from "../../../core/cards/freeSlot.ts"
import type { Rect } from "../../../core/cards/rect.ts"
import type { TrelloBoard } from "../../../core/cards/trelloBoard.ts"
import { PUSH_LASTS_MS, type StoredLink } from "../link.ts"
import { buildCardSource } from "./cards.ts"
import { chooseCards } from "./choose.ts"
import { type PlanInput, placeRows, planRows } from "./plan.ts"
import { endOf, type JobRun, MORE, OUT_OF_CALLS, type StepEnd } from "./ports.ts"
import type { JobRow } from "./record.ts"
import { tieItem } from "./rows.ts"
import { readSurvey } from "./survey.ts"

/** Looks at both boards, then writes down what becomes of each card and where it goes. Nothing is sent before that. */
export async function surveyBoards(run: JobRun): Promise<StepEnd> {
  const survey = await readSurvey(run)
  if (survey.kind === "ended") return survey.end
  if (!run.meter.take()) return OUT_OF_CALLS
  const snapshot = await run.ports.snapshot()
  if (!snapshot.ok) return endOf(snapshot.failure)
  const { tables, memory } = run.ports
  tables.transaction(() => decide(run, snapshot.value, survey))
  memory.survey = null
  await tables.sync()
  return MORE
}

type Look = Pick<PlanInput, "items" | "beganAt">

function decide(run: JobRun, board: TrelloBoard, look: Look): void {
  const { tables } = run.ports
  const { miroBoard, replans } = run.record()
  const rows = replans === 0 ? chooseRows(run, board, look) : tables.jobs.rows(run.id, "todo")
  const lists = new Map(board.cards.map(({ id, idList }) => [id, idList]))
  const creates = rows.filter(({ action, state }) => action === "create" && state === "todo")
  const placed = placeRows({
    rows: creates,
    board,
    listOf: (card) => lists.get(card) ?? "",
    frames: tables.frames.onBoard(miroBoard.id),
    items: look.items,
    reserved: reservedSlots(tables.links.onBoard(miroBoard.id), look),
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

/** Where single cards were put since somebody began to look, or are on their way to. */
function reservedSlots(links: readonly StoredLink[], { items, beganAt }: Look): Rect[] {
  const there = new Set(items.map(({ id }) => id))
  const isUnseen = ({ state, item, pushedAt }: StoredLink) =>
    state !== "linked" || ((pushedAt ?? 0) >= beganAt && !there.has(item ?? ""))
  return links.filter((link) => link.slot >= 0 && isUnseen(link)).map(({ slot }) => slotRect(slot))
}

function chooseRows(run: JobRun, board: TrelloBoard, { items, beganAt }: Look): JobRow[] {
  const { tables, clock, format } = run.ports
  const { miroBoard, selection, customFields } = run.record()
  const { cards, special } = chooseCards(board, selection, {
    now: clock.now(),
    timeZone: format.timeZone,
    onMiro: new Set(tables.links.numbers()),
  })
  run.change({ special: special.map((one) => ({ ...one, cards: [...one.cards] })) })
  const source = buildCardSource(board, customFields, run.ports)
  const links = new Map(tables.links.onBoard(miroBoard.id).map((link) => [link.card, link]))
  const rows = planRows({
    cards,
    hashOf: (card) => source.appCard(card).sent.hash,
    links,
    items,
    beganAt,
  })
  for (const row of rows) {
    const link = links.get(row.card) ?? null
    if (row.action === "update") {
      // Known from now on, so that nobody who pushes it alone makes another one.
      if (link?.item !== row.item) tieItem(run, row, link?.state === "linked" ? null : link)
    } else if (link !== null && isSettled(link, beganAt)) {
      // The board was looked at: what is not there did not arrive, or is gone.
      tables.links.drop(row.card, miroBoard.id)
    }
  }
  return rows
}

/** Whether whatever was sent for a card has arrived before somebody began to look. */
function isSettled({ state, beganAt }: StoredLink, lookedAt: number): boolean {
  return state === "linked" || beganAt + PUSH_LASTS_MS <= lookedAt
}
