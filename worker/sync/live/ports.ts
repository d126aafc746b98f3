import type { BoardFormat } from "../../../core/cards/ticket.ts"
import type { Clock } from "../../clock.ts"
import type { Result } from "../../failure.ts"
import type { UpstreamCall, UpstreamResult } from "../../grants/upstream.ts"
import type { BoardReader } from "../boardReader.ts"
import type { CallMeter } from "../jobs/ports.ts"
import type { BoardTables } from "../store/boardStore.ts"

export type Call = (call: UpstreamCall) => Promise<UpstreamResult>

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
  /** A member's own Trello grant in the board's workspace. */
  readonly trello: (member: string) => Promise<Result<Call>>
  /** One of a member's own Miro grants there. */
  readonly miro: (member: string, connection: string) => Promise<Result<Call>>
}

/** One invocation: what it may still call, and the grants that it has asked for already. */
export interface LiveRun {
  readonly ports: LivePorts
  readonly meter: CallMeter
  readonly trello: (member: string) => Promise<Result<Call>>
  readonly miro: (member: string, connection: string) => Promise<Result<Call>>
}

export function buildLiveRun(ports: LivePorts, meter: CallMeter): LiveRun {
  const asked = new Map<string, Promise<Result<Call>>>()
  const once = (key: string, ask: () => Promise<Result<Call>>): Promise<Result<Call>> => {
    const known = asked.get(key) ?? ask()
    asked.set(key, known)
    return known
  }
  return {
    ports,
    meter,
    trello: (member) => once(member, () => ports.trello(member)),
    miro: (member, connection) =>
      once(`${member} ${connection}`, () => ports.miro(member, connection)),
  }
}

/** Nothing goes out for so long, because of the providers. Seconds. */
export interface Wait {
  readonly kind: "wait"
  readonly seconds: number
}

export function isWait(value: unknown): value is Wait {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "wait"
}
