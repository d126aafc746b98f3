import { runInDurableObject } from "cloudflare:test"
import { env } from "cloudflare:workers"
import { describe, expect, it } from "vitest"
import { HandClock } from "../../../worker/grants/memory.fixture.ts"
import { BoardReader } from "../../../worker/sync/boardReader.ts"
import { cardId } from "../../../worker/sync/jobs/samples.fixture.ts"
import { describeBoard, describeLinks } from "../../../worker/sync/live/describe.ts"
import { noteChanges } from "../../../worker/sync/live/dirty.ts"
import { BOARD, FakeMiro, FakeTrello, WORKSPACE } from "../../../worker/sync/live/fakes.fixture.ts"
import { buildLiveMemory } from "../../../worker/sync/live/memory.ts"
import type { LivePorts } from "../../../worker/sync/live/ports.ts"
import { runDue } from "../../../worker/sync/live/runDue.ts"
import { type BoardTables, buildTables } from "../../../worker/sync/store/boardStore.ts"
import { migrate } from "../../../worker/sync/store/schema.ts"

const CHANGES = 60
/** Changes that are timed together. */
const ROUND = 10
const MIRO_BOARDS = 20

/** What was asked of a database. */
type Cursors = Pick<SqlStorageCursor<Record<string, SqlStorageValue>>, "rowsRead" | "rowsWritten">[]

/** The same database, noting. */
function noting(sql: SqlStorage, cursors: Cursors): SqlStorage {
  return new Proxy(sql, {
    get: (target, name) => {
      if (name !== "exec") return Reflect.get(target, name, target) as unknown
      return (query: string, ...bindings: unknown[]) => {
        const cursor = target.exec(query, ...bindings)
        cursors.push(cursor)
        return cursor
      }
    },
  })
}

function fill(sql: SqlStorage, links: number): void {
  sql
    .exec(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
     INSERT INTO links (card, miro_board, miro_board_name, state, item, slot, began_at, pushed_at,
       id_short, short_link, hash, member, connection, shown, sync_state, change_at)
     SELECT printf('%024x', i), 'board' || (i % ?), 'Roadmap', 'linked', printf('%d', 3458764600000000000 + i),
       -1, 0, 0, i, printf('Card%04d', i), 'old', 'ann', 'miro:ann', 'connected', 'in_step',
       CASE i % 3 WHEN 0 THEN 4000000000000 + i END FROM n`,
      links,
      MIRO_BOARDS,
    )
    .toArray()
}

function sum(rows: readonly number[]): number {
  return rows.reduce((total, one) => total + one, 0)
}

/** One change after the other, from the delivery to the patch and to who looks. Milliseconds and rows for each. */
function measure(links: number) {
  const stub = env.BOARDS.getByName(`board:${links.toString(16).padStart(24, "0")}`)
  return runInDurableObject(stub, async (_, { storage }) => {
    migrate(storage)
    fill(storage.sql, links)
    const cursors: Cursors = []
    const tables: BoardTables = {
      ...buildTables({ ...storage, sql: noting(storage.sql, cursors) }),
      transaction: (work) => storage.transactionSync(work),
      sync: () => storage.sync(),
    }
    const clock = new HandClock()
    const trello = new FakeTrello(CHANGES)
    const miro = new FakeMiro()
    for (let n = 1; n <= CHANGES; n++)
      miro.items.set(String(3_458_764_600_000_000_000n + BigInt(n)), {})
    const standing = {
      board: BOARD,
      workspace: WORKSPACE,
      owner: "ann",
      state: "on",
      since: 0,
    } as const
    tables.standing.write({ ...standing, comparedAt: 0, lostPushers: [], miroBoards: {} })
    const ports: LivePorts = {
      tables,
      clock,
      random: () => 0.5,
      idBoard: BOARD,
      idPlugin: "p",
      trelloOrigin: "https://trello.example",
      appOrigin: "https://app.example",
      format: { locale: "en", timeZone: "UTC" },
      reader: new BoardReader(() => clock.now()),
      board: () => ({ adopt: async () => [] }),
      trello: async (member) => ({ ok: true, value: async (call) => trello.call(member, call) }),
      miro: async (_member, connection) => ({
        ok: true,
        value: (call) => miro.call(connection, call),
      }),
    }
    const memory = buildLiveMemory(clock)
    const change = async (n: number): Promise<void> => {
      const card = cardId(n)
      tables.transaction(() =>
        noteChanges(
          tables,
          { action: `${n}`.padStart(24, "a"), changes: [{ kind: "card", card }] },
          clock.now(),
        ),
      )
      describeLinks(tables, card, "ann")
      describeBoard(tables, "ann")
      clock.pass(1000)
      await runDue(ports, memory, 45)
    }
    // What is done once in a process is not counted.
    for (let n = 1; n <= 10; n++) await change(n)
    cursors.length = 0
    await storage.sync()
    const rounds: number[] = []
    for (let n = 11; n <= CHANGES; n += ROUND) {
      const began = performance.now()
      for (let next = n; next < n + ROUND; next++) await change(next)
      await storage.sync()
      rounds.push((performance.now() - began) / ROUND)
    }
    // The others had to wait for what else this machine does.
    const ms = Math.min(...rounds)
    expect(miro.patches).toHaveLength(CHANGES)
    const reads = sum(cursors.map(({ rowsRead }) => rowsRead)) / (CHANGES - 10)
    const writes = sum(cursors.map(({ rowsWritten }) => rowsWritten)) / (CHANGES - 10)
    return { ms, reads, writes }
  })
}

describe("one change of a board's card", () => {
  it("costs the same with 100,000 links as with 1,000", async () => {
    const small = await measure(1_000)
    const large = await measure(100_000)
    const ratio = large.ms / small.ms
    console.log(JSON.stringify({ small, large, ratio }))
    expect(large.reads).toBeLessThanOrEqual(small.reads * 1.1)
    expect(large.writes).toBeLessThanOrEqual(small.writes * 1.1)
    expect(ratio).toBeLessThan(2)
  }, 60_000)
})
