import {
  EVERY_CARD,
  JOB_CARDS_MAX,
  type JobRequest,
  type Selection,
} from "../../../core/contract/jobs.ts"
import { buildSelector } from "../../../core/cards/selection.ts"
import type { BoardFormat } from "../../../core/cards/ticket.ts"
import type { TrelloBoard } from "../../../core/cards/trelloBoard.ts"
import { randomId } from "../../encoding.ts"
import { fail, ok, type Result } from "../../failure.ts"
import type { BoardTables } from "../store/boardStore.ts"
import type { StoredLink } from "../link.ts"
import { chooseCards } from "./choose.ts"
import type { JobRecord, JobRow } from "./record.ts"
import { forgetOld, makeRoom } from "./retention.ts"

/** Who asks, with which Trello board open in which workspace. */
export interface Asker {
  readonly member: string
  readonly board: string
  readonly workspace: string
}

/** What starting needs besides the request. */
export interface StartContext {
  readonly tables: BoardTables
  readonly board: TrelloBoard
  readonly format: BoardFormat
  readonly now: number
}

/** Writes a new job down; nothing is sent yet. Fails where there is nothing to do, too much, or one is running. */
export function startJob(
  context: StartContext,
  asker: Asker,
  request: JobRequest,
): Result<JobRecord> {
  const { tables, now } = context
  return tables.transaction((): Result<JobRecord> => {
    forgetOld(tables, now)
    makeRoom(tables, request.miroBoard.id)
    if (tables.jobs.open(request.miroBoard.id) !== null) return fail("job_running")
    const { settings } = tables
    const miroBoard = request.miroBoard.id
    if (request.customFields !== null) settings.showCustomFields(miroBoard, request.customFields)
    const record = buildRecord(asker, request, settings.customFields(miroBoard), now)
    if (request.kind === "remove") {
      const links = chooseLinks(context, miroBoard, request.selection)
      return begin(tables, { ...record, phase: "send" }, links.map(toRemoval))
    }
    const { cards } = chooseCards(context.board, request.selection, {
      now,
      timeZone: context.format.timeZone,
      onMiro: new Set(tables.links.numbers()),
    })
    return cards.length === 0
      ? fail("no_cards")
      : cards.length > JOB_CARDS_MAX
        ? fail("too_many_cards")
        : begin(tables, { ...record, planned: cards.length }, [])
  })
}

/** A removal of what a push made. Cards that it only refreshed stay. */
export function startUndo(
  { tables, now }: Pick<StartContext, "tables" | "now">,
  asker: Asker,
  connection: string,
  push: JobRecord,
): Result<JobRecord> {
  return tables.transaction((): Result<JobRecord> => {
    const { miroBoard } = push
    if (tables.jobs.open(miroBoard.id) !== null) return fail("job_running")
    const made = tables.links.onBoard(miroBoard.id).filter((link) => link.job === push.id)
    const request = {
      kind: "remove",
      connection,
      miroBoard,
      selection: EVERY_CARD,
    } as const
    const record = buildRecord(asker, request, push.customFields, now)
    return begin(tables, { ...record, phase: "send", undoOf: push.id }, made.map(toRemoval))
  })
}

function begin(
  { jobs }: BoardTables,
  record: JobRecord,
  rows: readonly JobRow[],
): Result<JobRecord> {
  if (record.phase === "send" && rows.length === 0) return fail("no_cards")
  const unsure = rows.some(({ state }) => state === "unsure")
  const job = { ...record, checkNeeded: unsure, doubtAt: unsure ? record.startedAt : null }
  jobs.write(job)
  for (const row of rows) jobs.writeRow(job.id, row)
  jobs.setDue(job.id, job.startedAt)
  return ok(job)
}

function buildRecord(
  asker: Asker,
  request: Pick<JobRequest, "kind" | "connection" | "miroBoard" | "selection">,
  customFields: string[],
  now: number,
): JobRecord {
  return {
    id: randomId(16),
    kind: request.kind,
    state: "working",
    phase: "survey",
    board: asker.board,
    workspace: asker.workspace,
    member: asker.member,
    connection: request.connection,
    miroBoard: request.miroBoard,
    selection: request.selection,
    customFields,
    undoOf: null,
    startedAt: now,
    endedAt: null,
    waitingUntil: null,
    reason: null,
    cancelling: false,
    troubles: 0,
    replans: 0,
    frameDoubts: 0,
    doubtAt: null,
    checkNeeded: false,
    strays: [],
    tidied: false,
    planned: 0,
    special: [],
  }
}

/**
 * The links to a Miro board that a removal is about. The whole board's removal takes those along whose card was
 * archived, deleted or moved since.
 */
export function chooseLinks(
  { tables, board, format, now }: StartContext,
  miroBoard: string,
  selection: Selection,
): StoredLink[] {
  const links = tables.links.onBoard(miroBoard)
  const everything = JSON.stringify(selection) === JSON.stringify(EVERY_CARD)
  if (everything) return links
  const numbers = new Set(tables.links.numbers())
  const onMiro = (idShort: number) => numbers.has(idShort)
  const selects = buildSelector(selection, { now, timeZone: format.timeZone, onMiro })
  const selected = new Set(board.cards.filter(selects).map(({ id }) => id))
  return links.filter(({ card }) => selected.has(card))
}

/** A link without an item may stand for one that nobody knows of: it is looked for. */
function toRemoval(link: StoredLink, seq: number): JobRow {
  return {
    seq,
    card: link.card,
    idShort: link.idShort,
    shortLink: link.shortLink,
    action: "remove",
    state: link.item === null ? "unsure" : "todo",
    outcome: null,
    item: link.item,
    frame: null,
    x: 0,
    y: 0,
    doubted: link.item === null,
    tries: 0,
    code: null,
  }
}
