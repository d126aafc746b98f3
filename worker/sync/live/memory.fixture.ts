import type { DirtyMark } from "../store/dirty.ts"
import type { DuePurpose } from "../store/due.ts"
import type { HookState, StoredHook } from "../store/hooks.ts"
import type { LiveTables } from "../store/liveTables.ts"
import { SEEN_MAX, SEEN_MS } from "../store/seen.ts"

/** What a board keeps to stay in step, in memory, for tests of what works on it. Nothing is rolled back. */
export function buildMemoryTables(): LiveTables {
  return {
    hooks: new MemoryHooks(),
    dirty: new MemoryDirty(),
    seen: new MemorySeen(),
    due: new MemoryDue(),
    transaction: (work) => work(),
    sync: async () => {},
  }
}

class MemoryHooks implements Pick<LiveTables["hooks"], keyof LiveTables["hooks"]> {
  readonly #hooks = new Map<string, StoredHook>()

  read(path: string): StoredHook | null {
    return this.#hooks.get(path) ?? null
  }
  active(): StoredHook | null {
    return this.inState("active")[0] ?? null
  }
  inState(state: HookState): StoredHook[] {
    return [...this.#hooks.values()].filter((hook) => hook.state === state)
  }
  write(hook: StoredHook): void {
    const others = this.inState("active").filter(({ path }) => path !== hook.path)
    if (hook.state === "active" && others.length > 0) throw new Error("Two active hooks")
    this.#hooks.set(hook.path, hook)
  }
  drop(path: string): void {
    this.#hooks.delete(path)
  }
}

class MemoryDirty implements Pick<LiveTables["dirty"], keyof LiveTables["dirty"]> {
  readonly #marks = new Map<string, { since: number; taken: boolean }>()

  mark(what: string, at: number): void {
    const known = this.#marks.get(what)
    const since = known === undefined || known.taken ? at : known.since
    this.#marks.set(what, { since, taken: false })
  }
  isMarked(what: string): boolean {
    return this.#marks.has(what)
  }
  firstAt(): number | null {
    const times = this.#untaken().map(({ since }) => since)
    return times.length === 0 ? null : Math.min(...times)
  }
  take(): DirtyMark[] {
    const marks = this.#untaken()
    for (const { what, since } of marks) this.#marks.set(what, { since, taken: true })
    return marks.sort((a, b) => a.since - b.since || (a.what < b.what ? -1 : 1))
  }
  settle(what: string): void {
    if (this.#marks.get(what)?.taken) this.#marks.delete(what)
  }
  giveBack(): void {
    for (const mark of this.#marks.values()) mark.taken = false
  }
  #untaken(): DirtyMark[] {
    return [...this.#marks].flatMap(([what, { since, taken }]) => (taken ? [] : [{ what, since }]))
  }
}

class MemorySeen implements Pick<LiveTables["seen"], keyof LiveTables["seen"]> {
  readonly #seen = new Map<string, number>()

  add(action: string, at: number): boolean {
    if (this.#seen.has(action)) return false
    this.#seen.set(action, at)
    for (const [oldest, seenAt] of [...this.#seen].slice(0, 2)) {
      if (seenAt <= at - SEEN_MS || this.#seen.size > SEEN_MAX) this.#seen.delete(oldest)
    }
    return true
  }
}

class MemoryDue implements Pick<LiveTables["due"], keyof LiveTables["due"]> {
  readonly #due = new Map<DuePurpose, number>()

  next(): number | null {
    return this.#due.size === 0 ? null : Math.min(...this.#due.values())
  }
  read(purpose: DuePurpose): number | null {
    return this.#due.get(purpose) ?? null
  }
  set(purpose: DuePurpose, at: number | null): void {
    if (at === null) this.#due.delete(purpose)
    else this.#due.set(purpose, at)
  }
}
