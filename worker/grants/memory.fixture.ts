import { CONFIG } from "../config.fixture.ts"
import type { Provider } from "../../core/contract/ids.ts"
import { providerSpec } from "../providers/index.ts"
import type { TokenIo } from "../providers/tokenEndpoint.ts"
import { Secret } from "../secret.ts"
import { EMPTY_BUDGET } from "./budget.ts"
import type { GrantUse } from "./consent.ts"
import { buildGrantRecord, type Custody, type GrantTables, sealTokens } from "./custody.ts"
import { NO_LEASES } from "./lease.ts"
import { identityOf, type GrantRecord, type PendingRecord, type RefreshIntent } from "./record.ts"
import { type KeyRing, parseKeyRing } from "./sealing.ts"
import type { SharedLimit } from "./sharedLimit.ts"
import type { DuePurpose } from "./store.ts"

/** The tables of one grant in memory, for tests of what works on them. Records are copied in and out, as JSON. */
export class MemoryTables implements GrantTables {
  readonly #records = new Map<"grant" | "intent", string>()
  readonly #pending = new Map<string, PendingRecord>()
  readonly #due = new Map<DuePurpose, number>()
  readonly #outbox = new Map<number, { id: number; sealed: string; expiresAt: number }>()
  #uses: GrantUse[] = []
  #count = 0

  create(): void {}
  async forget(): Promise<void> {
    for (const table of [this.#records, this.#pending, this.#due, this.#outbox]) table.clear()
    this.#uses = []
  }
  readIdentity() {
    const record = this.readGrant()
    return record && identityOf(record.name)
  }
  readGrant(): GrantRecord | null {
    return this.#read("grant") as GrantRecord | null
  }
  writeGrant(record: GrantRecord): void {
    this.#records.set("grant", JSON.stringify(record))
  }
  readIntent(): RefreshIntent | null {
    return this.#read("intent") as RefreshIntent | null
  }
  writeIntent(intent: RefreshIntent): void {
    this.#records.set("intent", JSON.stringify(intent))
  }
  clearIntent(): void {
    this.#records.delete("intent")
  }
  readPending(attempt: string): PendingRecord | null {
    return this.#pending.get(attempt) ?? null
  }
  listPending(): PendingRecord[] {
    return [...this.#pending.values()]
  }
  writePending(pending: PendingRecord): void {
    this.#pending.set(pending.attempt, pending)
  }
  clearPending(attempt: string): void {
    this.#pending.delete(attempt)
  }
  addUse(workspace: string, member: string): void {
    this.removeUse(workspace, member)
    this.#uses.push({ workspace, member })
  }
  listUses(): GrantUse[] {
    return [...this.#uses]
  }
  removeUse(workspace: string, member: string): boolean {
    this.#uses = this.#uses.filter((use) => use.workspace !== workspace || use.member !== member)
    return this.#uses.length === 0
  }
  setDue(purpose: DuePurpose, at: number | null): void {
    if (at === null) this.#due.delete(purpose)
    else this.#due.set(purpose, at)
  }
  listDue() {
    return [...this.#due].map(([purpose, at]) => ({ purpose, at })).sort((a, b) => a.at - b.at)
  }
  addToOutbox(sealed: string, expiresAt: number, dueAt: number): void {
    const id = ++this.#count
    this.#outbox.set(id, { id, sealed, expiresAt })
    this.setDue("revoke", dueAt)
  }
  listOutbox() {
    return [...this.#outbox.values()]
  }
  replaceInOutbox(id: number, sealed: string): void {
    const entry = this.#outbox.get(id)
    if (entry !== undefined) this.#outbox.set(id, { ...entry, sealed })
  }
  removeFromOutbox(id: number): void {
    this.#outbox.delete(id)
  }
  #read(kind: "grant" | "intent"): unknown {
    return JSON.parse(this.#records.get(kind) ?? "null")
  }
}

/** A clock that a test moves. Milliseconds since 1970. */
export class HandClock {
  #now = Date.UTC(2026, 10, 22)
  now(): number {
    return this.#now
  }
  pass(ms: number): void {
    this.#now += ms
  }
}

export const RING: KeyRing = await parseKeyRing(CONFIG.SEALING_KEYS)

export interface MemoryCustody extends Custody {
  readonly store: MemoryTables
  readonly clock: HandClock
}

/** Custody of one grant that lives in memory alone. `provider` says which API and token endpoint `io` is asked for. */
export function buildCustody(options: {
  readonly provider: Provider
  readonly io: TokenIo
  readonly random?: () => number
  readonly replicas?: Custody["replicas"]
  readonly clock?: HandClock
  readonly name?: string
  readonly shared?: SharedLimit
}): MemoryCustody {
  const { provider, io, random = () => 0.5, clock = new HandClock() } = options
  const name = options.name ?? `${provider}:1:2`
  return {
    identity: identityOf(name),
    store: new MemoryTables(),
    storage: { transactionSync: (closure) => closure(), sync: () => Promise.resolve() },
    clock,
    random,
    spec: providerSpec(CONFIG, provider),
    ring: RING,
    io,
    replicas: options.replicas ?? { put: () => Promise.resolve() },
    budget: { value: EMPTY_BUDGET },
    shared: options.shared ?? null,
    leases: { value: NO_LEASES, asking: new Map() },
    arm: () => Promise.resolve(),
  }
}

/** Gives the grant its first pair, as a confirmed consent does. */
export async function connect(
  custody: MemoryCustody,
  pair: { readonly access: string; readonly refresh: string },
): Promise<void> {
  const { identity, ring, clock, store } = custody
  const tokens = { accessToken: new Secret(pair.access), refreshToken: new Secret(pair.refresh) }
  const { sealed, fingerprint } = await sealTokens(ring, "grant", identity.name, tokens)
  const now = clock.now()
  const times = { accessExpiresAt: now + 3_600_000, since: now, consentedAt: now }
  store.writeGrant(
    buildGrantRecord(identity, {
      generation: (store.readGrant()?.generation ?? 0) + 1,
      scopes: [],
      sealed,
      fingerprint,
      ...times,
      attempt: "A",
      epoch: 1,
    }),
  )
  store.addUse("workspace", "member")
}
