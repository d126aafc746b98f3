import type { BoardTables } from "./boardStore.ts"

/** What a Trello board's object keeps of Trello's deliveries and of its webhooks. */
export type LiveTables = Pick<
  BoardTables,
  "hooks" | "dirty" | "seen" | "due" | "transaction" | "sync"
>
