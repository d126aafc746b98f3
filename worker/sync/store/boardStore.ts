import { DirtyTable } from "./dirty.ts"
import { DueTable } from "./due.ts"
import { FrameTable } from "./frames.ts"
import { HookTable } from "./hooks.ts"
import { JobTable } from "./jobs.ts"
import { LinkTable } from "./links.ts"
import { SeenTable } from "./seen.ts"
import { SettingsTable } from "./settings.ts"
import { StandingTable } from "./standing.ts"

/** The tables of a Trello board's object, as what works on them sees them. Tests put tables in memory in their place. */
export interface BoardTables {
  readonly links: Pick<LinkTable, keyof LinkTable>
  readonly frames: Pick<FrameTable, keyof FrameTable>
  readonly jobs: Pick<JobTable, keyof JobTable>
  readonly settings: Pick<SettingsTable, keyof SettingsTable>
  readonly hooks: Pick<HookTable, keyof HookTable>
  readonly dirty: Pick<DirtyTable, keyof DirtyTable>
  readonly seen: Pick<SeenTable, keyof SeenTable>
  readonly due: Pick<DueTable, keyof DueTable>
  readonly standing: Pick<StandingTable, keyof StandingTable>
  /** All of `work` or nothing of it. It does not wait for anything. */
  transaction<T>(work: () => T): T
  /** Resolves when everything written so far survives a crash. */
  sync(): Promise<void>
}

/** The tables in a Durable Object's SQLite. They exist. */
export function buildTables(storage: DurableObjectStorage): BoardTables {
  return {
    links: new LinkTable(storage.sql),
    frames: new FrameTable(storage.sql),
    jobs: new JobTable(storage.sql),
    settings: new SettingsTable(storage.sql),
    hooks: new HookTable(storage.sql),
    dirty: new DirtyTable(storage.sql),
    seen: new SeenTable(storage.sql),
    due: new DueTable(storage.sql),
    standing: new StandingTable(storage.sql),
    transaction: (work) => storage.transactionSync(work),
    sync: () => storage.sync(),
  }
}
