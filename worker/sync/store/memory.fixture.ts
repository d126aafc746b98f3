import { nextFreeSlot } from "../../../core/cards/freeSlot.ts"
import type { BoardFormat } from "../../../core/cards/ticket.ts"
import type { BoardTables } from "./boardStore.ts"
import type { StoredFrame } from "./frames.ts"
import type { StoredLink } from "../link.ts"
import { Journal, Table } from "./journal.fixture.ts"
import { buildLiveTables } from "./liveTables.fixture.ts"
import { isFinal, type JobCounts, type JobRecord, type JobRow, NO_COUNTS } from "../jobs/record.ts"

/** Thrown at whoever goes on using tables after their process ended. */
export class ProcessEnded extends Error {}

/**
 * The tables of one Trello board in memory, as durable as a Durable Object's: what was written since the last `sync` may
 * be lost when the process ends, in the order in which it was written. A transaction is all or nothing.
 */
export class MemoryBoard {
  readonly #journal = new Journal()
  readonly #links = new Table<StoredLink>(this.#journal)
  /** All that there were ever links to. */
  readonly #miroBoards = new Set<string>()
  readonly #frames = new Table<StoredFrame>(this.#journal)
  readonly #jobs = new Table<string>(this.#journal)
  readonly #rows = new Map<string, Table<JobRow>>()
  readonly #due = new Table<{ readonly purpose: string; readonly at: number }>(this.#journal)
  readonly #meta = new Table<string>(this.#journal)
  readonly #live = buildLiveTables(this.#journal, this.#due, this.#meta)
  readonly #fields = new Table<readonly string[]>(this.#journal)
  readonly #slots = new Table<number>(this.#journal)
  #process = 0

  /** Ends the process: the tables that it has opened throw. Of the commits that no sync covered the first `kept` survive. */
  kill(kept = 0): void {
    this.#process += 1
    this.#journal.rollBack(kept)
  }

  /** How many commits no sync has covered yet. */
  get unsynced(): number {
    return this.#journal.length
  }

  /** Makes durable what was written so far. */
  sync(): void {
    this.#journal.forget()
  }

  /** The tables as the process that runs now sees them. */
  open(): BoardTables {
    const process = this.#process
    const check = (): void => {
      if (process !== this.#process) throw new ProcessEnded("This process ended")
    }
    return {
      links: guard(this.#linkTable(), check),
      frames: guard(this.#frameTable(), check),
      jobs: guard(this.#jobTable(), check),
      settings: guard(this.#settingsTable(), check),
      hooks: guard(this.#live.hooks, check),
      dirty: guard(this.#live.dirty, check),
      seen: guard(this.#live.seen, check),
      due: guard(this.#live.due, check),
      standing: guard(this.#live.standing, check),
      transaction: (work) => {
        check()
        return this.#journal.transaction(work)
      },
      sync: async () => {
        check()
        this.sync()
      },
    }
  }

  #linkTable(): BoardTables["links"] {
    const linked = () => this.#links.all().filter(({ item }) => item !== null)
    const pausedLinks = () =>
      this.#links.all().filter(({ sync: { state, reason } }) => {
        // As in SQL, where no reason differs from none.
        return state === "paused" && reason !== null && reason !== "trouble"
      })
    const paused = () => [...new Set(pausedLinks().map(({ card }) => card))]
    return {
      read: (card, miroBoard) => this.#links.get(keyOf(card, miroBoard)) ?? null,
      ofCard: (card) =>
        [...this.#miroBoards]
          .flatMap((miroBoard) => this.#links.get(keyOf(card, miroBoard)) ?? [])
          .sort(
            (a, b) =>
              (a.pushedAt ?? -1) - (b.pushedAt ?? -1) || (a.miroBoard < b.miroBoard ? -1 : 1),
          ),
      onBoard: (miroBoard) => this.#links.all().filter((link) => link.miroBoard === miroBoard),
      write: (link) => {
        this.#miroBoards.add(link.miroBoard)
        this.#links.replace(keyOf(link.card, link.miroBoard), { ...link })
      },
      drop: (card, miroBoard) => this.#links.delete(keyOf(card, miroBoard)),
      numbers: () => [
        ...new Set(
          this.#links
            .all()
            .flatMap(({ state, idShort }) =>
              state === "linked" && idShort !== null ? [idShort] : [],
            ),
        ),
      ],
      boards: () => {
        const boards = new Map<string, { id: string; name: string; cards: number }>()
        for (const { miroBoard: id, miroBoardName } of linked()) {
          const known = boards.get(id) ?? { id, name: "", cards: 0 }
          const name = miroBoardName > known.name ? miroBoardName : known.name
          boards.set(id, { id, name, cards: known.cards + 1 })
        }
        return [...boards.values()].sort((a, b) => b.cards - a.cards || (a.id < b.id ? -1 : 1))
      },
      has: () => linked().length > 0,
      cards: () => [...new Set(linked().map(({ card }) => card))],
      pushers: () => [...new Set(linked().flatMap(({ member }) => member ?? []))].sort(),
      paused,
      pausedSince: () =>
        pausedLinks().reduce<number | null>(
          (last, { sync }) => Math.max(sync.since ?? 0, last ?? 0),
          null,
        ),
      changing: (now) => [
        ...new Set(
          this.#links
            .all()
            .flatMap(({ card, changeAt, state }) =>
              changeAt !== null && changeAt <= now && state === "linked" ? [card] : [],
            ),
        ),
      ],
      nextChange: () =>
        this.#links
          .all()
          .reduce<number | null>(
            (next, { changeAt, state }) =>
              changeAt === null || state !== "linked" ? next : Math.min(changeAt, next ?? changeAt),
            null,
          ),
      madeBy: (job, miroBoard) =>
        linked().filter((link) => link.job === job && link.miroBoard === miroBoard).length,
    }
  }

  #frameTable(): BoardTables["frames"] {
    return {
      onBoard: (miroBoard) => this.#frames.all().filter((frame) => frame.miroBoard === miroBoard),
      write: (frame) => {
        const key = `${frame.miroBoard} ${frame.key}`
        // An update keeps the list and the job that the frame was made for.
        const { list, job } = this.#frames.get(key) ?? frame
        this.#frames.upsert(key, { ...frame, list, job })
      },
      drop: (miroBoard, key) => this.#frames.delete(`${miroBoard} ${key}`),
    }
  }

  #jobTable(): BoardTables["jobs"] {
    const list = () => this.#jobs.all().map(parse)
    const rowsOf = (job: string) => this.#rows.get(job) ?? this.#addRows(job)
    const inOrder = (job: string) =>
      rowsOf(job)
        .all()
        .sort((a, b) => a.seq - b.seq)
    return {
      read: (id) => {
        const json = this.#jobs.get(id)
        return json === undefined ? null : parse(json)
      },
      write: (record) => this.#jobs.replace(record.id, JSON.stringify(record)),
      list: () =>
        list()
          .toReversed()
          .sort((a, b) => b.startedAt - a.startedAt),
      open: (miroBoard) =>
        list().find((record) => record.miroBoard.id === miroBoard && !isFinal(record)) ?? null,
      endedBefore: (at) =>
        list()
          .filter((record) => isFinal(record) && (record.endedAt ?? at) < at)
          .map(({ id }) => id)
          .sort(),
      drop: (id) => {
        for (const { seq } of rowsOf(id).all()) rowsOf(id).delete(String(seq))
        this.#jobs.delete(id)
        this.#due.delete(`job:${id}`)
      },
      rows: (job, state, limit?: number) =>
        inOrder(job)
          .filter((row) => row.state === state)
          .slice(0, limit),
      doubted: (job) => inOrder(job).filter(({ doubted }) => doubted),
      writeRow: (job, row) => rowsOf(job).replace(String(row.seq), { ...row }),
      counts: (job) => {
        const counts: Record<keyof JobCounts, number> = { ...NO_COUNTS }
        for (const { state, outcome } of rowsOf(job).all()) {
          const key = state === "done" ? outcome : state
          if (key !== null) counts[key] += 1
        }
        return counts
      },
      setDue: (job, at) => {
        const purpose = `job:${job}`
        if (at === null) this.#due.delete(purpose)
        else this.#due.replace(purpose, { purpose, at })
      },
      listDue: () =>
        this.#due
          .all()
          .filter(({ purpose }) => purpose.startsWith("job:"))
          .sort((a, b) => a.at - b.at || (a.purpose < b.purpose ? -1 : 1))
          .map(({ purpose, at }) => ({ job: purpose.slice("job:".length), at })),
    }
  }

  #addRows(job: string): Table<JobRow> {
    const table = new Table<JobRow>(this.#journal)
    this.#rows.set(job, table)
    return table
  }

  #settingsTable(): BoardTables["settings"] {
    const readFormat = (): BoardFormat | null => {
      const [locale, timeZone] = [this.#meta.get("locale"), this.#meta.get("timeZone")]
      return locale === undefined || timeZone === undefined ? null : { locale, timeZone }
    }
    return {
      format: (proposal) => {
        for (const key of ["locale", "timeZone"] as const) {
          if (this.#meta.get(key) === undefined) this.#meta.upsert(key, proposal[key])
        }
        return readFormat() ?? proposal
      },
      readFormat,
      customFields: (miroBoard) => [...(this.#fields.get(miroBoard) ?? [])],
      showCustomFields: (miroBoard, names) => this.#fields.replace(miroBoard, [...names]),
      takeSlot: (miroBoard, obstacles) => {
        const slot = nextFreeSlot(this.#slots.get(miroBoard) ?? 0, obstacles)
        this.#slots.replace(miroBoard, slot + 1)
        return slot
      },
    }
  }
}

/** Every link that stands for an item. */
export function linkedItems({ links }: Pick<BoardTables, "links">): StoredLink[] {
  return links.boards().flatMap(({ id }) => links.onBoard(id).filter(({ item }) => item !== null))
}

function keyOf(card: string, miroBoard: string): string {
  return `${card} ${miroBoard}`
}

function parse(json: string): JobRecord {
  return JSON.parse(json) as JobRecord
}

/** The same methods, each preceded by a check. */
function guard<T extends object>(table: T, check: () => void): T {
  return new Proxy(table, {
    get: (target, name, receiver) => {
      check()
      return Reflect.get(target, name, receiver) as unknown
    },
  })
}
