import * as v from "valibot"
import { buildApp } from "./app.ts"
import { type Clock, systemClock } from "./clock.ts"
import { Attempt as ProductionAttempt } from "./grants/attempt.ts"
import { Grant as ProductionGrant } from "./grants/grant.ts"
import { TrelloBudget as ProductionTrelloBudget } from "./grants/trelloBudget.ts"
import { readBody, respond } from "./routes/parse.ts"
import { Board as ProductionBoard } from "./sync/board.ts"
import { Workspace as ProductionWorkspace } from "./workspaces/workspace.ts"
import { ok } from "./failure.ts"

/** The Worker for local development and tests: the production one with a clock that can be moved. */

let aheadMs = 0

/** Runs ahead of the machine's clock by what `POST /_dev/clock` asked for. */
export const devClock: Clock = { now: () => systemClock.now() + aheadMs }

/** Moves the clock of everything in this Worker; 0 brings it back to the machine's. */
export function advanceClock(seconds: number): void {
  aheadMs = seconds === 0 ? 0 : aheadMs + seconds * 1000
}

export class Attempt extends ProductionAttempt {
  protected override readonly clock = devClock
}
export class Grant extends ProductionGrant {
  protected override readonly clock = devClock
}
export class TrelloBudget extends ProductionTrelloBudget {
  protected override readonly clock = devClock
}
export class Board extends ProductionBoard {
  protected override readonly clock = devClock
}
export class Workspace extends ProductionWorkspace {
  protected override readonly clock = devClock
}

const AdvanceSchema = v.object({ advanceSeconds: v.number() })

const app = buildApp(devClock).post("/_dev/clock", async (c) => {
  const body = await readBody(c, AdvanceSchema)
  if (!body.ok) return respond(c, body)
  advanceClock(body.value.advanceSeconds)
  return respond(c, ok({ now: devClock.now() }))
})

export default { fetch: app.fetch } satisfies ExportedHandler<Env>
