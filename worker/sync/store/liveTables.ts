import type { BoardTables } from "./boardStore.ts"
import { DirtyTable } from "./dirty.ts"
import { DueTable } from "./due.ts"
import { HookTable } from "./hooks.ts"
import { SeenTable } from "./seen.ts"

/** What a Trello board's object keeps to stay in step. Tests put tables in memory in their place. */
export interface LiveTables extends Pick<BoardTables, "transaction" | "sync"> {
  readonly hooks: Pick<HookTable, keyof HookTable>
  readonly dirty: Pick<DirtyTable, keyof DirtyTable>
  readonly seen: Pick<SeenTable, keyof SeenTable>
  readonly due: Pick<DueTable, keyof DueTable>
}

/** The tables in a Durable Object's SQLite. They exist. */
export function buildLiveTables(storage: DurableObjectStorage): LiveTables {
  return {
    hooks: new HookTable(storage.sql),
    dirty: new DirtyTable(storage.sql),
    seen: new SeenTable(storage.sql),
    due: new DueTable(storage.sql),
    transaction: (work) => storage.transactionSync(work),
    sync: () => storage.sync(),
  }
}
