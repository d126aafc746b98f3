import { appCardBody } from "../../../core/cards/toAppCard.ts"
import type { GoneReason } from "../../../core/contract/gone.ts"
import type { LinkReason } from "../../../core/contract/sync.ts"
import type { Failure } from "../../failure.ts"
import type { Call, UpstreamCall, UpstreamResult } from "../../grants/upstream.ts"
import {
  buildDisconnectAppCard,
  buildEndAppCard,
  buildReadAppCard,
  buildUpdateAppCard,
  parseAppCardChange,
  parseReadAppCard,
} from "../../miro/appCards.ts"
import { buildReadBoard, parseBoardSeen } from "../../miro/boards.ts"
import type { StoredLink } from "../link.ts"
import type { Attempt } from "./attempt.ts"
import { type LiveRun, OUT_OF_CALLS, type Wait } from "./ports.ts"
import type { Send } from "./project.ts"
import { isTrouble, restFor } from "./trouble.ts"

/** What became of what was sent through one connection. */
export type Sent =
  | { readonly kind: "done"; readonly changes: Partial<StoredLink> }
  | { readonly kind: "gone" }
  /** This account may not; another one's may. */
  | { readonly kind: "refused"; readonly reason: LinkReason }
  /** Somebody else pushed or removed the card before anything went out. */
  | { readonly kind: "overtaken" }
  | Wait

/** Sends through one connection. Nothing is tried again here. */
export class Sender {
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
        const body = appCardBody(send.card)
        const update = buildUpdateAppCard(link.miroBoard, link.item ?? "", body)
        const refused = await this.#change(link, update)
        const pushedAt = this.#run.ports.clock.now()
        const { hash } = send.sent
        return refused ?? { kind: "done", changes: { hash, pushedAt, shown: "connected" } }
      }
      case "disconnect": {
        const update = buildDisconnectAppCard(link.miroBoard, link.item ?? "")
        const refused = await this.#change(link, update)
        return refused ?? { kind: "done", changes: { shown: "disconnected" } }
      }
      case "end": {
        const refused = await this.#end(link, send.reason)
        return refused ?? { kind: "done", changes: { shown: "disabled" } }
      }
    }
  }

  /** Keeps what the card shows, and says why it ended. */
  async #end(link: StoredLink, reason: GoneReason): Promise<Sent | null> {
    const { appOrigin, format } = this.#run.ports
    const item = link.item ?? ""
    const result = await this.#ask(buildReadAppCard(link.miroBoard, item))
    if (result === null) return OUT_OF_CALLS
    const shown = parseReadAppCard(result)
    if (!shown.ok) return this.#judge(result, shown.failure)
    if (shown.value === null) return this.#confirmGone(link)
    const ended = { shown: shown.value, reason, appOrigin, locale: format.locale }
    return this.#change(link, buildEndAppCard(link.miroBoard, item, ended))
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
    const result = await this.#askForBoard(miroBoard)
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

  /** Once in an invocation, whoever asks. */
  #askForBoard(miroBoard: string): Promise<UpstreamResult | null> {
    const { boards, meter } = this.#run
    const way = `${this.#connection} ${miroBoard}`
    const known = boards.get(way)
    if (known !== undefined) return known
    if (!meter.take()) return Promise.resolve(null)
    const asked = this.#send(buildReadBoard(miroBoard))
    boards.set(way, asked)
    return asked
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
