import type { Provider } from "../../core/contract/ids.ts"
import {
  type Budget,
  EMPTY_BUDGET,
  learnBudget,
  spendBudget,
  waitForBudget,
} from "../../worker/grants/budget.ts"
import type { UpstreamCall, UpstreamResult } from "../../worker/grants/upstream.ts"
import { CALLS_MAX } from "../../worker/sync/callMeter.ts"
import { CALL_FAULTS, noAnswer, refusal, spoil } from "../jobs/faults.ts"
import type { Sent, Who } from "../jobs/miro.ts"
import type { Process } from "../jobs/process.ts"
import { Life } from "./life.ts"
import type { Simulation } from "./simulation.ts"
import type { Member } from "./trello.ts"

/** A call may still have its effect so long after its process ended: fifteen seconds on its way, five to arrive. */
const AFTER_KILL_MS = 20_000
/** And so long after its time-out. */
const AFTER_LOSS_MS = 5_000
const TIMEOUT_MS = 15_000
/** How likely an answer comes at once. */
const PROMPT = 0.7

const FAULTS = CALL_FAULTS.filter((name) => name !== "shuffled" && name !== "gatewayLate")
/** Most of what goes wrong with what was sent is that it may arrive yet. */
const PATCH_FAULTS = [...FAULTS, "killLate", "lostLate", "lostAfter", "limited"] as const

type Done = (result: UpstreamResult | Promise<UpstreamResult>) => void

/** Everybody's grants and both providers behind them. */
export class Upstream {
  readonly #simulation: Simulation
  readonly #budgets = new Map<string, Budget>()

  constructor(simulation: Simulation) {
    this.#simulation = simulation
  }

  /** A call with somebody's grant, which keeps to its budget. */
  call(grant: string, call: UpstreamCall, process: Process): Promise<UpstreamResult> {
    if (process.dead) return new Promise(() => {})
    const { connections, clock, watch } = this.#simulation
    if (process instanceof Life) {
      watch.asks(grant, call)
      process.calls += 1
      if (process.calls > CALLS_MAX) watch.breaks(`${process.calls} calls in one invocation`)
    }
    const { failure } = connections.resolve(grant)
    if (failure !== null) return Promise.resolve({ kind: "failure", failure })
    const provider: Provider = grant.startsWith("miro:") ? "miro" : "trello"
    const budget = this.#budgets.get(grant) ?? EMPTY_BUDGET
    const now = clock.now()
    const wait = waitForBudget(budget, provider, call, now)
    if (wait > 0) {
      const retryAfterSeconds = Math.ceil(wait / 1000)
      const limited = { code: "upstream_rate_limited", provider, retryAfterSeconds } as const
      return Promise.resolve({ kind: "failure", failure: limited })
    }
    this.#budgets.set(grant, spendBudget(budget, provider, call, now))
    if (process instanceof Life) watch.leaves(grant, call)
    return this.#simulation.wait(
      process,
      (done: Done) => this.#serve(grant, call, process, done),
      () => this.#arriveLate(grant, call, AFTER_KILL_MS),
    )
  }

  async #serve(grant: string, call: UpstreamCall, process: Process, done: Done): Promise<void> {
    const simulation = this.#simulation
    const { random, clock } = simulation
    const kind = grant.startsWith("trello:") ? `trello ${call.method}` : call.method
    const names = call.method === "PATCH" ? PATCH_FAULTS : FAULTS
    const fault = simulation.faults.take(kind, names, clock.now())
    switch (fault) {
      case null: {
        const answer = await this.#perform(grant, call)
        if (random.chance(PROMPT)) return done(answer)
        void simulation.wait(process, async () => done(answer))
        return
      }
      case "killBefore":
        return simulation.kill(process)
      case "killAfter":
        await this.#perform(grant, call)
        return simulation.kill(process)
      case "killLate":
        this.#arriveLate(grant, call, AFTER_KILL_MS)
        return simulation.kill(process)
      case "lostAfter":
        await this.#perform(grant, call)
        return done(noAnswer(random))
      case "lostBefore":
      case "lostLate":
        await simulation.pass(random.int(0, TIMEOUT_MS))
        if (fault === "lostLate") this.#arriveLate(grant, call, AFTER_LOSS_MS)
        return done(noAnswer(random))
      case "limited": {
        const told = { "retry-after": String(random.int(1, 60)) }
        return done(this.#learn(grant, refusal(429, told, clock.now())))
      }
      case "unavailable":
        return done(this.#learn(grant, refusal(random.pick([500, 502, 503, 504]))))
      case "unavailableAfter":
        await this.#perform(grant, call)
        return done(this.#learn(grant, refusal(random.pick([500, 502, 503, 504]))))
      case "conflict":
        return done(this.#learn(grant, refusal(409)))
      case "spoilt":
        return done(spoil(await this.#perform(grant, call), random))
      case "thrown":
        if (random.chance(0.5)) await this.#perform(grant, call)
        return done(Promise.reject(new Error("The grant's object ended")))
    }
  }

  #arriveLate(grant: string, call: UpstreamCall, withinMs: number): void {
    if (call.method === "GET") return
    const { random } = this.#simulation
    this.#simulation.comes(random.int(0, withinMs - 1), () => this.#perform(grant, call))
  }

  async #perform(grant: string, call: UpstreamCall): Promise<Sent["answer"]> {
    const { connections, trello, miro, watch } = this.#simulation
    const { who, failure } = connections.resolve(grant)
    if (failure !== null) return refusal(401).answer
    const sent = grant.startsWith("trello:")
      ? await trello.send(who as Member, call)
      : await miro.send(who as Who, call)
    watch.happened(call, sent.answer)
    return this.#learn(grant, sent)
  }

  #learn(grant: string, { answer, headers }: Sent): Sent["answer"] {
    const { status, retryAfterSeconds } = answer
    const budget = this.#budgets.get(grant) ?? EMPTY_BUDGET
    const told = { status, headers, retryAfterSeconds }
    this.#budgets.set(grant, learnBudget(budget, told, this.#simulation.clock.now()))
    return answer
  }
}
