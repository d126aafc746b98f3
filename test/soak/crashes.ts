import type { Stack } from "../run/stack.ts"
import type { Stage } from "./people.ts"

/** The moments of a refresh at which the Worker can end, and what follows from each. */
export const SEAMS = [
  { seam: "before the intent is synced", spent: false },
  { seam: "before the request", spent: false },
  { seam: "while the answer is held", spent: true },
  { seam: "before the commit is synced", spent: true },
  { seam: "after the commit", spent: false },
] as const
export type SeamName = (typeof SEAMS)[number]["seam"]

/** One row of the outcome table. */
export interface CrashRow {
  readonly how: "SIGKILL"
  readonly provider: "trello" | "miro"
  readonly seam: SeamName
  readonly leewaySeconds: 0 | 600
  /** State and reason in the end. */
  readonly ends: string
  /** What has to come out. */
  readonly expected: string
  readonly tokenRequests: number
}

const LOST = "reauth_required: lost_rotation"

/** A token that was spent and whose pair never became durable is lost where the provider gives no leeway. */
export function expectedEnd(spent: boolean, leewaySeconds: number): string {
  return spent && leewaySeconds === 0 ? LOST : "connected"
}

/** Ends the whole Worker with SIGKILL at a seam of a refresh, starts it anew on what it had stored, and looks. */
export async function crashAt(
  stage: Stage<Stack>,
  provider: "trello" | "miro",
  { seam, spent }: (typeof SEAMS)[number],
  leewaySeconds: 0 | 600,
): Promise<CrashRow> {
  const { standIns, stack } = stage
  await stage.begin()
  await standIns.quirks(provider, { leewaySeconds })
  await stage.later(3_600)
  const before = await stage.tokenRequests(provider)
  const path = provider === "trello" ? "/oauth/token" : "/v1/oauth/token"
  const held = seam === "while the answer is held"
  if (held) await standIns.faults(provider, { path, kind: "hold" })
  else await fetch(`${stack.app}/_dev/seam`, { method: "POST", body: seam })
  const cut = check(stage, provider).catch(() => null)
  await reach(stage, provider, seam, before)
  await stack.crashWorker()
  await cut
  if (held) await standIns.post(provider, "release", {})
  // A new process begins with the machine's time; the stand-ins are an hour ahead of it.
  await stage.catchUp(3_600 + 61)
  const ends = await settle(stage, provider)
  const expected = expectedEnd(spent, leewaySeconds)
  const tokenRequests = (await stage.tokenRequests(provider)) - before
  return { how: "SIGKILL", provider, seam, leewaySeconds, ends, expected, tokenRequests }
}

/** Waits until the Worker stands at the seam: it answers nobody any more, or the provider has the request. */
async function reach(
  stage: Stage<Stack>,
  provider: "trello" | "miro",
  seam: SeamName,
  before: number,
): Promise<void> {
  const unasked = seam === "before the intent is synced" || seam === "before the request"
  for (let tries = 0; tries < 200; tries++) {
    if (unasked || (await stage.tokenRequests(provider)) > before) break
    await pause(10)
  }
  await pause(700)
}

async function settle(stage: Stage<Stack>, provider: "trello" | "miro"): Promise<string> {
  let ends = ""
  for (let tries = 0; tries < 8; tries++) {
    const { body } = await check(stage, provider)
    const { connection } = body as { connection?: { state: string; reason: string | null } }
    if (connection !== undefined) {
      ends = [connection.state, connection.reason].filter((word) => word !== null).join(": ")
    }
    if (ends === "connected" || ends.startsWith("reauth_required")) break
    await stage.later(30)
  }
  return ends
}

/** Asks the provider whose connection it is, as **Check now** in the settings does. */
function check(stage: Stage<Stack>, provider: "trello" | "miro") {
  const { workspace } = stage.member.options
  const body = { workspace, connection: stage.grants[provider] }
  return stage.member.api("POST", "/api/connections/check", body)
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms)
  })
}
