import { DurableObject } from "cloudflare:workers"
import type { Connection, RevocationState } from "../../core/contract/connections.ts"
import { armAlarm, runAlarm } from "../alarm.ts"
import { type Clock, systemClock } from "../clock.ts"
import { readConfig } from "../config.ts"
import { fail, type Result } from "../failure.ts"
import { logEvent } from "../log.ts"
import { providerSpec } from "../providers/index.ts"
import { EMPTY_BUDGET } from "./budget.ts"
import { callUpstream } from "./call.ts"
import {
  confirmConsent,
  giveBackConsent,
  giveBackExpired,
  type GrantUse,
  holdConsent,
  type SealedConsent,
} from "./consent.ts"
import type { Custody } from "./custody.ts"
import { NO_LEASES, withdrawLeases } from "./lease.ts"
import { emptyOutbox, releaseUse } from "./outbox.ts"
import { describeGrant, type GrantIdentity, type GrantRecord } from "./record.ts"
import { refreshGrant } from "./refresh.ts"
import { forgetRevoked, keepAlive, renewsAt } from "./renewal.ts"
import { type Replica, replicate } from "./replica.ts"
import { resealNow } from "./reseal.ts"
import { restoreGrant, type RestoreOutcome } from "./restore.ts"
import { type KeyRing, parseKeyRing } from "./sealing.ts"
import type { LeaseKeeping } from "./sharedLimit.ts"
import { type DuePurpose, GrantStore } from "./store.ts"
import { reachTrelloBudget } from "./trelloBudget.ts"
import type { UpstreamCall, UpstreamResult } from "./upstream.ts"

const RETRY_DUE_MS = 60_000

/**
 * The custodian of one grant: the only writer of its tokens, and the only one who sees them once a consent is over.
 * Routes hand it a path and get the provider's answer back. What it does is in the modules beside this one; the class
 * adds what needs the object itself: one refresh at a time, and the alarm.
 */
export class Grant extends DurableObject<Env> {
  protected readonly clock: Clock = systemClock
  readonly #store = new GrantStore(this.ctx.storage)
  #refreshing: Promise<Result<GrantRecord>> | null = null
  #ring: Promise<KeyRing> | null = null
  readonly #budget = { value: EMPTY_BUDGET }
  readonly #leases: LeaseKeeping = { value: NO_LEASES, asking: new Map() }

  /** See `holdConsent`. */
  async hold(identity: GrantIdentity, consent: SealedConsent): Promise<void> {
    await holdConsent(await this.#custody(identity), consent)
  }

  /** See `confirmConsent`. */
  async confirm(attempt: string, use: GrantUse): Promise<Result<null>> {
    const custody = await this.#existing()
    if (custody === null) return fail("attempt_expired")
    const confirmed = await confirmConsent(custody, attempt, use)
    this.ctx.waitUntil(replicate(custody))
    return confirmed
  }

  /** See `giveBackConsent`. */
  async giveBack(attempt: string): Promise<void> {
    const custody = await this.#existing()
    if (custody !== null) await giveBackConsent(custody, attempt)
  }

  /** What a person is told about this grant; null when there is none. */
  status(): Omit<Connection, "id" | "provider"> | null {
    const record = this.#store.readGrant()
    if (record === null) return null
    return describeGrant(record, renewsAt(this.#store))
  }

  /** See `callUpstream`. */
  async call(request: UpstreamCall): Promise<UpstreamResult> {
    const custody = await this.#existing()
    if (custody === null) return { kind: "failure", failure: { code: "not_connected" } }
    return callUpstream(custody, () => this.#refresh(custody), request)
  }

  /** See `withdrawLeases`. The shared budget says so. */
  withdraw(forMs: number): void {
    this.#leases.value = withdrawLeases(this.#leases.value, forMs, this.clock.now())
  }

  /** See `releaseUse`. */
  async release(use: GrantUse, by: "member" | "admin"): Promise<RevocationState> {
    const custody = await this.#existing()
    if (custody === null) return "unknown"
    const released = await releaseUse(custody, use, by)
    this.ctx.waitUntil(replicate(custody))
    return released
  }

  /** See `restoreGrant`. */
  async restore(identity: GrantIdentity, replica: Replica): Promise<RestoreOutcome> {
    return restoreGrant(await this.#custody(identity), replica)
  }

  /** See `resealNow`. */
  async reseal(): Promise<boolean> {
    const custody = await this.#existing()
    return custody !== null && resealNow(custody)
  }

  /** Serves every purpose from the table of due times. */
  override alarm(): Promise<void> {
    return runAlarm(this.ctx.storage, { grant: this.ctx.id.name }, () => this.#serveDue())
  }

  async #serveDue(): Promise<void> {
    const custody = await this.#existing()
    if (custody === null) return
    const now = this.clock.now()
    for (const { purpose, at } of this.#store.listDue()) {
      if (at > now) continue
      try {
        await this.#serve(custody, purpose)
      } catch (error) {
        const name = error instanceof Error ? error.name : "unknown"
        logEvent("alarm_failed", { grant: custody.identity.name, purpose, error: name })
        this.#store.setDue(purpose, now + RETRY_DUE_MS)
      }
    }
    await this.#arm()
  }

  async #serve(custody: Custody, purpose: DuePurpose): Promise<void> {
    switch (purpose) {
      case "recover":
        this.#store.setDue("recover", null)
        if (this.#store.readIntent() !== null) await this.#refresh(custody)
        return
      case "replicate":
        return replicate(custody)
      case "revoke":
        await emptyOutbox(custody)
        return
      case "pending":
        return giveBackExpired(custody)
      case "keep_alive":
        return keepAlive(custody, () => this.#refresh(custody))
      case "forget":
        return forgetRevoked(custody)
    }
  }

  /** One refresh at a time: whoever comes while it runs joins it. Whoever comes later re-checks freshness first. */
  #refresh(custody: Custody): Promise<Result<GrantRecord>> {
    this.#refreshing ??= refreshGrant(custody).finally(() => {
      this.#refreshing = null
      this.ctx.waitUntil(replicate(custody))
    })
    return this.#refreshing
  }

  async #arm(): Promise<void> {
    return armAlarm(this.ctx.storage, this.clock, this.#store.listDue()[0]?.at ?? null)
  }

  /** Null while no consent was ever held here. */
  async #existing(): Promise<Custody | null> {
    const identity = this.#store.readIdentity()
    return identity === null ? null : this.#custody(identity)
  }

  async #custody(identity: GrantIdentity): Promise<Custody> {
    const config = readConfig(this.env)
    this.#ring ??= parseKeyRing(config.SEALING_KEYS)
    return {
      identity,
      store: this.#store,
      storage: this.ctx.storage,
      clock: this.clock,
      random: Math.random,
      spec: providerSpec(config, identity.provider),
      ring: await this.#ring,
      io: {
        fetch: (url, init) => fetch(url, init),
        timeoutMs: Number(config.UPSTREAM_TIMEOUT_MS),
      },
      replicas: this.env.TOKENS,
      budget: this.#budget,
      shared: identity.provider === "trello" ? reachTrelloBudget(this.env, identity.name) : null,
      leases: this.#leases,
      arm: () => this.#arm(),
    }
  }
}
