import type { Provider } from "../../core/contract/ids.ts"
import {
  type Budget,
  EMPTY_BUDGET,
  learnBudget,
  spendBudget,
  waitForBudget,
} from "../../worker/grants/budget.ts"
import type { UpstreamCall, UpstreamResult } from "../../worker/grants/upstream.ts"
import {
  CALL_FAULTS,
  type CallFault,
  noAnswer,
  OUTAGE_FAULTS,
  READ_FAULTS,
  refusal,
  shuffle,
  spoil,
} from "./faults.ts"
import { CALLS_MAX, Life } from "./life.ts"
import type { Process } from "./process.ts"
import type { Sent, Who } from "./miro.ts"
import type { Simulation } from "./simulation.ts"

/** A call may still have its effect so long after its process ended: fifteen seconds on its way, five to arrive. */
const AFTER_KILL_MS = 20_000
/** And so long after its time-out. */
const AFTER_LOSS_MS = 5_000
const TIMEOUT_MS = 15_000
/** Calls of one invocation that may meet a budget that is known to be spent: those that were about to go. */
const LANES = 4

/** Everybody's grants, and Miro and Trello behind them, with what goes wrong on the way. */
export class Upstream {
  readonly #simulation: Simulation
  readonly #budgets = new Map<Who | "trello", Budget>()
  readonly #blocked = new Map<Who | "trello", number>()

  constructor(simulation: Simulation) {
    this.#simulation = simulation
  }

  /** A call with somebody's grant, which keeps to its budget. */
  call(who: Who | "trello", call: UpstreamCall, process: Process): Promise<UpstreamResult> {
    if (process.dead) return new Promise(() => {})
    this.#simulation.counts.calls += 1
    if (process instanceof Life && ++process.calls > CALLS_MAX) {
      this.#simulation.watch.breaks(`${process.calls} calls in one invocation`)
    }
    const provider: Provider = who === "trello" ? "trello" : "miro"
    const budget = this.#budgets.get(who) ?? EMPTY_BUDGET
    const now = this.#simulation.clock.now()
    const wait = waitForBudget(budget, provider, call, now)
    if (wait > 0) {
      if (process instanceof Life && ++process.heldBack > LANES) {
        this.#simulation.watch.breaks("It goes on although the provider wants to be left alone")
      }
      const retryAfterSeconds = Math.ceil(wait / 1000)
      const failure = { code: "upstream_rate_limited", provider, retryAfterSeconds } as const
      return Promise.resolve({ kind: "failure", failure })
    }
    this.#budgets.set(who, spendBudget(budget, provider, call, now))
    if ((this.#blocked.get(who) ?? 0) > now) this.#simulation.watch.breaks("A call before its time")
    if (process instanceof Life) this.#simulation.watch.arrives(call)
    return this.#simulation.wait(
      process,
      (done) => this.#serve(who, call, process, done),
      () => this.#arriveLate(who, call, AFTER_KILL_MS),
    )
  }

  async #serve(
    who: Who | "trello",
    call: UpstreamCall,
    process: Process,
    done: (result: UpstreamResult | Promise<UpstreamResult>) => void,
  ): Promise<void> {
    const left = (this.#blocked.get(who) ?? 0) - this.#simulation.clock.now()
    if (left > 0) return done(this.#limit(who, left))
    const kind = who === "trello" ? who : call.method
    const names = who === "trello" ? READ_FAULTS : CALL_FAULTS
    const { random } = this.#simulation
    const now = this.#simulation.clock.now()
    const drawn = this.#simulation.faults.take<CallFault>(kind, names, now)
    const isOut = who !== "trello" && this.#simulation.faults.outageUntil > now
    const fault = isOut ? random.pick(OUTAGE_FAULTS) : drawn
    this.#simulation.tell(`${who} ${call.method} ${shortOf(call)} ${fault ?? ""}`)
    switch (fault) {
      case null:
        return done(await this.#perform(who, call))
      case "killBefore":
        return this.#simulation.kill(process)
      case "killAfter":
        await this.#perform(who, call)
        return this.#simulation.kill(process)
      case "killLate":
        this.#arriveLate(who, call, AFTER_KILL_MS)
        return this.#simulation.kill(process)
      case "lostAfter":
        await this.#perform(who, call)
        return done(noAnswer(random))
      case "lostBefore":
      case "lostLate":
        await this.#simulation.pass(random.int(0, TIMEOUT_MS))
        if (fault === "lostLate") this.#arriveLate(who, call, AFTER_LOSS_MS)
        return done(noAnswer(random))
      case "limited":
        return done(this.#limit(who, random.int(1, 90) * 1000))
      case "unavailable":
        return done(this.#learn(who, refusal(random.pick([500, 502, 503, 504]))))
      case "unavailableAfter":
        await this.#perform(who, call)
        return done(this.#learn(who, refusal(random.pick([500, 502, 503, 504]))))
      case "gatewayLate":
        this.#arriveLate(who, call, AFTER_LOSS_MS)
        return done(this.#learn(who, refusal(random.pick([502, 504]))))
      case "conflict":
        return done(this.#learn(who, refusal(409)))
      case "spoilt":
        return done(spoil(await this.#perform(who, call), random))
      case "shuffled":
        return done(shuffle(await this.#perform(who, call), random))
      case "thrown":
        if (random.chance(0.5)) await this.#perform(who, call)
        return done(Promise.reject(new Error("The grant's object ended")))
    }
  }

  #arriveLate(who: Who | "trello", call: UpstreamCall, withinMs: number): void {
    const at = this.#simulation.clock.now() + this.#simulation.random.int(0, withinMs - 1)
    if (call.method !== "GET") this.#simulation.later(at, () => this.#perform(who, call))
  }

  async #perform(who: Who | "trello", call: UpstreamCall): Promise<Sent["answer"]> {
    if (who === "trello") {
      return {
        kind: "answer",
        status: 200,
        body: this.#simulation.trello.json(),
        retryAfterSeconds: null,
      }
    }
    const refused = this.#simulation.watch.refusesCards(call)
    const old = this.#simulation.watch.before(call)
    const sent = refused ?? (await this.#simulation.miro.send(who, call))
    if (refused === null) this.#simulation.watch.sent(call, sent.answer, { who, old })
    this.#simulation.tell(`  ${who} ${call.method} ${shortOf(call)}: ${sent.answer.status}`)
    return this.#learn(who, sent)
  }

  #learn(who: Who | "trello", { answer, headers }: Sent): Sent["answer"] {
    const { status, retryAfterSeconds } = answer
    const budget = this.#budgets.get(who) ?? EMPTY_BUDGET
    const told = { status, headers, retryAfterSeconds }
    this.#budgets.set(who, learnBudget(budget, told, this.#simulation.clock.now()))
    return answer
  }

  /** Says when to come again in seconds, or as Miro does, when the minute of its credits ends. */
  #limit(who: Who | "trello", ms: number): UpstreamResult {
    const until = this.#simulation.clock.now() + ms
    this.#blocked.set(who, until)
    const seconds = String(Math.ceil(ms / 1000))
    const reset = String(Math.ceil(until / 1000))
    const credits = { "x-ratelimit-limit": "100000", "x-ratelimit-remaining": "0" }
    const headers = this.#simulation.random.chance(0.5)
      ? { "retry-after": seconds }
      : { ...credits, "x-ratelimit-reset": reset }
    return this.#learn(who, refusal(429, headers, this.#simulation.clock.now()))
  }
}

function shortOf({ path, body }: UpstreamCall): string {
  const items = path.endsWith("/bulk") ? ` ${(JSON.parse(body ?? "[]") as unknown[]).length}` : ""
  return path.replace(/^\/v2\/boards\/[^/]+/, "").replace(/\?.*limit/, "?limit") + items
}
