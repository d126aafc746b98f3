/**
 * The tables of one Trello board, documented with examples in docs/storage.md. Every entry brings an object from the
 * version before it to its own, counted from 1; entries are added, never changed.
 */
const VERSIONS = [
  `CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
   CREATE TABLE links (
     card TEXT NOT NULL, miro_board TEXT NOT NULL, miro_board_name TEXT NOT NULL,
     state TEXT NOT NULL, item TEXT, slot INTEGER NOT NULL,
     began_at INTEGER NOT NULL, pushed_at INTEGER, PRIMARY KEY (card, miro_board)
   );
   CREATE TABLE slots (miro_board TEXT PRIMARY KEY, next INTEGER NOT NULL);`,
  `ALTER TABLE links ADD COLUMN id_short INTEGER;
   ALTER TABLE links ADD COLUMN short_link TEXT;
   ALTER TABLE links ADD COLUMN hash TEXT;
   ALTER TABLE links ADD COLUMN member TEXT;
   ALTER TABLE links ADD COLUMN connection TEXT;
   ALTER TABLE links ADD COLUMN job TEXT;
   CREATE INDEX links_by_board ON links (miro_board);
   CREATE TABLE miro_boards (id TEXT PRIMARY KEY, custom_fields TEXT NOT NULL);
   CREATE TABLE frames (
     miro_board TEXT NOT NULL, key TEXT NOT NULL, list TEXT NOT NULL, title TEXT NOT NULL,
     state TEXT NOT NULL, item TEXT, x REAL NOT NULL, y REAL NOT NULL,
     width REAL NOT NULL, height REAL NOT NULL, job TEXT NOT NULL, doubted INTEGER NOT NULL,
     looked_at INTEGER NOT NULL, PRIMARY KEY (miro_board, key)
   );
   CREATE TABLE jobs (
     id TEXT PRIMARY KEY, miro_board TEXT NOT NULL, open INTEGER NOT NULL,
     started_at INTEGER NOT NULL, json TEXT NOT NULL
   );
   CREATE TABLE job_cards (
     job TEXT NOT NULL, seq INTEGER NOT NULL, card TEXT NOT NULL, id_short INTEGER, short_link TEXT,
     action TEXT NOT NULL, state TEXT NOT NULL, outcome TEXT, item TEXT,
     frame TEXT, x REAL NOT NULL, y REAL NOT NULL,
     doubted INTEGER NOT NULL, tries INTEGER NOT NULL, code TEXT, PRIMARY KEY (job, seq)
   );
   CREATE INDEX job_cards_by_state ON job_cards (job, state);
   CREATE TABLE due (purpose TEXT PRIMARY KEY, at INTEGER NOT NULL);`,
  `ALTER TABLE links ADD COLUMN shown TEXT NOT NULL DEFAULT 'connected';
   ALTER TABLE links ADD COLUMN sync_state TEXT NOT NULL DEFAULT 'in_step';
   ALTER TABLE links ADD COLUMN sync_reason TEXT;
   ALTER TABLE links ADD COLUMN sync_since INTEGER;
   ALTER TABLE links ADD COLUMN change_at INTEGER;
   CREATE INDEX links_by_change ON links (change_at) WHERE change_at IS NOT NULL;
   CREATE TABLE stand_ins (
     member TEXT PRIMARY KEY, workspace TEXT NOT NULL, connection TEXT NOT NULL, at INTEGER NOT NULL
   );`,
  `CREATE TABLE hooks (
     path TEXT PRIMARY KEY, id TEXT, member TEXT NOT NULL, workspace TEXT NOT NULL, state TEXT NOT NULL,
     made_at INTEGER NOT NULL, checked_at INTEGER NOT NULL
   );
   CREATE UNIQUE INDEX one_active_hook ON hooks (state) WHERE state = 'active';
   CREATE TABLE seen (action TEXT PRIMARY KEY, at INTEGER NOT NULL);
   CREATE TABLE dirty (what TEXT PRIMARY KEY, since INTEGER NOT NULL, taken INTEGER NOT NULL);
   CREATE INDEX dirty_by_time ON dirty (taken, since);`,
  "CREATE INDEX links_paused ON links (card) WHERE sync_state = 'paused';",
] as const

/** Whether anything was ever written. An object that never wrote creates nothing when it is asked. */
export function isThere(sql: SqlStorage): boolean {
  return sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'meta'").toArray().length > 0
}

/** Brings the tables to the newest version. Call it before the first write, and once when an object with tables wakes. */
export function migrate(storage: Pick<DurableObjectStorage, "sql" | "transactionSync">): void {
  const { sql } = storage
  storage.transactionSync(() => {
    const stored = isThere(sql)
      ? sql.exec<{ value: string }>("SELECT value FROM meta WHERE key = 'schema'").one().value
      : "0"
    const from = Number(stored)
    if (from === VERSIONS.length) return
    for (const version of VERSIONS.slice(from)) sql.exec(version)
    sql.exec("INSERT OR REPLACE INTO meta VALUES ('schema', ?)", String(VERSIONS.length))
  })
}
