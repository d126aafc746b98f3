import { runInDurableObject } from "cloudflare:test"
import { env } from "cloudflare:workers"
import * as fc from "fast-check"
import { beforeEach, describe, expect, it } from "vitest"
import { MemoryBoard } from "../../../worker/sync/store/memory.fixture.ts"
import type { JobRow } from "../../../worker/sync/jobs/record.ts"
import {
  buildLink,
  buildRecord,
  buildRow,
  buildStoredFrame,
} from "../../../worker/sync/jobs/samples.fixture.ts"
import { type BoardTables, buildTables } from "../../../worker/sync/store/boardStore.ts"
import { migrate } from "../../../worker/sync/store/schema.ts"
import { buildWorld } from "../world.ts"

type Act = (tables: BoardTables) => unknown

const few = fc.nat(3)
const board = few.map((n) => `board${n}`)
const job = few.map((n) => `job${n}`)
const time = fc.constantFrom(1, 2, 3)

/** Every write that jobs and pushes make, with few values, so that they meet. */
const write: fc.Arbitrary<Act> = fc.oneof(
  fc
    .record({
      miroBoard: board,
      state: fc.constantFrom("pushing", "unsure", "linked"),
      item: fc.constantFrom(null, "1", "2"),
      pushedAt: fc.option(time),
      changeAt: fc.option(time),
      member: fc.option(few.map(String)),
      sync: fc.record({
        state: fc.constantFrom("paused", "in_step"),
        reason: fc.constantFrom(null, "trouble", "miro_lost"),
        since: time,
      }),
      job: fc.option(job),
    })
    .chain((link) =>
      few.map(
        (n): Act =>
          (tables) =>
            tables.links.write(buildLink(n, link)),
      ),
    ),
  fc.tuple(few, board).map(
    ([n, id]): Act =>
      (tables) =>
        tables.links.drop(buildLink(n).card, id),
  ),
  fc
    .record({
      key: few.map(String),
      miroBoard: board,
      state: fc.constantFrom("todo", "grow", "sending", "unsure", "made"),
      list: few.map(String),
      job,
      doubted: fc.boolean(),
    })
    .map(
      (frame): Act =>
        (tables) =>
          tables.frames.write(buildStoredFrame(frame)),
    ),
  fc.tuple(board, few).map(
    ([id, n]): Act =>
      (tables) =>
        tables.frames.drop(id, String(n)),
  ),
  fc
    .record({
      id: job,
      startedAt: time,
      endedAt: fc.option(time),
      state: fc.constantFrom("working", "waiting", "stopped", "cancelled", "done"),
    })
    // One job at a time is open on a board, as those who start one see to.
    .map(
      (record): Act =>
        (tables) => {
          const miroBoard = { id: `board of ${record.id}`, name: "" }
          tables.jobs.write(buildRecord({ ...record, miroBoard }))
        },
    ),
  job.map(
    (id): Act =>
      (tables) =>
        tables.jobs.drop(id),
  ),
  fc
    .tuple(
      job,
      few,
      fc.record({
        state: fc.constantFrom<JobRow["state"]>("todo", "sending", "unsure", "failed"),
        doubted: fc.boolean(),
      }),
    )
    .map(
      ([id, n, row]): Act =>
        (tables) =>
          tables.jobs.writeRow(id, buildRow(n, row)),
    ),
  fc.tuple(job, few).map(
    ([id, n]): Act =>
      (tables) => {
        const done = { state: "done", outcome: "created" } as const
        tables.jobs.writeRow(id, buildRow(n, done))
      },
  ),
  fc.tuple(job, fc.option(time)).map(
    ([id, at]): Act =>
      (tables) =>
        tables.jobs.setDue(id, at),
  ),
  fc.tuple(fc.constantFrom("sync", "hook"), fc.option(time)).map(([purpose, at]): Act => {
    return (tables) => tables.due.set(purpose, at)
  }),
  board.map(
    (id): Act =>
      (tables) =>
        tables.settings.takeSlot(id, []),
  ),
  fc.constantFrom("en", "de").map((locale): Act => {
    return (tables) => tables.settings.format({ locale, timeZone: "UTC" })
  }),
  few.map(
    (n): Act =>
      (tables) =>
        tables.settings.showCustomFields("board1", [String(n)]),
  ),
  fc.tuple(few, time).map(
    ([n, at]): Act =>
      (tables) =>
        tables.dirty.mark(String(n), at),
  ),
  fc.constant<Act>((tables) => tables.dirty.take()),
  few.map(
    (n): Act =>
      (tables) =>
        tables.dirty.settle(String(n)),
  ),
  fc.constant<Act>((tables) => tables.dirty.giveBack()),
  fc.tuple(few, time).map(
    ([n, at]): Act =>
      (tables) =>
        tables.seen.add(String(n), at),
  ),
  fc.tuple(few, few, fc.option(fc.constant("miro:1:2")), time).map((part): Act => {
    const [member, workspace, connection, at] = part
    return (tables) => tables.standing.standIn(`${member}`, `${workspace}`, connection, at)
  }),
)

/** Several writes as one; some are taken back by an error. */
const act: fc.Arbitrary<Act> = fc.oneof(
  { arbitrary: write, weight: 5 },
  {
    arbitrary: fc.tuple(fc.array(write, { maxLength: 4 }), fc.boolean()).map(([acts, fails]) => {
      return (tables: BoardTables) => {
        try {
          return tables.transaction(() => {
            for (const one of acts) one(tables)
            if (fails) throw new Error("taken back")
            return "kept"
          })
        } catch {
          return "taken back"
        }
      }
    }),
    weight: 1,
  },
)

function readAll({ links, frames, jobs, settings, dirty, due, standing }: BoardTables) {
  const boards = [0, 1, 2, 3].map((n) => `board${n}`)
  const ids = [0, 1, 2, 3].map((n) => `job${n}`)
  return {
    links: boards.map((id) => links.onBoard(id)),
    // No order is asked for where it is sorted here.
    linked: [
      links.boards(),
      links.changing(2).toSorted(),
      links.nextChange(),
      links.numbers().toSorted((a, b) => a - b),
    ],
    all: [links.has(), links.cards().toSorted(), links.pushers()],
    paused: [links.paused().toSorted(), links.pausedSince()],
    ofCards: [0, 1, 2, 3].map((n) => links.ofCard(buildLink(n).card)),
    madeBy: ids.map((id) => boards.map((miroBoard) => links.madeBy(id, miroBoard))),
    frames: boards.map((id) => frames.onBoard(id)),
    jobs: [
      jobs.list(),
      jobs.endedBefore(3),
      ids.map((id) => [jobs.read(id), jobs.open(`board of ${id}`)]),
    ],
    rows: ids.map((id) => [
      jobs.counts(id),
      jobs.doubted(id),
      (["todo", "failed", "done"] as const).map((state) => jobs.rows(id, state)),
      jobs.rows(id, "todo", 1),
    ]),
    due: [jobs.listDue(), due.next(), due.read("sync")],
    settings: [settings.readFormat(), settings.customFields("board1")],
    dirty: [dirty.firstAt(), [0, 1, 2, 3].map((n) => dirty.isMarked(String(n)))],
    standIns: standing.standIns(),
  }
}

describe("the tables in memory", () => {
  beforeEach(async () => {
    await buildWorld()
  })

  it("do what the tables in SQLite do", async () => {
    let runs = 0
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 60 }), async (acts) => {
        runs += 1
        const stub = env.BOARDS.getByName(`board:tables-${runs}`)
        await runInDurableObject(stub, (_, { storage }) => {
          migrate(storage)
          const stored = buildTables(storage)
          const memory = new MemoryBoard().open()
          for (const one of acts) expect(one(memory)).toEqual(one(stored))
          expect(readAll(memory)).toEqual(readAll(stored))
        })
      }),
      { numRuns: 60 },
    )
  })
})
