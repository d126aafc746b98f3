import { appCardBody, type AppCardStatus } from "../../../core/cards/toAppCard.ts"
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
import type { UpstreamCall } from "../../grants/upstream.ts"
import type { StoredLink } from "../store/links.ts"
import type { Call, LiveRun, Wait } from "./ports.ts"
import type { Projection, Standing } from "./project.ts"
import { waitFor } from "./views.ts"

/** What became of a link. */
export interface Carried {
  readonly kind: "carried"
  readonly link: StoredLink
}

/**
 * Sends what a projection asks for through the pusher's Miro connection, or through one whose member lets it stand in.
 * Updating is safe to repeat, so no answer is simply tried again.
 */
export async function carry(
  run: LiveRun,
  link: StoredLink,
  { send, after }: Projection,
): Promise<Carried | Wait> {
  if (send === null) return carried(run, link, after)
  let lost: LinkReason = "miro_lost"
  for (const { member, connection } of writersOf(run, link)) {
    const miro = await run.miro(member, connection)
    if (!miro.ok) {
      if (isTrouble(miro.failure)) return waitFor(miro.failure)
      continue
    }
    const sent = await sendThrough(run, miro.value, link, send)
    switch (sent.kind) {
      case "done":
        return carried(run, link, after, sent.changes)
      case "gone":
        return carried(run, link, { state: "gone", reason: "deleted_on_miro" })
      case "wait":
        return sent
      case "refused":
        lost = sent.reason
    }
  }
  // Nobody can write it now. What it showed last stays noted, so that it is put right as soon as somebody can.
  return carried(run, link, { state: "paused", reason: lost })
}

/** Who pushed the card, then those who stand in. */
function writersOf(
  { ports: { tables } }: LiveRun,
  { member, connection }: StoredLink,
): readonly { readonly member: string; readonly connection: string }[] {
  const own = member === null || connection === null ? [] : [{ member, connection }]
  return [...own, ...tables.standing.standIns().filter((one) => one.member !== member)]
}

function carried(
  { ports: { clock } }: LiveRun,
  link: StoredLink,
  { state, reason }: Standing,
  changes: Partial<StoredLink> = {},
): Carried {
  const same = link.sync.state === state && link.sync.reason === reason
  const touched = Object.keys(changes).length > 0
  const since = same && !touched ? link.sync.since : clock.now()
  return { kind: "carried", link: { ...link, ...changes, sync: { state, reason, since } } }
}

type Sent =
  | { readonly kind: "done"; readonly changes: Partial<StoredLink> }
  | { readonly kind: "gone" }
  /** This account may not; another one's may. */
  | { readonly kind: "refused"; readonly reason: LinkReason }
  | Wait

async function sendThrough(
  run: LiveRun,
  call: Call,
  link: StoredLink,
  send: NonNullable<Projection["send"]>,
): Promise<Sent> {
  const item = link.item ?? ""
  if (send.kind === "content") {
    const body = appCardBody(send.card, { status: "connected" })
    const patched = await change(run, call, link, buildUpdateAppCard(link.miroBoard, item, body))
    const { hash, changeAt } = send.sent
    const pushedAt = run.ports.clock.now()
    return patched ?? { kind: "done", changes: { hash, changeAt, pushedAt, shown: "connected" } }
  }
  const patched = await mark(run, call, link, send.status, send.reason)
  return patched ?? { kind: "done", changes: { shown: send.status, changeAt: null } }
}

/** Keeps what the card shows, and says why it is not kept in step. */
async function mark(
  run: LiveRun,
  call: Call,
  link: StoredLink,
  status: AppCardStatus,
  reason: LinkReason,
): Promise<Sent | null> {
  const { appOrigin, format } = run.ports
  const item = link.item ?? ""
  if (status !== "disabled") {
    const note = { status, ended: null }
    return change(run, call, link, buildMarkAppCard(link.miroBoard, item, note))
  }
  if (!run.meter.take()) return { kind: "wait", seconds: 0 }
  const read = buildReadAppCard(link.miroBoard, item)
  const shown = parseReadAppCard(await call({ ...read, priority: "background" }))
  if (!shown.ok) return judge(shown.failure)
  if (shown.value === null) return confirmGone(run, call, link)
  const ended = { shown: shown.value, reason, appOrigin, locale: format.locale }
  return change(run, call, link, buildMarkAppCard(link.miroBoard, item, { status, ended }))
}

/** Null when it was done. */
async function change(
  run: LiveRun,
  call: Call,
  link: StoredLink,
  request: UpstreamCall,
): Promise<Sent | null> {
  if (!run.meter.take()) return { kind: "wait", seconds: 0 }
  const result = await call({ ...request, priority: "background" })
  if (result.kind === "answer" && result.status === 409) return { kind: "wait", seconds: 1 }
  // What Miro does not take now it will not take later: the card stays as it is until it changes again.
  if (result.kind === "answer" && result.status === 400)
    return { kind: "refused", reason: "trouble" }
  const changed = parseAppCardChange(result)
  if (!changed.ok) return judge(changed.failure)
  return changed.value === "done" ? null : confirmGone(run, call, link)
}

function judge(failure: Failure): Sent {
  if (isTrouble(failure)) return waitFor(failure)
  const reason = failure.code === "miro_board_read_only" ? "miro_read_only" : "miro_lost"
  return { kind: "refused", reason }
}

/** Miro answers 404 to an item of a board that this account does not see, too. */
async function confirmGone(run: LiveRun, call: Call, { miroBoard }: StoredLink): Promise<Sent> {
  if (!run.meter.take()) return { kind: "wait", seconds: 0 }
  const seen = parseBoardSeen(await call({ ...buildReadBoard(miroBoard), priority: "background" }))
  if (seen.ok) return { kind: "gone" }
  if (isTrouble(seen.failure)) return waitFor(seen.failure)
  return { kind: "refused", reason: "miro_board_gone" }
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
