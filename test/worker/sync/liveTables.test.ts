import { runInDurableObject } from "cloudflare:test"
import * as fc from "fast-check"
import { beforeEach, describe, expect, it } from "vitest"
import { MemoryBoard } from "../../../worker/sync/store/memory.fixture.ts"
import type { StoredHook } from "../../../worker/sync/store/hooks.ts"
import { buildTables } from "../../../worker/sync/store/boardStore.ts"
import { migrate } from "../../../worker/sync/store/schema.ts"
import { SEEN_MAX, SEEN_MS } from "../../../worker/sync/store/seen.ts"
import { buildWorld, type World } from "../world.ts"
import { boardAt, withTables } from "./hookStage.ts"

let world: World
beforeEach(async () => {
  world = await buildWorld()
})

const inStorage = <T>(work: (storage: DurableObjectStorage) => T) =>
  runInDurableObject(boardAt(world), (_, { storage }) => {
    migrate(storage)
    return work(storage)
  })

const count = (storage: DurableObjectStorage) =>
  storage.sql.exec<{ n: number }>("SELECT COUNT(*) AS n FROM seen").one().n

const hook = (path: string, changes: Partial<StoredHook> = {}): StoredHook => ({
  path,
  id: null,
  member: "65e58d9004454f64ba8d6f47",
  workspace: world.workspace,
  state: "making",
  madeAt: 5,
  checkedAt: 5,
  ...changes,
})

describe("the tables", () => {
  it("come to a board of before them, which keeps what it has", async () => {
    await inStorage((storage) => {
      for (const table of ["hooks", "seen", "dirty"]) storage.sql.exec(`DROP TABLE ${table}`)
      storage.sql.exec("DROP INDEX links_paused")
      storage.sql.exec("UPDATE meta SET value = '3' WHERE key = 'schema'")
      storage.sql.exec("INSERT INTO slots VALUES ('uX=', 4)")
      migrate(storage)
      expect(buildTables(storage).seen.add("action", 1)).toBe(true)
      expect(storage.sql.exec("SELECT * FROM slots").toArray()).toEqual([
        { miro_board: "uX=", next: 4 },
      ])
    })
  })
})

describe("what is dirty", () => {
  const what = fc.constantFrom("a", "b", "c", "board")
  const step = fc.oneof(
    fc.record({ do: fc.constant("mark" as const), what, at: fc.nat(50) }),
    fc.record({ do: fc.constant("settle" as const), what }),
    fc.record({ do: fc.constantFrom("take" as const, "giveBack" as const) }),
  )

  it("stands in SQLite as in memory, where the rest is tested", async () => {
    await inStorage((storage) => {
      fc.assert(
        fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
          storage.sql.exec("DELETE FROM dirty")
          const [stored, memory] = [buildTables(storage).dirty, new MemoryBoard().open().dirty]
          for (const one of steps) {
            const [a, b] = [stored, memory].map((table) => {
              if (one.do === "mark") return table.mark(one.what, one.at)
              return one.do === "settle" ? table.settle(one.what) : table[one.do]()
            })
            expect(a).toEqual(b)
            expect(stored.firstAt()).toBe(memory.firstAt())
            expect(stored.isMarked("a")).toBe(memory.isMarked("a"))
          }
          expect(stored.take()).toEqual(memory.take())
        }),
        { numRuns: 300 },
      )
    })
  })
})

describe("what was seen", () => {
  it("is told from what is new, and at most a thousand are kept", async () => {
    await inStorage((storage) => {
      const { seen } = buildTables(storage)
      for (let n = 0; n < 3 * SEEN_MAX; n++) {
        expect(seen.add(`action ${n}`, n)).toBe(true)
        expect(seen.add(`action ${n}`, n)).toBe(false)
      }
      expect(count(storage)).toBe(SEEN_MAX)
      expect(seen.add(`action ${2 * SEEN_MAX}`, 1)).toBe(false)
    })
  })

  it("is forgotten after a day, two by two", async () => {
    await inStorage((storage) => {
      const { seen } = buildTables(storage)
      for (let n = 0; n < 100; n++) seen.add(`action ${n}`, n)
      for (let n = 0; n < 60; n++) seen.add(`later ${n}`, SEEN_MS + 99)
      expect(count(storage)).toBe(60)
      expect(seen.add("action 7", SEEN_MS + 99)).toBe(true)
    })
  })
})

describe("the hooks of a board", () => {
  it("are kept as they are written, until they are dropped", async () => {
    await withTables(world, ({ hooks }) => {
      hooks.write(hook("b"))
      hooks.write(hook("a", { madeAt: 4 }))
      expect(hooks.inState("making").map(({ path }) => path)).toEqual(["a", "b"])
      const active = hook("b", { id: "65e5b1d2c0ffee0123456700", state: "active", checkedAt: 9 })
      hooks.write(active)
      expect(hooks.read("b")).toEqual(active)
      expect(hooks.active()).toEqual(active)
      hooks.drop("b")
      expect(hooks.active()).toBeNull()
      expect(hooks.read("b")).toBeNull()
    })
  })

  it("are never two active ones", async () => {
    await withTables(world, ({ hooks }) => {
      hooks.write(hook("a", { state: "active" }))
      expect(() => hooks.write(hook("b", { state: "active" }))).toThrow(/UNIQUE/)
    })
  })
})

describe("what is due", () => {
  it("is kept beside the jobs' times", async () => {
    await withTables(world, ({ due }) => {
      expect(due.read("sync")).toBeNull()
      due.set("sync", 7)
      due.set("sync", 5)
      expect(due.read("sync")).toBe(5)
      due.set("sync", null)
      expect(due.read("sync")).toBeNull()
    })
  })
})
