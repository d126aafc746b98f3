import { checkHook } from "./checkHook.ts"
import type { HookEnd, HookOwner, HookPorts } from "./hookPorts.ts"
import { ensureHook, retireHook } from "./hooks.ts"

/** The upkeep of one board's hook, one thing at a time: while Trello is asked, nothing else is decided. */
export class HookKeeper {
  readonly #ports: () => HookPorts
  #last: Promise<unknown> = Promise.resolve()

  /** `ports` is called for each thing to do, and only then. */
  constructor(ports: () => HookPorts) {
    this.#ports = ports
  }

  /** See `ensureHook`. */
  ensure(owner: HookOwner): Promise<HookEnd> {
    return this.#afterLast(() => ensureHook(this.#ports(), owner))
  }

  /** See `checkHook`. */
  check(owner: HookOwner): Promise<HookEnd> {
    return this.#afterLast(() => checkHook(this.#ports(), owner))
  }

  /** See `retireHook`. */
  retire(call: HookOwner["call"] | null): Promise<void> {
    return this.#afterLast(() => retireHook(this.#ports(), call))
  }

  #afterLast<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(work, work)
    this.#last = next
    return next
  }
}
