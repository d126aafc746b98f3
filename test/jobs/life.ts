import { VARIABLES } from "../../worker/config.fixture.ts"
import type { UpstreamCall } from "../../worker/grants/upstream.ts"
import { BoardReader } from "../../worker/sync/boardReader.ts"
import { BoardJobs } from "../../worker/sync/jobs/boardJobs.ts"
import type { BoardTables } from "../../worker/sync/store/boardStore.ts"
import { Mortal } from "./process.ts"
import type { Simulation } from "./simulation.ts"

/** So many calls the board's object gives its jobs in one invocation. */
export const CALLS_MAX = 30

/** One incarnation of the board's object. */
export class Life extends Mortal {
  /** Calls of the present invocation. */
  calls = 0
  /** Of those, what the budget held back. */
  heldBack = 0
  readonly tables: BoardTables
  readonly jobs: BoardJobs

  constructor(simulation: Simulation) {
    super()
    this.tables = { ...simulation.store.open(), sync: () => simulation.sync(this) }
    const grants = {
      getByName: (name: string) => ({
        call: (call: UpstreamCall) =>
          simulation.upstream.call(name.startsWith("miro") ? "ann" : "trello", call, this),
      }),
    }
    const workspaces = { getByName: () => ({ mayUse: async () => true }) }
    const env = { ...VARIABLES, GRANTS: grants, WORKSPACES: workspaces } as unknown as Env
    const { clock, random } = simulation
    const reader = new BoardReader(() => clock.now())
    this.jobs = new BoardJobs(() => this.tables, clock, env, reader, random.next)
  }
}
