import { estimateSeconds } from "../../../core/cards/estimate.ts"
import { buildMiroUrl } from "../../../core/cards/miroAddress.ts"
import type { Job } from "../../../core/contract/jobs.ts"
import type { BoardTables } from "../store/boardStore.ts"
import { isFinal, type JobRecord } from "./record.ts"

/** How many failures a job tells. */
const FAILURES_MAX = 50

/** What a person is told about a job. `now` is in milliseconds since 1970. */
export function describeJob(
  { jobs, links, frames }: BoardTables,
  record: JobRecord,
  asker: { readonly member: string; readonly now: number; readonly miroOrigin: string },
): Job {
  const counts = jobs.counts(record.id)
  const { created, updated, unchanged, removed, failed } = counts
  const done = created + updated + unchanged + removed + failed
  const open = counts.todo + counts.sending + counts.unsure
  const total = record.phase === "survey" && done === 0 ? record.planned : done + open
  return {
    id: record.id,
    kind: record.kind,
    state: record.state,
    mine: record.member === asker.member,
    miroBoard: record.miroBoard,
    url: urlOf(record, asker.miroOrigin, frames.onBoard(record.miroBoard.id)),
    startedAt: toIso(record.startedAt),
    endedAt: record.endedAt === null ? null : toIso(record.endedAt),
    waitingUntil: record.waitingUntil === null ? null : toIso(record.waitingUntil),
    reason: record.reason,
    total,
    done,
    created,
    updated,
    unchanged,
    removed,
    failed,
    failures: jobs
      .rows(record.id, "failed", FAILURES_MAX)
      .map(({ card, code }) => ({ card, code: code ?? "upstream_refused" })),
    special: record.special,
    secondsLeft: secondsLeft(record, total - done, asker.now),
    undoable:
      record.kind === "push" && isFinal(record) ? links.madeBy(record.id, record.miroBoard.id) : 0,
  }
}

function urlOf(
  { id, miroBoard }: JobRecord,
  miroOrigin: string,
  frames: readonly { readonly job: string; readonly item: string | null }[],
): string {
  const frame = frames.find((one) => one.job === id && one.item !== null)?.item ?? null
  return buildMiroUrl(miroOrigin, { board: miroBoard.id, item: frame })
}

function secondsLeft(record: JobRecord, cards: number, now: number): number | null {
  if (record.state !== "working" && record.state !== "waiting") return null
  const waiting = Math.max(0, Math.ceil(((record.waitingUntil ?? now) - now) / 1000))
  const work = { creates: 0, updates: 0, removes: 0, reads: 0 }
  const left =
    record.kind === "remove" ? { ...work, removes: cards } : { ...work, creates: cards, reads: 1 }
  return waiting + estimateSeconds(left)
}

function toIso(at: number): string {
  return new Date(at).toISOString()
}
