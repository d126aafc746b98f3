import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test"
import { env } from "cloudflare:workers"
import type { ConnectionReason, ConnectionState } from "../../core/contract/connections.ts"
import type { Provider } from "../../core/contract/ids.ts"
import type { UpstreamResult } from "../../worker/grants/upstream.ts"
import { miroConnection, trelloConnection, type World } from "./world.ts"

const TOKEN_PATH = { trello: "/oauth/token", miro: "/v1/oauth/token" } as const
const PROBE = { trello: "/1/members/me", miro: "/v2/boards?limit=10" } as const
export const AN_HOUR = 3_600

/** One grant under test, reached through its object. A stub that outlived an abort is dead, so none is kept. */
export class GrantAt {
  readonly world: World
  readonly name: string
  readonly provider: Provider

  constructor(world: World, name: string) {
    this.world = world
    this.name = name
    this.provider = name.startsWith("miro:") ? "miro" : "trello"
  }

  stub() {
    return env.GRANTS.getByName(this.name)
  }

  /** A call that needs a living token. */
  call(): Promise<UpstreamResult> {
    return this.stub().call({ method: "GET", path: PROBE[this.provider] })
  }

  async state(): Promise<{ state: ConnectionState; reason: ConnectionReason | null } | null> {
    const status = await this.stub().status()
    return status && { state: status.state, reason: status.reason }
  }

  /** How often the provider's token endpoint was asked since the last reset. */
  async tokenRequests(): Promise<number> {
    return this.#count((path) => path.startsWith(TOKEN_PATH[this.provider]))
  }

  async upstreamRequests(): Promise<number> {
    return this.#count(() => true)
  }

  fault(kind: "drop_before" | "drop_after" | "hold" | "malformed", times = 1): Promise<void> {
    const path = TOKEN_PATH[this.provider]
    return this.world.standIns.faults(this.provider, { path, kind, times })
  }

  /** The token endpoint answers so instead of issuing tokens. */
  answer(
    status: number,
    options: { body?: unknown; headers?: Record<string, string>; times?: number } = {},
  ): Promise<void> {
    const path = TOKEN_PATH[this.provider]
    return this.world.standIns.faults(this.provider, { path, kind: "status", status, ...options })
  }

  /** API calls (not token requests) answer 401. */
  unauthorized(times: number, body: unknown = "invalid token"): Promise<void> {
    const path = PROBE[this.provider].split("?")[0] ?? ""
    const fault = { path, kind: "status", status: 401, body, times } as const
    return this.world.standIns.faults(this.provider, fault)
  }

  runAlarm(): Promise<boolean> {
    return runDurableObjectAlarm(this.stub())
  }

  /** Every row of one of the object's tables; none when it has no tables. */
  rows(
    table: "record" | "pending" | "uses" | "due" | "outbox",
  ): Promise<Record<string, unknown>[]> {
    return runInDurableObject(this.stub(), (_, { storage }) => {
      const there = storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = ?", table).toArray()
      return there.length === 0 ? [] : storage.sql.exec(`SELECT * FROM ${table}`).toArray()
    })
  }

  async generation(): Promise<number> {
    const grant = (await this.rows("record")).find(({ kind }) => kind === "grant")
    const { generation } = JSON.parse(String(grant?.["json"])) as { generation: number }
    return generation
  }

  async hasIntent(): Promise<boolean> {
    return (await this.rows("record")).some(({ kind }) => kind === "intent")
  }

  /** What KV keeps of it. */
  async replica(): Promise<Record<string, unknown> | null> {
    return env.TOKENS.get<Record<string, unknown>>(`grant/${this.name}`, "json")
  }

  /** How often the provider ended a grant because we asked it to. */
  async revocations(): Promise<number> {
    const rows = await this.world.standIns.requests(this.provider)
    const ended = /^\/1\/tokens\/|\/oauth\/revoke/
    return rows.filter(({ path, status }) => ended.test(path) && status >= 200 && status < 300)
      .length
  }

  async #count(wanted: (path: string) => boolean): Promise<number> {
    const rows = await this.world.standIns.requests(this.provider)
    return rows.filter(({ path }) => wanted(path)).length
  }
}

/** The grants that the plain member's consents lead to. */
export function grantsOf(world: World): Readonly<Record<Provider, GrantAt>> {
  return {
    trello: new GrantAt(world, trelloConnection(world.people.member)),
    miro: new GrantAt(world, miroConnection(world)),
  }
}

/** All objects begin anew from what they stored, as after a deploy or a crash. */
export async function restart(): Promise<void> {
  await abortAllDurableObjects()
}

/** Waits until `ready` holds; throws after two seconds. */
export async function until(ready: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await ready()) return
    await scheduler.wait(20)
  }
  throw new Error("It never happened")
}
