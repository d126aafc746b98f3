import { VARIABLES } from "../../config.fixture.ts"
import { HandClock } from "../../grants/memory.fixture.ts"
import { BoardReader } from "../boardReader.ts"
import { MemoryBoard } from "../store/memory.fixture.ts"
import { buildLink, cardId } from "../jobs/samples.fixture.ts"
import { BoardLive } from "./boardLive.ts"
import { STANDING, WHOLE_BOARD } from "./dirty.ts"
import { BOARD, WORKSPACE } from "./fakes.fixture.ts"

export const ANN = { member: "ann", board: BOARD, workspace: WORKSPACE }

/** The board of nobody so far. Its grants answer nothing. */
export function buildBoard() {
  const clock = new HandClock()
  const tables = new MemoryBoard().open()
  const asked: string[] = []
  const grants = { getByName: (name: string) => ({ call: async () => asked.push(name) }) }
  const workspaces = { getByName: () => ({ mayUse: async () => false }) }
  const env = { ...VARIABLES, GRANTS: grants, WORKSPACES: workspaces } as unknown as Env
  const reader = new BoardReader(() => clock.now())
  const live = new BoardLive(
    () => tables,
    clock,
    env,
    reader,
    () => 0.5,
  )
  const due = (purpose: Parameters<typeof tables.due.read>[0]) => {
    const at = tables.due.read(purpose)
    return at === null ? null : at - clock.now()
  }
  const marks = () => [STANDING, WHOLE_BOARD].filter((what) => tables.dirty.isMarked(what))
  const clear = () => {
    tables.dirty.take()
    for (const what of [STANDING, WHOLE_BOARD, cardId(1)]) tables.dirty.settle(what)
    for (const purpose of ["sync", "hook", "compare", "retry"] as const)
      tables.due.set(purpose, null)
  }
  return { clock, tables, asked, live, due, marks, clear }
}

/** One that Ann pushed a card from; nothing is due. */
export function buildBegun() {
  const world = buildBoard()
  world.tables.links.write(buildLink(1))
  world.live.begin(ANN)
  world.clear()
  return world
}
