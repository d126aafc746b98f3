import { describe, expect, it } from "vitest"
import { MemoryBoard, ProcessEnded } from "./memory.fixture.ts"
import { buildLink, cardId, MIRO_BOARD } from "../jobs/samples.fixture.ts"

/** Three commits after the last sync, the second of them a transaction. */
async function setUp() {
  const store = new MemoryBoard()
  const tables = store.open()
  tables.links.write(buildLink(0))
  await tables.sync()
  tables.links.write(buildLink(1))
  tables.transaction(() => {
    tables.links.drop(cardId(0), MIRO_BOARD)
    tables.links.write(buildLink(2))
  })
  tables.links.write(buildLink(1, { state: "unsure" }))
  return { store, tables }
}
const left = (store: MemoryBoard) =>
  store
    .open()
    .links.onBoard(MIRO_BOARD)
    .map(({ idShort, state }) => [idShort, state])

describe("tables in memory when the process ends", () => {
  it.each([
    [0, [[0, "linked"]]],
    [
      1,
      [
        [0, "linked"],
        [1, "linked"],
      ],
    ],
    [
      2,
      [
        [1, "linked"],
        [2, "linked"],
      ],
    ],
    [
      3,
      [
        [2, "linked"],
        [1, "unsure"],
      ],
    ],
  ])("keep what was synced and the first %i commits after that", async (kept, expected) => {
    const { store } = await setUp()
    expect(store.unsynced).toBe(3)
    store.kill(kept)
    expect(left(store)).toEqual(expected)
  })

  it("keep for good what survived once", async () => {
    const { store } = await setUp()
    store.kill(2)
    store.kill()
    expect(left(store)).toEqual([
      [1, "linked"],
      [2, "linked"],
    ])
  })

  it("are closed to the process that ended", async () => {
    const { store, tables } = await setUp()
    store.kill()
    expect(() => tables.links.read(cardId(0), MIRO_BOARD)).toThrow(ProcessEnded)
    expect(() => tables.transaction(() => 1)).toThrow(ProcessEnded)
    await expect(tables.sync()).rejects.toThrow(ProcessEnded)
  })

  it("take back a transaction that fails, and nothing before it", async () => {
    const { store, tables } = await setUp()
    const fail = () =>
      tables.transaction(() => {
        tables.links.drop(cardId(2), MIRO_BOARD)
        throw new Error("no")
      })
    expect(fail).toThrow("no")
    expect(left(store)).toEqual([
      [2, "linked"],
      [1, "unsure"],
    ])
  })
})
