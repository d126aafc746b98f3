import { EVERY_CARD, type JobAnswer, type Selection } from "../../../core/contract/jobs.ts"
import type { ErrorCode } from "../../../core/contract/errors.ts"
import type { Person } from "../../journey/person.ts"
import { miroConnection, type World } from "../world.ts"
import { call } from "./cards.ts"
import type { Refusal } from "./row.ts"

/** Codes that no answer of the Worker is about: a job's report tells them (test/worker/jobs). */
export const REPORTED: readonly ErrorCode[] = ["miro_refused_card"]

interface JobChanges {
  readonly person?: Person
  readonly part?: "/plan" | ""
  readonly kind?: "push" | "remove"
  readonly miroBoard?: string
  readonly connection?: string
  readonly selection?: Partial<Selection>
}

function askJob(world: World, changes: JobChanges = {}): Promise<Response> {
  const { person = world.people.member, part = "/plan", kind = "push", selection } = changes
  return call(person, `/api/jobs${part}`, {
    workspace: world.workspace,
    kind,
    miroBoard: { id: changes.miroBoard ?? world.miroBoard.id, name: "Board" },
    connection: changes.connection ?? miroConnection(world),
    selection: { ...EVERY_CARD, ...selection },
    customFields: null,
    locale: "en-GB",
    timeZone: "UTC",
  })
}

/** Starts a job that has not been gone on with: its alarm comes later than the next request. */
async function started(world: World, miroBoard: string): Promise<string> {
  const answer = await askJob(world, {
    part: "",
    miroBoard,
    selection: { text: "redesign the NAVIGATION" },
  })
  return (await answer.json<JobAnswer>()).job.id
}

function act(world: World, person: Person, id: string, action: string, connection: string) {
  const { workspace } = world
  return call(person, `/api/jobs/${id}/${action}`, { workspace, connection })
}

function miroBoardNamed(world: World, name: string): string {
  return world.miro.boards.find((board) => board.name === name)?.id ?? ""
}

function trelloBoardNamed(world: World, name: string): string {
  return world.trello.boards.find((board) => board.name === name)?.id ?? ""
}

/** The plain member is connected as Ann, the admin as Vera, who may only look; the outsider is not connected. */
export const JOB_ROWS: readonly Refusal[] = [
  {
    name: "a push of a board that the asker's Trello grant does not read",
    status: 404,
    code: "trello_board_not_found",
    provider: "trello",
    run: (world) => {
      const hiring = trelloBoardNamed(world, "Hiring")
      return askJob(world, { person: world.people.member.on(hiring) })
    },
  },
  {
    name: "the jobs of a board to somebody without a Trello connection",
    status: 409,
    code: "not_connected",
    provider: "trello",
    run: async (world) => {
      await started(world, world.miroBoard.id)
      return call(world.people.outsider, `/api/jobs?workspace=${world.workspace}`)
    },
  },
  {
    name: "a plan for a Miro board that the account does not see",
    status: 404,
    code: "miro_board_not_found",
    provider: "miro",
    run: (world) => askJob(world, { miroBoard: miroBoardNamed(world, "Ben's notes") }),
  },
  {
    name: "a selection that no card meets",
    status: 409,
    code: "no_cards",
    run: (world) => askJob(world, { part: "", selection: { text: "no such card" } }),
  },
  {
    name: "a removal where nothing is on the Miro board",
    status: 409,
    code: "no_cards",
    run: (world) =>
      askJob(world, {
        part: "",
        kind: "remove",
        miroBoard: miroBoardNamed(world, "Product roadmap"),
      }),
  },
  {
    name: "more cards than one push takes",
    status: 409,
    code: "too_many_cards",
    run: async (world) => {
      // Nothing was pushed from this board, so that nothing else reads it.
      const board = trelloBoardNamed(world, "Public roadmap")
      const list = "a".repeat(24)
      const cards = Array.from({ length: 5_001 }, (_, index) => ({
        id: index.toString(16).padStart(24, "0"),
        idShort: index,
        shortLink: index.toString(36).padStart(8, "0"),
        idList: list,
        idBoard: board,
        name: "Card",
        pos: index,
      }))
      const body = {
        id: board,
        name: "Full",
        lists: [{ id: list, name: "L", pos: 1 }],
        cards,
      }
      await world.standIns.faults("trello", {
        path: `/1/boards/${board}`,
        kind: "status",
        status: 200,
        body,
      })
      return askJob(world, {
        person: world.people.admin.on(board),
        connection: miroConnection(world, "vera"),
        miroBoard: miroBoardNamed(world, "Product roadmap"),
      })
    },
  },
  {
    name: "a second job on the same Miro board",
    status: 409,
    code: "job_running",
    run: async (world) => {
      const miroBoard = miroBoardNamed(world, "Pricing page experiments")
      await world.standIns.faults("miro", {
        path: "/v2/boards/*/items",
        kind: "delay",
        delayMs: 900,
      })
      await started(world, miroBoard)
      return askJob(world, { part: "", miroBoard })
    },
  },
  {
    name: "a job that nobody knows",
    status: 404,
    code: "job_not_found",
    run: (world) =>
      call(world.people.member, `/api/jobs/${"x".repeat(22)}?workspace=${world.workspace}`),
  },
  {
    name: "a job's id that cannot be one",
    status: 404,
    code: "job_not_found",
    run: (world) => call(world.people.member, `/api/jobs/nonsense?workspace=${world.workspace}`),
  },
  {
    name: "cancelling somebody's job without a right to edit its Miro board",
    status: 403,
    code: "job_of_somebody_else",
    run: async (world) => {
      const id = await started(world, miroBoardNamed(world, "Product roadmap"))
      return act(world, world.people.admin, id, "cancel", miroConnection(world, "vera"))
    },
  },
  {
    name: "resuming somebody's job",
    status: 403,
    code: "job_of_somebody_else",
    run: async (world) => {
      const id = await started(world, miroBoardNamed(world, "Bug triage"))
      return act(world, world.people.admin, id, "resume", miroConnection(world, "vera"))
    },
  },
  {
    name: "undoing through a connection of somebody else",
    status: 409,
    code: "not_connected",
    provider: "miro",
    run: async (world) => {
      const id = await started(world, miroBoardNamed(world, "Persona map"))
      return act(world, world.people.admin, id, "undo", miroConnection(world))
    },
  },
]
