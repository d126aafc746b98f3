import { DurableObject } from "cloudflare:workers"
import * as v from "valibot"
import type { AttemptAnswer, CallbackAnswer } from "../../core/contract/connections.ts"
import type { ErrorCode } from "../../core/contract/errors.ts"
import type { Provider } from "../../core/contract/ids.ts"
import { armAlarm, runAlarm } from "../alarm.ts"
import { type Clock, systemClock } from "../clock.ts"
import { readConfig } from "../config.ts"
import { randomId, sha256Hex } from "../encoding.ts"
import { fail, ok, type Result } from "../failure.ts"
import { logEvent } from "../log.ts"
import { workspaceObject } from "../objects.ts"
import { providerSpec } from "../providers/index.ts"
import { parseCallback } from "../providers/tokenEndpoint.ts"
import {
  agedAttempt,
  ATTEMPT_LIFE_MS,
  type AttemptRecord,
  AttemptRecordSchema,
  bringsAnother,
  type AttemptRequest,
  buildAttemptRecord,
  endOf,
  FORGET_AFTER_MS,
  partiesOf,
  providerOf,
  toAttemptAnswer,
} from "./attemptRecord.ts"
import { finishStep, startStep } from "./consentStep.ts"

/** Where the browser goes next. */
export type NextStop =
  | { readonly kind: "provider"; readonly url: string }
  /** The callback page, which asks this object what to show. */
  | { readonly kind: "page" }

/**
 * One run through consent, for one or both providers, in one window. It sees tokens between an exchange and the grant's
 * `hold`, and stores none. Nothing it brings is usable before the member who began it redeems or confirms it.
 */
export class Attempt extends DurableObject<Env> {
  protected readonly clock: Clock = systemClock

  /** Begins the attempt; gives when it expires. */
  async prepare(request: AttemptRequest): Promise<{ readonly expiresAt: number }> {
    const { expiresAt } = await this.#write(buildAttemptRecord(request, this.clock.now()))
    return { expiresAt }
  }

  /** Opens the window: binds the attempt to this browser and gives the provider's consent page. */
  async start(cookie: string): Promise<Result<string>> {
    const hash = await sha256Hex(cookie)
    const record = await this.#read()
    if (!record.ok) return record
    const { status, cookieHash } = agedAttempt(record.value, this.clock.now())
    if (status === "expired") return fail("attempt_expired")
    const reloaded = status === "consenting" && cookieHash === hash
    if (status !== "prepared" && !reloaded) return fail("attempt_used")
    // The page kept the address ready for some time: the person gets the whole of it.
    const expiresAt = reloaded ? record.value.expiresAt : this.clock.now() + ATTEMPT_LIFE_MS
    // Written before anything else is awaited: a second browser is too late from here on.
    const claimed = { ...record.value, status: "consenting", cookieHash: hash, expiresAt } as const
    return ok(await this.#sendToProvider(await this.#write(claimed)))
  }

  /**
   * Takes what a provider sent back. Every outcome but a stranger's is kept in the attempt, for its pages to read;
   * the code is exchanged at most once.
   */
  async complete(
    provider: Provider,
    cookie: string | null,
    query: string,
  ): Promise<Result<NextStop>> {
    // Nothing may come between reading the attempt and writing that its code is used.
    const hash = cookie === null ? null : await sha256Hex(cookie)
    const read = await this.#read()
    if (!read.ok) return read
    const record = read.value
    if (hash === null || record.cookieHash !== hash) return fail("wrong_browser", { provider })
    if (record.expiresAt <= this.clock.now()) return fail("attempt_expired", { provider })
    if (record.status !== "consenting" || record.state === null) {
      return fail("attempt_used", { provider })
    }
    if (providerOf(record) !== provider) return fail("state_mismatch", { provider })
    const config = readConfig(this.env)
    const spec = providerSpec(config, provider)
    const parsed = parseCallback(spec, new URLSearchParams(query), record.state)
    if (parsed.kind === "mismatch") return fail("state_mismatch", { provider })

    const used: AttemptRecord = { ...record, state: null, verifier: null }
    await this.#write(used)
    if (parsed.kind !== "code") {
      return this.#stop(used, parsed.kind === "denied" ? "consent_denied" : "consent_failed")
    }
    const ended = await finishStep(config, record, parsed.callback, this.clock.now())
    if (!ended.ok) return this.#stop(used, ended.failure.code)
    const { identity, consent, held } = ended.value
    await this.#grant(identity.name).hold(identity, consent)
    return this.#advance({ ...used, held: [...used.held, held], expiresAt: consent.expiresAt })
  }

  /** For the page that began the attempt. */
  async answer(member: string): Promise<Result<AttemptAnswer>> {
    const read = await this.#read()
    if (!read.ok) return read
    if (read.value.member !== member) return fail("attempt_of_somebody_else")
    return ok(toAttemptAnswer(agedAttempt(read.value, this.clock.now())))
  }

  /** For the callback page, in the browser that opened the window. Hands out the one-time value once. */
  async answerToCallback(cookie: string | null): Promise<Result<CallbackAnswer>> {
    const value = randomId(32)
    const valueHash = await sha256Hex(value)
    const read = await this.#ofBrowser(cookie)
    if (!read.ok) return read
    const record = agedAttempt(read.value, this.clock.now())
    const open = record.status === "unconfirmed" && record.valueHash === null
    // An account that nobody named is for the person to confirm, not for the page that opened the window.
    const first = open && !bringsAnother(record)
    if (first) await this.#write({ ...record, valueHash })
    return ok({ ...toAttemptAnswer(record), ...partiesOf(record), value: first ? value : null })
  }

  /** The page that opened the window hands over the one-time value, with its own identity. */
  async redeem(member: string, value: string): Promise<Result<AttemptAnswer>> {
    const valueHash = await sha256Hex(value)
    const read = await this.#read()
    if (!read.ok) return read
    const record = agedAttempt(read.value, this.clock.now())
    if (record.member !== member) return fail("attempt_of_somebody_else")
    if (record.status !== "unconfirmed") return ok(toAttemptAnswer(record))
    if (record.valueHash !== valueHash) return fail("wrong_confirmation")
    return this.#conclude(record)
  }

  /** The person says yes, or no, on the callback page, where the opener was cut. */
  async decide(cookie: string | null, yes: boolean): Promise<Result<AttemptAnswer>> {
    const read = await this.#ofBrowser(cookie)
    if (!read.ok) return read
    const record = agedAttempt(read.value, this.clock.now())
    if (record.status !== "unconfirmed") return ok(toAttemptAnswer(record))
    if (yes) return this.#conclude(record)
    await this.#giveBack(record)
    return ok(
      toAttemptAnswer(
        await this.#write({ ...record, status: "denied", error: "consent_denied", held: [] }),
      ),
    )
  }

  /** Gives back what nobody confirmed, then forgets the attempt. */
  override alarm(): Promise<void> {
    return runAlarm(this.ctx.storage, { attempt: this.ctx.id.name }, () => this.#age())
  }

  async #age(): Promise<void> {
    const read = await this.#read()
    if (!read.ok) return
    const record = read.value
    const now = this.clock.now()
    if (record.expiresAt + FORGET_AFTER_MS <= now) return this.ctx.storage.deleteAll()
    if (record.expiresAt <= now && agedAttempt(record, now).status === "expired") {
      await this.#giveBack(record)
      await this.#write({ ...record, status: "expired", held: [] })
      return
    }
    await this.#arm(record)
  }

  async #sendToProvider(record: AttemptRecord): Promise<string> {
    const { url, state, verifier } = await startStep(readConfig(this.env), record)
    await this.#write({ ...record, status: "consenting", state, verifier })
    return url
  }

  /** The next provider's consent in the same window, or the end of the consents. */
  async #advance(record: AttemptRecord): Promise<Result<NextStop>> {
    if (record.step + 1 < record.providers.length) {
      const url = await this.#sendToProvider({ ...record, step: record.step + 1 })
      return ok({ kind: "provider", url })
    }
    await this.#write({ ...record, status: "unconfirmed" })
    return ok({ kind: "page" })
  }

  /** A consent failed. What an earlier one brought stays to be confirmed: the person did agree to it. */
  async #stop(record: AttemptRecord, error: ErrorCode): Promise<Result<NextStop>> {
    const status = record.held.length > 0 ? "unconfirmed" : endOf(error)
    await this.#write({ ...record, status, error })
    logEvent("attempt_stopped", { attempt: record.id, provider: providerOf(record), error })
    return ok({ kind: "page" })
  }

  async #conclude(record: AttemptRecord): Promise<Result<AttemptAnswer>> {
    const { id, workspace, member } = record
    for (const { provider, grant } of record.held) {
      const confirmed = await this.#grant(grant).confirm(id, { workspace, member })
      if (!confirmed.ok) return confirmed
      const connections = workspaceObject(this.env, workspace)
      await connections.admit(member, provider, grant)
    }
    const status = record.error === null ? "connected" : endOf(record.error)
    return ok(toAttemptAnswer(await this.#write({ ...record, status, held: [] })))
  }

  async #giveBack(record: AttemptRecord): Promise<void> {
    for (const { grant } of record.held) await this.#grant(grant).giveBack(record.id)
  }

  #grant(name: string) {
    return this.env.GRANTS.getByName(name)
  }

  async #ofBrowser(cookie: string | null): Promise<Result<AttemptRecord>> {
    const hash = cookie === null ? null : await sha256Hex(cookie)
    const read = await this.#read()
    if (!read.ok) return read
    return hash !== null && read.value.cookieHash === hash ? read : fail("wrong_browser")
  }

  async #read(): Promise<Result<AttemptRecord>> {
    const stored = await this.ctx.storage.get("attempt")
    if (stored === undefined) return fail("attempt_unknown")
    return ok(v.parse(AttemptRecordSchema, stored))
  }

  async #write(record: AttemptRecord): Promise<AttemptRecord> {
    await this.ctx.storage.put("attempt", record)
    await this.#arm(record)
    await this.ctx.storage.sync()
    return record
  }

  async #arm(record: AttemptRecord): Promise<void> {
    const now = this.clock.now()
    const at = record.expiresAt > now ? record.expiresAt : record.expiresAt + FORGET_AFTER_MS
    await armAlarm(this.ctx.storage, this.clock, at)
  }
}
