import type { TrelloBoard } from "../../../core/cards/trelloBoard.ts"
import { answer } from "../../grants/answers.fixture.ts"
import { HandClock } from "../../grants/memory.fixture.ts"
import type { UpstreamCall, UpstreamResult } from "../../grants/upstream.ts"
import type { BoardItem } from "../../miro/items.ts"
import type { StoredFrame } from "../store/frames.ts"
import type { StoredLink } from "../link.ts"
import { MemoryBoard } from "../store/memory.fixture.ts"
import { CALLS_MAX, CallMeter } from "../callMeter.ts"
import type { JobPorts, JobRun } from "./ports.ts"
import type { JobRecord, JobRow } from "./record.ts"
import { runJob } from "./run.ts"
import { buildCard, buildRecord, buildTrelloBoard, JOB } from "./samples.fixture.ts"

/** An item as Miro writes it in lists and in the answers to creations. */
export function toJson({ id, type, parent, x, y, width, height, title, ...rest }: BoardItem) {
  const { owned, status, createdAt } = rest
  return {
    id,
    type,
    data: { title, owned, status },
    position: { x, y },
    geometry: { width, height },
    ...(parent === null ? {} : { parent: { id: parent } }),
    createdAt: new Date(createdAt).toISOString(),
  }
}

export const pageOf = (items: readonly BoardItem[], cursor?: string) =>
  answer(200, { data: items.map(toJson), cursor })

export interface ScriptedJob {
  readonly run: JobRun
  readonly ports: JobPorts
  readonly clock: HandClock
  readonly store: MemoryBoard
  /** What Miro was asked, for example `POST /items/bulk`, and with which body. */
  readonly asked: string[]
  readonly bodies: unknown[]
  /** One invocation. */
  readonly goOn: (calls?: number) => Promise<void>
}

/** A job whose Miro answers what a script says, call by call; without a script every call is a mistake. */
export function buildJob(options: {
  readonly record?: Partial<JobRecord>
  readonly rows?: readonly JobRow[]
  readonly links?: readonly StoredLink[]
  readonly frames?: readonly StoredFrame[]
  readonly board?: TrelloBoard
  readonly miro?: (call: UpstreamCall, nth: number) => UpstreamResult | Promise<UpstreamResult>
}): ScriptedJob {
  const clock = new HandClock()
  const store = new MemoryBoard()
  const tables = store.open()
  tables.jobs.write(buildRecord(options.record))
  for (const row of options.rows ?? []) tables.jobs.writeRow(JOB, row)
  for (const link of options.links ?? []) tables.links.write(link)
  for (const frame of options.frames ?? []) tables.frames.write(frame)
  const asked: string[] = []
  const bodies: unknown[] = []
  const board =
    options.board ?? buildTrelloBoard((options.rows ?? []).map(({ seq }) => buildCard(seq)))
  const ports: JobPorts = {
    tables,
    trello: async () => answer(500),
    miro: async (call) => {
      const { method, path, body } = call
      asked.push(`${method} ${path.replace(/^\/v2\/boards\/[^/?]+/, "").replace(/\?.*/, "")}`)
      bodies.push(body === undefined ? null : JSON.parse(body))
      if (options.miro === undefined) throw new Error(`Nobody expects ${method} ${path}`)
      return options.miro(call, asked.length)
    },
    clock,
    random: () => 0.5,
    format: { locale: "en", timeZone: "UTC" },
    trelloOrigin: "https://trello.example",
    memory: { survey: null },
    snapshot: async () => ({ ok: true, value: board }),
  }
  const record = (): JobRecord => tables.jobs.read(JOB) ?? buildRecord()
  const run: JobRun = {
    ports,
    id: JOB,
    meter: new CallMeter(CALLS_MAX),
    sight: null,
    record,
    change: (changes) => tables.jobs.write({ ...record(), ...changes }),
  }
  return {
    run,
    ports,
    clock,
    store,
    asked,
    bodies,
    goOn: (calls = CALLS_MAX) => runJob(ports, JOB, calls),
  }
}
