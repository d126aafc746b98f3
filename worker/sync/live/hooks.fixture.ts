import { answer } from "../../grants/answers.fixture.ts"
import type { UpstreamCall, UpstreamResult } from "../../grants/upstream.ts"
import type { HookOwner, HookPorts } from "./hookPorts.ts"
import { MemoryBoard } from "../store/memory.fixture.ts"
import { BOARD } from "./fakes.fixture.ts"

const ORIGIN = "https://app.example"

/** What goes wrong with a call: it does not arrive, its answer does not, or Trello says something else. */
export type Fault =
  | "drop_before"
  | "drop_after"
  | "crash_before"
  | "crash_after"
  | { readonly status: number; readonly body?: string }
  | { readonly failure: "reauth_required" | "upstream_rate_limited" }

interface Webhook {
  readonly id: string
  readonly grant: string
  readonly idModel: string
  callbackURL: string
  active: boolean
}

export class Crash extends Error {}

/** Trello's side of webhooks, in memory: it asks by HEAD, keeps what it made, and shows it to its grant alone. */
export class FakeWebhooks {
  readonly webhooks = new Map<string, Webhook>()
  readonly asked: string[] = []
  readonly faults: Fault[] = []
  #count = 0
  readonly #answersHead: (path: string) => boolean

  /** `answersHead` is the Worker's answer for a path. */
  constructor(answersHead: (path: string) => boolean) {
    this.#answersHead = answersHead
  }

  owner(member: string, workspace = "65e58dcc2b5889aaca5a9d9f"): HookOwner {
    return { member, workspace, call: (call) => this.#call(member, call) }
  }

  async #call(grant: string, call: UpstreamCall): Promise<UpstreamResult> {
    this.asked.push(`${call.method} ${call.path}`)
    const fault = this.faults.shift()
    if (fault === "drop_before") return { kind: "no_answer", reason: "cut" }
    if (fault === "crash_before") throw new Crash()
    if (typeof fault === "object" && "failure" in fault) {
      return { kind: "failure", failure: { code: fault.failure, provider: "trello" } }
    }
    if (typeof fault === "object") return answer(fault.status, fault.body ?? "")
    const result = this.#serve(grant, call)
    if (fault === "drop_after") return { kind: "no_answer", reason: "timeout" }
    if (fault === "crash_after") throw new Crash()
    return result
  }

  #serve(grant: string, { method, path, body }: UpstreamCall): UpstreamResult {
    const wanted = JSON.parse(body ?? "{}") as { callbackURL: string; idModel: string }
    if (method === "POST") {
      const hookPath = wanted.callbackURL.replace(`${ORIGIN}/hooks/trello/`, "")
      if (!this.#answersHead(hookPath)) {
        return answer(400, "URL (…) did not return 200 status code, got 404")
      }
      this.#count += 1
      const id = this.#count.toString(16).padStart(24, "0")
      const webhook = { ...wanted, id, grant, active: true }
      this.webhooks.set(id, webhook)
      return answer(200, webhook)
    }
    const webhook = this.webhooks.get(path.replace("/1/webhooks/", ""))
    if (webhook === undefined) return answer(404, "The requested resource was not found.")
    if (webhook.grant !== grant) return answer(401, "webhook does not belong to token")
    if (method === "DELETE") this.webhooks.delete(webhook.id)
    if (method === "PUT") webhook.active = true
    return answer(200, method === "DELETE" ? { _value: null } : webhook)
  }
}

/** A board's upkeep against Trello's side, with a clock that the test moves. */
export function buildHookStage() {
  const tables = new MemoryBoard().open()
  const trello = new FakeWebhooks((path) => knows(path))
  const time = { now: 1_800_000_000_000 }
  let paths = 0
  const ports: HookPorts = {
    tables,
    clock: { now: () => time.now },
    newPath: () => `${BOARD}.${String(++paths).padStart(22, "p")}`,
    idBoard: BOARD,
    appOrigin: ORIGIN,
  }
  const knows = (path: string) => {
    const hook = tables.hooks.read(path)
    return hook !== null && hook.state !== "retired"
  }
  /** Trello delivers something to each of its webhooks: 410 ends one. Gives the paths that took it. */
  const deliver = () => {
    const taken: string[] = []
    for (const { id, callbackURL, active } of trello.webhooks.values()) {
      const path = callbackURL.slice(callbackURL.lastIndexOf("/") + 1)
      if (!active) continue
      if (knows(path)) taken.push(path)
      else trello.webhooks.delete(id)
    }
    return taken
  }
  return { tables, trello, ports, time, deliver }
}
