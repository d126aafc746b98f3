import type { RequestRow } from "../journey/standIns.ts"

/** The calls of a job to Miro at which something can happen, after the board's own path. */
const CALLS = {
  read: { method: "GET", path: "/items" },
  /** Frames, and then cards, twenty in a call. */
  create: { method: "POST", path: "/items/bulk" },
  update: { method: "PATCH", path: "/app_cards/" },
  delete: { method: "DELETE", path: "/app_cards/" },
  deleteFrame: { method: "DELETE", path: "/items/" },
} as const
type CallName = keyof typeof CALLS

/** One end of the Worker: it comes when so many calls are as it says. */
export interface Kill {
  readonly call: CallName
  /** So many of these calls go well before. */
  readonly after: number
  readonly times: number
  /**
   * What becomes of these calls. `held`: they have their effect, and no answer comes. `late`: they are on their way for some
   * seconds yet. `cut`: they never arrive. `slow`: they were answered, and others are under way. `refused`: Miro asks to
   * wait, and nothing is under way.
   */
  readonly kind: "held" | "late" | "cut" | "slow" | "refused"
}

/** What a job is about: a board's cards are new, are there with an older text, or are taken off. */
export type MomentKind = "push" | "refresh" | "removal"

export interface JobMoment {
  readonly moment: string
  readonly kind: MomentKind
  readonly kills: readonly Kill[]
}

/** The first of a push's creations makes its frames. */
const FRAMES = 1
/** And each of the others so many cards. */
const CARDS = 20
const creates = (kind: Kill["kind"], after = FRAMES): Kill => {
  return { call: "create", after, times: 3, kind }
}
const deletes = (kind: Kill["kind"]): Kill => ({ call: "delete", after: 20, times: 3, kind })

/** The moments of a job at which the Worker ends. */
export const JOB_MOMENTS: readonly JobMoment[] = [
  {
    moment: "while it reads the Miro board",
    kind: "push",
    kills: [{ call: "read", after: 0, times: 1, kind: "held" }],
  },
  {
    moment: "while the answer about frames is held",
    kind: "push",
    kills: [{ call: "create", after: 0, times: FRAMES, kind: "held" }],
  },
  {
    moment: "while frames are on their way",
    kind: "push",
    kills: [{ call: "create", after: 0, times: FRAMES, kind: "late" }],
  },
  { moment: "while answers about cards are held", kind: "push", kills: [creates("held")] },
  { moment: "while cards are on their way", kind: "push", kills: [creates("late")] },
  { moment: "when calls for cards were cut off", kind: "push", kills: [creates("cut")] },
  { moment: "when some cards are there", kind: "push", kills: [creates("slow")] },
  { moment: "while Miro wants to be left alone", kind: "push", kills: [creates("refused")] },
  {
    moment: "while answers about cards are held, twice",
    kind: "push",
    kills: [creates("held"), creates("held", 0)],
  },
  {
    moment: "while answers are held, and while it looks for those cards",
    kind: "push",
    kills: [creates("held"), { call: "read", after: 0, times: 1, kind: "held" }],
  },
  {
    moment: "while answers about new texts are held",
    kind: "refresh",
    kills: [{ call: "update", after: 4, times: 3, kind: "held" }],
  },
  { moment: "while answers about deletions are held", kind: "removal", kills: [deletes("held")] },
  { moment: "when some cards are gone", kind: "removal", kills: [deletes("slow")] },
  {
    moment: "while the deletion of a frame is held",
    kind: "removal",
    kills: [{ call: "deleteFrame", after: 1, times: 1, kind: "held" }],
  },
]

/** A late call has arrived and had its effect after this. Milliseconds. */
export const LATE_MS = 6_000
const DELAY_MS = { late: LATE_MS - 250, slow: 60 } as const

/** The faults for Miro that lead to a kill. */
export function faultsOf({ call, after, times, kind }: Kill, board: string) {
  const { method, path } = CALLS[call]
  const where = { method, path: `/v2/boards/${board}${path}` }
  const bad = {
    held: { ...where, kind: "hold", times },
    late: { ...where, kind: "delay", delayMs: DELAY_MS.late, times },
    cut: { ...where, kind: "drop_before", times },
    // All that follow, so that somebody who looks now and then sees some of them under way.
    slow: { ...where, kind: "delay", delayMs: DELAY_MS.slow, times: 1_000 },
    refused: { ...where, kind: "status", status: 429, headers: { "retry-after": "20" }, times },
  } as const
  const good = { ...where, kind: "delay", delayMs: 0, times: after } as const
  return after === 0 ? [bad[kind]] : [good, bad[kind]]
}

/** Those of these requests that are such calls for this board. */
export function callsOf(rows: readonly RequestRow[], call: CallName, board: string): RequestRow[] {
  const { method, path } = CALLS[call]
  const start = `/v2/boards/${board}${path}`
  return rows.filter(
    (row) => row.method === method && decodeURIComponent(row.path).startsWith(start),
  )
}

/** Whether the moment of a kill is there. `rows` are Miro's requests since its faults were asked for. */
export function isThere(
  { call, after, times, kind }: Kill,
  rows: readonly RequestRow[],
  board: string,
): boolean {
  const calls = callsOf(rows, call, board)
  const answered = calls.filter(({ status }) => status !== null).length
  switch (kind) {
    case "held":
    case "late":
    case "cut":
      return calls.length >= after + times
    case "slow":
      return answered >= after + times && answered < calls.length
    case "refused":
      return calls.some(({ status }) => status === 429)
  }
}

/** How many calls that are to make items a job of new cards needs: what had no effect goes out once more. */
export function creationsNeeded({ kind, kills }: JobMoment, cards: number): number {
  if (kind !== "push") return 0
  const failed = kills.filter((kill) => kill.kind === "cut" || kill.kind === "refused")
  const again = failed.reduce((sum, { times }) => sum + times, 0)
  return FRAMES + Math.ceil(cards / CARDS) + again
}

/**
 * Whether a job has sent its last call: it looked for cards, made the last of them, or deleted the last frame. `rows` are
 * Miro's requests since it began.
 */
export function isThrough(
  moment: JobMoment,
  rows: readonly RequestRow[],
  board: string,
  { cards, lists }: { readonly cards: number; readonly lists: number },
): boolean {
  const count = (call: CallName) => callsOf(rows, call, board).length
  if (moment.kind === "removal") return count("deleteFrame") >= lists
  const doubtful = moment.kills.some(({ kind }) => kind !== "refused")
  return count("create") >= creationsNeeded(moment, cards) && (!doubtful || count("read") > 1)
}
