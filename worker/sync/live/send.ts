import { appCardBody } from "../../../core/cards/toAppCard.ts"
import type { LinkReason } from "../../../core/contract/sync.ts"
import type { Failure } from "../../failure.ts"
import {
  buildMarkAppCard,
  buildReadAppCard,
  buildUpdateAppCard,
  parseAppCardChange,
  parseReadAppCard,
} from "../../miro/appCards.ts"
import { buildReadBoard, parseBoardSeen } from "../../miro/boards.ts"
import type { UpstreamCall, UpstreamResult } from "../../grants/upstream.ts"
import type { StoredLink } from "../store/links.ts"
import { Attempt } from "./attempt.ts"
import { type Call, isWait, type LiveRun, OUT_OF_CALLS, type Wait } from "./ports.ts"
import type { Projection, Send } from "./project.ts"
import { writersOf } from "./writers.ts"

/** `again`: somebody else pushed the card meanwhile, and which of the two arrived last, nobody knows. */
export type Carried = { readonly kind: "settled" | "again" } | Wait

/**
 * Sends what a projection asks for through the pusher's Miro connection, or through one whose member lets it stand in,
 * and notes what became of the link. Updating is safe to repeat, so no answer is simply tried again.
 */
export async function carry(
  run: LiveRun,
  link: StoredLink,
  { send, after, changeAt }: Projection,
): Promise<Carried> {
  const attempt = new Attempt(run, link)
  if (send === null) return attempt.end(after, { changeAt })
  let lost: LinkReason = "miro_lost"
  for (const { member, connection } of writersOf(run, link)) {
    const left = run.memory.rests.left(connection)
    if (left > 0) return { kind: "wait", seconds: left }
    const way = `${connection} ${link.miroBoard}`
    const known = run.refusals.get(way)
    if (known !== undefined) {
      lost = known
      continue
    }
    const miro = await run.miro(member, connection)
    if (!miro.ok) {
      if (isTrouble(miro.failure)) return restFor(run, connection, miro.failure)
      continue
    }
    const sent = await new Sender(run, connection, miro.value, attempt).send(link, send)
    if (isWait(sent)) return sent
    switch (sent.kind) {
      case "done":
        return attempt.end(after, { ...sent.changes, changeAt })
      case "overtaken":
        return attempt.end(after, {})
      case "gone":
        return attempt.end({ state: "gone", reason: "deleted_on_miro" }, { changeAt: null })
      case "refused":
        lost = sent.reason
        // What Miro does not take of one card says nothing of the next one.
        if (lost !== "trouble") run.refusals.set(way, lost)
    }
  }
  // Nobody can write it now. What it showed last stays noted, so that it is put right as soon as somebody can.
  return attempt.end({ state: "paused", reason: lost }, { changeAt: null })
}

function restFor(run: LiveRun, connection: string, { retryAfterSeconds }: Failure): Wait {
  return { kind: "wait", seconds: run.memory.rests.rest(connection, retryAfterSeconds ?? null) }
}

type Sent =
  | { readonly kind: "done"; readonly changes: Partial<StoredLink> }
  | { readonly kind: "gone" }
  /** This account may not; another one's may. */
  | { readonly kind: "refused"; readonly reason: LinkReason }
  /** Somebody else pushed or removed the card before anything went out. */
  | { readonly kind: "overtaken" }
  | Wait

/** Sends through one connection. */
class Sender {
  readonly #run: LiveRun
  readonly #connection: string
  readonly #call: Call
  readonly #attempt: Attempt

  constructor(run: LiveRun, connection: string, call: Call, attempt: Attempt) {
    this.#run = run
    this.#connection = connection
    this.#call = call
    this.#attempt = attempt
  }

  async send(link: StoredLink, send: Send): Promise<Sent> {
    switch (send.kind) {
      case "look": {
        const refused = await this.#missBoard(link)
        return refused ?? { kind: "done", changes: {} }
      }
      case "content": {
        const body = appCardBody(send.card, { status: "connected" })
        const update = buildUpdateAppCard(link.miroBoard, link.item ?? "", body)
        const refused = await this.#change(link, update)
        const pushedAt = this.#run.ports.clock.now()
        const { hash } = send.sent
        return refused ?? { kind: "done", changes: { hash, pushedAt, shown: "connected" } }
      }
      case "status": {
        const { status } = send
        const refused = await this.#mark(link, send)
        return refused ?? { kind: "done", changes: { shown: status } }
      }
    }
  }

  /** Keeps what the card shows, and says why it is not kept in step. */
  async #mark(
    link: StoredLink,
    { status, reason }: Extract<Send, { kind: "status" }>,
  ): Promise<Sent | null> {
    const { appOrigin, format } = this.#run.ports
    const item = link.item ?? ""
    if (status !== "disabled") {
      return this.#change(link, buildMarkAppCard(link.miroBoard, item, { status, ended: null }))
    }
    const result = await this.#ask(buildReadAppCard(link.miroBoard, item))
    if (result === null) return OUT_OF_CALLS
    const shown = parseReadAppCard(result)
    if (!shown.ok) return this.#judge(result, shown.failure)
    if (shown.value === null) return this.#confirmGone(link)
    const ended = { shown: shown.value, reason, appOrigin, locale: format.locale }
    return this.#change(link, buildMarkAppCard(link.miroBoard, item, { status, ended }))
  }

  /** Null when it was done. */
  async #change(link: StoredLink, request: UpstreamCall): Promise<Sent | null> {
    if (!this.#run.meter.take()) return OUT_OF_CALLS
    if (!(await this.#attempt.begin())) return { kind: "overtaken" }
    const result = await this.#send(request)
    // What Miro does not take now it will not take later: the card stays as it is until it changes again.
    if (result.kind === "answer" && result.status === 400) {
      return { kind: "refused", reason: "trouble" }
    }
    const changed = parseAppCardChange(result)
    if (!changed.ok) return this.#judge(result, changed.failure)
    return changed.value === "done" ? null : this.#confirmGone(link)
  }

  /** Miro answers 404 to an item of a board that this account does not see, too. */
  async #confirmGone(link: StoredLink): Promise<Sent> {
    return (await this.#missBoard(link)) ?? { kind: "gone" }
  }

  /** Null when this account sees the board. */
  async #missBoard({ miroBoard }: StoredLink): Promise<Sent | null> {
    const result = await this.#ask(buildReadBoard(miroBoard))
    if (result === null) return OUT_OF_CALLS
    const seen = parseBoardSeen(result)
    if (seen.ok) return null
    if (isTrouble(seen.failure)) return this.#judge(result, seen.failure)
    const { code } = seen.failure
    const reason = code === "miro_board_not_found" ? "miro_board_gone" : "miro_lost"
    return { kind: "refused", reason }
  }

  #judge(result: UpstreamResult, failure: Failure): Sent {
    if (!isTrouble(failure)) {
      this.#attempt.takeBack()
      const reason = failure.code === "miro_board_read_only" ? "miro_read_only" : "miro_lost"
      return { kind: "refused", reason }
    }
    if (!isUnknown(result)) this.#attempt.takeBack()
    return restFor(this.#run, this.#connection, failure)
  }

  async #ask(request: UpstreamCall): Promise<UpstreamResult | null> {
    return this.#run.meter.take() ? this.#send(request) : null
  }

  async #send(request: UpstreamCall): Promise<UpstreamResult> {
    const result = await this.#call({ ...request, priority: "background" })
    const answered = result.kind === "answer" && result.status < 500 && result.status !== 429
    if (answered) this.#run.memory.rests.works(this.#connection)
    return result
  }
}

/** Whether what was sent may have had its effect, or may have it yet. */
function isUnknown(result: UpstreamResult): boolean {
  return result.kind === "no_answer" || (result.kind === "answer" && result.status >= 500)
}

/** What a while mends. */
export function isTrouble({ code }: Failure): boolean {
  return (
    code === "upstream_rate_limited" ||
    code === "upstream_unavailable" ||
    code === "upstream_timeout" ||
    code === "upstream_malformed" ||
    code === "outcome_unknown"
  )
}
