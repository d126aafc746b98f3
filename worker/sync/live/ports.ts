import type { BoardFormat } from "../../../core/cards/ticket.ts"
import type { LinkReason } from "../../../core/contract/sync.ts"
import type { Clock } from "../../clock.ts"
import { ok, type Result } from "../../failure.ts"
import type { Call, UpstreamResult } from "../../grants/upstream.ts"
import type { Board } from "../board.ts"
import type { BoardReader } from "../boardReader.ts"
import type { CallMeter } from "../callMeter.ts"
import type { BoardTables } from "../store/boardStore.ts"
import type { LiveMemory } from "./memory.ts"

/** What keeping a board in step works with. Everything that reaches outside is injected. */
export interface LivePorts {
  readonly tables: BoardTables
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
  readonly idBoard: string
  readonly idPlugin: string
  readonly trelloOrigin: string
  readonly appOrigin: string
  readonly format: BoardFormat
  readonly reader: BoardReader
  /** The object of another Trello board. */
  readonly board: (idBoard: string) => Pick<Board, "adopt">
  /** A member's own Trello grant in the board's workspace. */
  readonly trello: (member: string) => Promise<Result<Call>>
  /** One of a member's own Miro grants there. */
  readonly miro: (member: string, connection: string) => Promise<Result<Call>>
}

/** One invocation: what it may still call, and what it has found out already. */
export interface LiveRun {
  readonly ports: LivePorts
  readonly memory: LiveMemory
  readonly meter: CallMeter
  readonly trello: (member: string) => Promise<Result<Call>>
  readonly miro: (member: string, connection: string) => Promise<Result<Call>>
  /** Whether cards that were moved there are kept in step, by Trello board. */
  readonly elsewhere: Map<string, "on" | "off">
  /** Why nothing can be written through a connection on a Miro board; by both. */
  readonly refusals: Map<string, LinkReason>
  /** What Miro said of a board, by the same. */
  readonly boards: Map<string, Promise<UpstreamResult>>
  /** Counts what was done for good: without any of it the next invocation must not follow at once. */
  progress: number
}

export function buildLiveRun(ports: LivePorts, memory: LiveMemory, meter: CallMeter): LiveRun {
  const asked = new Map<string, Promise<Result<Call>>>()
  const once = (key: string, ask: () => Promise<Result<Call>>): Promise<Result<Call>> => {
    const known = asked.get(key) ?? ask()
    asked.set(key, known)
    return known
  }
  return {
    ports,
    memory,
    meter,
    trello: (member) => once(member, async () => seeing(await ports.trello(member))),
    miro: (member, connection) =>
      once(`${member} ${connection}`, () => ports.miro(member, connection)),
    refusals: new Map(),
    elsewhere: new Map(),
    boards: new Map(),
    progress: 0,
  }
}

/**
 * Trello answers 404 to what somebody does not see, and to some of it 401, which says nothing of the token: that has been
 * tried before. A webhook's 401 says whose it is.
 */
function seeing(trello: Result<Call>): Result<Call> {
  if (!trello.ok) return trello
  return ok(async (request) => {
    const result = await trello.value(request)
    const unseen = result.kind === "answer" && result.status === 401
    const reads = request.method === "GET" && !request.path.startsWith("/1/webhooks/")
    return unseen && reads ? { ...result, status: 404 } : result
  })
}

/** Nothing goes out for so long: because of a provider, or, with 0, because this invocation has no calls left. Seconds. */
export interface Wait {
  readonly kind: "wait"
  readonly seconds: number
}

export const OUT_OF_CALLS: Wait = { kind: "wait", seconds: 0 }

export function isWait(value: unknown): value is Wait {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "wait"
}

export function soonest(waits: readonly (Wait | null)[]): Wait | null {
  const left = waits.filter((wait) => wait !== null)
  return left.toSorted((one, other) => one.seconds - other.seconds)[0] ?? null
}
