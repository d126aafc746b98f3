import { VARIABLES } from "../../worker/config.fixture.ts"
import type { UpstreamCall } from "../../worker/grants/upstream.ts"
import { BoardReader } from "../../worker/sync/boardReader.ts"
import { BoardLive } from "../../worker/sync/live/boardLive.ts"
import type { HandedOver } from "../../worker/sync/live/handOver.ts"
import type { BoardTables } from "../../worker/sync/store/boardStore.ts"
import { Mortal } from "../jobs/process.ts"
import type { Simulation } from "./simulation.ts"

const APP_ORIGIN = "http://localhost:9999"

/** One incarnation of the board's object. */
export class Life extends Mortal {
  /** Calls of the present invocation. */
  calls = 0
  readonly tables: BoardTables
  readonly live: BoardLive

  constructor(simulation: Simulation) {
    super()
    this.tables = { ...simulation.store.open(), sync: () => simulation.sync(this) }
    const { clock, random, connections, trello, upstream } = simulation
    const grants = {
      getByName: (name: string) => ({
        call: (call: UpstreamCall) => upstream.call(name, call, this),
      }),
    }
    const workspaces = {
      getByName: () => ({
        mayUse: async (member: string, name: string) => connections.mayUse(member, name),
      }),
    }
    const boards = {
      getByName: () => ({
        adopt: (handed: HandedOver) => simulation.other.adopt(this, handed),
      }),
    }
    const origins = { APP_ORIGIN, TRELLO_PLUGIN_ID: trello.idPlugin }
    const bindings = { GRANTS: grants, WORKSPACES: workspaces, BOARDS: boards }
    const env = { ...VARIABLES, ...origins, ...bindings } as unknown as Env
    const reader = new BoardReader(() => clock.now())
    this.live = new BoardLive(() => this.tables, clock, env, reader, random.next)
  }
}
