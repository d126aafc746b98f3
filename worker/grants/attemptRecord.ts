import * as v from "valibot"
import { ATTEMPT_STATUSES, type AttemptAnswer } from "../../core/contract/connections.ts"
import { type ErrorCode, ErrorCodeSchema } from "../../core/contract/errors.ts"
import { type Provider, ProviderSchema } from "../../core/contract/ids.ts"

/** How long an attempt may take from its preparation, and then from its consent to its confirmation. */
export const ATTEMPT_LIFE_MS = 10 * 60_000
/** How long an ended attempt can still be asked about. */
export const FORGET_AFTER_MS = 60 * 60_000

const HeldSchema = v.object({
  provider: ProviderSchema,
  grant: v.string(),
  /** Shown by the callback page where it has to ask; gone with the attempt. */
  name: v.string(),
  place: v.nullable(v.string()),
})

/** One attempt, whole, as its object stores it. Times are milliseconds since 1970. */
export const AttemptRecordSchema = v.object({
  id: v.string(),
  member: v.string(),
  workspace: v.string(),
  /** The Trello board that was open. */
  board: v.string(),
  providers: v.array(ProviderSchema),
  /** Asked of Trello besides the least scopes. */
  scopes: v.array(v.string()),
  /** The grant that the consent is to renew; null where it is to make a connection, whatever the account. */
  renews: v.optional(v.nullable(v.string()), null),
  /** Index of the provider whose consent is under way or was the last. */
  step: v.number(),
  status: v.picklist(ATTEMPT_STATUSES),
  error: v.nullable(ErrorCodeSchema),
  /** Hash of the browser's cookie, set when the window opens. */
  cookieHash: v.nullable(v.string()),
  /** What the provider must send back in this step; null once it has. */
  state: v.nullable(v.string()),
  /** The PKCE verifier of this step, sealed. */
  verifier: v.nullable(v.string()),
  /** Hash of the one-time value, once the callback page has it. */
  valueHash: v.nullable(v.string()),
  held: v.array(HeldSchema),
  expiresAt: v.number(),
})
export type AttemptRecord = v.InferOutput<typeof AttemptRecordSchema>

/** What begins an attempt: who asks, from the JWT, and what for. */
export interface AttemptRequest {
  readonly id: string
  readonly member: string
  readonly workspace: string
  readonly board: string
  readonly providers: readonly Provider[]
  readonly scopes: readonly string[]
  readonly renews: string | null
}

export function buildAttemptRecord(request: AttemptRequest, now: number): AttemptRecord {
  return {
    ...request,
    providers: [...request.providers],
    scopes: [...request.scopes],
    step: 0,
    status: "prepared",
    error: null,
    cookieHash: null,
    state: null,
    verifier: null,
    valueHash: null,
    held: [],
    expiresAt: now + ATTEMPT_LIFE_MS,
  }
}

/** Whose consent the attempt is at, or ended at. */
export function providerOf(record: AttemptRecord): Provider {
  return record.providers[record.step] ?? "trello"
}

/** An attempt that ran out of time reads as expired, before its alarm too. */
export function agedAttempt(record: AttemptRecord, now: number): AttemptRecord {
  const open = ["prepared", "consenting", "unconfirmed"].includes(record.status)
  return open && record.expiresAt <= now ? { ...record, status: "expired" } : record
}

/** How an attempt ends that an error stopped. */
export function endOf(error: ErrorCode): "denied" | "failed" {
  return error === "consent_denied" ? "denied" : "failed"
}

export function toAttemptAnswer(record: AttemptRecord): AttemptAnswer {
  const { id: attempt, status, error } = record
  return { attempt, status, provider: providerOf(record), error }
}

/** Whether a consent brought another account or team than the one that it was to renew. */
export function bringsAnother({ renews, held }: AttemptRecord): boolean {
  if (renews === null) return false
  return held.some(({ provider, grant }) => renews.startsWith(`${provider}:`) && grant !== renews)
}

/** What the callback page is told besides: whose accounts the attempt would tie together. */
export function partiesOf(record: AttemptRecord) {
  const party = (provider: Provider) => {
    const held = record.held.find((candidate) => candidate.provider === provider)
    return held === undefined ? null : { name: held.name, place: held.place }
  }
  return { trello: party("trello"), miro: party("miro"), other: bringsAnother(record) }
}
