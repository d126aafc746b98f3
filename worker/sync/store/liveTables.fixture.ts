import type { BoardTables } from "./boardStore.ts"
import type { StoredHook } from "./hooks.ts"
import { SEEN_MAX, SEEN_MS } from "./seen.ts"
import type { Standing, StandIn } from "./standing.ts"
import { type Journal, Table } from "./journal.fixture.ts"

type LiveTables = Pick<BoardTables, "hooks" | "dirty" | "seen" | "due" | "standing">

/** The tables that keep a board in step, in memory. `due` and `meta` are shared with the other tables. */
export function buildLiveTables(
  journal: Journal,
  due: Table<{ readonly purpose: string; readonly at: number }>,
  meta: Table<string>,
): LiveTables {
  return {
    hooks: buildHooks(new Table(journal)),
    dirty: buildDirty(new Table(journal)),
    seen: buildSeen(new Table(journal)),
    due: {
      read: (purpose) => due.get(purpose)?.at ?? null,
      next: () => due.all().reduce<number | null>((next, { at }) => Math.min(next ?? at, at), null),
      set: (purpose, at) => {
        if (at === null) due.delete(purpose)
        else due.replace(purpose, { purpose, at })
      },
    },
    standing: buildStanding(meta, new Table(journal)),
  }
}

function buildHooks(hooks: Table<StoredHook>): LiveTables["hooks"] {
  const inState: LiveTables["hooks"]["inState"] = (state) =>
    hooks
      .all()
      .filter((hook) => hook.state === state)
      .sort((a, b) => a.madeAt - b.madeAt || (a.path < b.path ? -1 : 1))
  return {
    inState,
    read: (path) => hooks.get(path) ?? null,
    active: () => inState("active")[0] ?? null,
    write: (hook) => {
      const { path, id, state, checkedAt } = hook
      hooks.upsert(path, { ...(hooks.get(path) ?? hook), id, state, checkedAt })
    },
    drop: (path) => hooks.delete(path),
  }
}

function buildDirty(
  marks: Table<{ readonly what: string; readonly since: number; readonly taken: boolean }>,
): LiveTables["dirty"] {
  const open = () => marks.all().filter(({ taken }) => !taken)
  return {
    mark: (what, at) => {
      const known = marks.get(what)
      const since = known === undefined || known.taken ? at : known.since
      marks.upsert(what, { what, since, taken: false })
    },
    isMarked: (what) => marks.get(what) !== undefined,
    firstAt: () =>
      open().reduce<number | null>((first, { since }) => Math.min(first ?? since, since), null),
    take: () => {
      const taken = open().sort((a, b) => a.since - b.since || (a.what < b.what ? -1 : 1))
      for (const mark of taken) marks.upsert(mark.what, { ...mark, taken: true })
      return taken.map(({ what, since }) => ({ what, since }))
    },
    settle: (what) => {
      if (marks.get(what)?.taken === true) marks.delete(what)
    },
    giveBack: () => {
      for (const mark of marks.all()) marks.upsert(mark.what, { ...mark, taken: false })
    },
  }
}

function buildSeen(
  seen: Table<{ readonly action: string; readonly at: number }>,
): LiveTables["seen"] {
  return {
    add: (action, at) => {
      if (seen.get(action) !== undefined) return false
      seen.replace(action, { action, at })
      for (const one of seen.all().slice(0, 2)) {
        const old = one.at <= at - SEEN_MS || seen.all().length > SEEN_MAX
        if (old) seen.delete(one.action)
      }
      return true
    },
  }
}

function buildStanding(
  meta: Table<string>,
  standIns: Table<StandIn & { readonly at: number }>,
): LiveTables["standing"] {
  return {
    read: () => {
      const json = meta.get("standing")
      return json === undefined ? null : (JSON.parse(json) as Standing)
    },
    write: (standing) => meta.replace("standing", JSON.stringify(standing)),
    standIns: () =>
      standIns
        .all()
        .sort((a, b) => a.at - b.at || (a.member < b.member ? -1 : 1))
        .map(({ member, connection }) => ({ member, connection })),
    standIn: (member, _workspace, connection, at) => {
      standIns.delete(member)
      if (connection !== null) standIns.replace(member, { member, connection, at })
    },
  }
}
