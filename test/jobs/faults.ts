import { parseRetryAfter, type UpstreamResult } from "../../worker/grants/upstream.ts"
import type { Answer, Sent } from "./miro.ts"
import type { Random } from "./random.ts"

/**
 * What goes wrong with a call. `…Before`: without effect. `…After`: the effect happens first. `…Late`: it happens up to
 * five seconds after nobody waits for it any more, `killLate` up to twenty after the process ended. `thrown`: the grant's
 * own object ended, with the effect or without.
 */
export const CALL_FAULTS = [
  "killBefore",
  "killAfter",
  "killLate",
  "lostBefore",
  "lostAfter",
  "lostLate",
  "limited",
  "unavailable",
  "unavailableAfter",
  "gatewayLate",
  "conflict",
  "spoilt",
  "shuffled",
  "thrown",
] as const
/** Of Trello, which is only read: a conflict is Miro's. */
export const READ_FAULTS = CALL_FAULTS.filter((name) => name !== "conflict" && name !== "shuffled")
/** What an outage is like: now and then something has its effect all the same. */
export const OUTAGE_FAULTS: readonly CallFault[] = [
  ...Array.from({ length: 8 }, () => "unavailable" as const),
  "unavailableAfter",
  "lostBefore",
  "lostLate",
]
/** The process ends before or after what was written is durable. */
export const SYNC_FAULTS = ["killBefore", "killAfter"] as const
export type CallFault = (typeof CALL_FAULTS)[number]
export type SyncFault = (typeof SYNC_FAULTS)[number]

/** Chooses what goes wrong when: at chosen moments of a run, or again and again for a while. */
export interface FaultPlan {
  readonly at: ReadonlySet<number>
  /** For each moment, until there were `most`. */
  readonly storm: { readonly probability: number; readonly most: number }
  /** The moment at which Miro begins to fail for an hour; null where it does not. */
  readonly outageAt: number | null
}

export const NO_FAULTS: FaultPlan = {
  at: new Set(),
  storm: { probability: 0, most: 0 },
  outageAt: null,
}

const OUTAGE_MS = 60 * 60_000

/** Goes through the moments of a run one by one. */
export class FaultSource {
  /** Until when Miro fails, whatever it is asked. Milliseconds since 1970. */
  outageUntil = 0
  /** What kind each moment so far was of. */
  readonly moments: string[] = []
  readonly happened = new Map<string, number>()
  #stormed = 0
  plan: FaultPlan
  readonly #random: Random

  constructor(plan: FaultPlan, random: Random) {
    this.plan = plan
    this.#random = random
  }

  /** `now` in milliseconds since 1970. */
  take<Name extends string>(kind: string, names: readonly Name[], now: number): Name | null {
    const { at, storm, outageAt } = this.plan
    if (outageAt === this.moments.length) this.outageUntil = now + OUTAGE_MS
    const chosen = at.has(this.moments.length)
    this.moments.push(kind)
    const stormy = this.#stormed < storm.most && this.#random.chance(storm.probability)
    if (!chosen && !stormy) return null
    this.#stormed += 1
    const name = this.#random.pick(names)
    const key = `${kind} ${name}`
    this.happened.set(key, (this.happened.get(key) ?? 0) + 1)
    return name
  }
}

/** A refusal in Miro's form. */
export function refusal(status: number, told: Record<string, string> = {}, now = 0): Sent {
  const body = JSON.stringify({ type: "error", code: "injected", message: "", status })
  const headers = new Headers(told)
  const retryAfterSeconds = parseRetryAfter(headers, now)
  return { answer: { kind: "answer", status, body, retryAfterSeconds }, headers }
}

export function noAnswer(random: Random): UpstreamResult {
  return { kind: "no_answer", reason: random.pick(["timeout", "cut"] as const) }
}

/** A success whose body is not what it should be. */
export function spoil(answer: Answer, random: Random): Answer {
  if (answer.status >= 300) return answer
  const body = random.pick([
    `${answer.body.slice(0, -1)},{`,
    "",
    "<html>Bad gateway</html>",
    "{}",
    "null",
    answer.body.replace(/"id":"\d+"/, '"id":"soon"'),
    answer.body.replaceAll(/"title":"[^"]*?\/c\//g, '"title":"'),
  ])
  return { ...answer, body }
}

/** The items of a bulk creation in another order: nobody promises one. */
export function shuffle(answer: Answer, random: Random): Answer {
  if (answer.status !== 201) return answer
  const body = JSON.parse(answer.body) as { data?: unknown }
  if (!Array.isArray(body.data)) return answer
  const data = body.data.map((item: unknown) => ({ item, at: random.next() }))
  const shuffled = data.sort((a, b) => a.at - b.at).map(({ item }) => item)
  return { ...answer, body: JSON.stringify({ ...body, data: shuffled }) }
}
