import { beginAt, type StoredLink, underWayMs } from "../link.ts"
import type { LiveRun } from "./ports.ts"
import type { LinkStanding } from "./project.ts"

/**
 * One card on its way to Miro. From the moment at which something goes out, nobody knows what the item shows (its hash
 * is null), until an answer says so. A person may push the same card at the same time: then it is sent once more.
 */
export class Attempt {
  readonly #run: LiveRun
  readonly #link: StoredLink
  /** Null while nothing went out. */
  #beganAt: number | null = null

  constructor(run: LiveRun, link: StoredLink) {
    this.#run = run
    this.#link = link
  }

  /**
   * Something goes out now; what was noted survives a crash before this resolves. False where somebody removed or pushed
   * the card since it was looked at: then nothing may go out.
   */
  async begin(): Promise<boolean> {
    const { tables, clock } = this.#run.ports
    const now = this.#current()
    if (now === null || !this.#isAlone(now)) return false
    this.#beganAt = beginAt(now, clock.now())
    tables.links.write({ ...now, hash: null, beganAt: this.#beganAt })
    await tables.sync()
    return true
  }

  /** Nothing of it arrived. */
  takeBack(): void {
    const now = this.#current()
    if (this.#beganAt === null || now === null || now.hash !== null) return
    if (!this.#isAlone(now)) return
    const { hash, beganAt } = this.#link
    this.#run.ports.tables.links.write({ ...now, hash, beganAt })
    this.#beganAt = null
  }

  /** Notes how the link stands now. Where somebody removed or pushed the card meanwhile, theirs stands. */
  end(
    standing: LinkStanding,
    changes: Partial<StoredLink>,
  ): { readonly kind: "settled" | "again" } {
    const { tables, clock } = this.#run.ports
    const link = this.#link
    const now = this.#current()
    if (now === null) {
      const other = tables.links.read(link.card, link.miroBoard)
      const pushing = other !== null && underWayMs(other, clock.now()) > 0
      return { kind: pushing ? "again" : "settled" }
    }
    const sent = this.#beganAt !== null
    if (!this.#isAlone(now) || now.hash !== (sent ? null : link.hash)) {
      if (sent && now.hash !== null) tables.links.write({ ...now, hash: null })
      return { kind: "again" }
    }
    const { state, reason } = standing
    const shows = "hash" in changes || "shown" in changes
    const stands = link.sync.state === state && link.sync.reason === reason && !shows
    const since = stands ? link.sync.since : clock.now()
    const { hash, beganAt } = link
    const next = { ...now, hash, beganAt, ...changes, sync: { state, reason, since } }
    if (!isSame(next, now)) tables.links.write(next)
    return { kind: "settled" }
  }

  /** The link, as long as it stands for the same item. */
  #current(): StoredLink | null {
    const { card, miroBoard, item } = this.#link
    const now = this.#run.ports.tables.links.read(card, miroBoard)
    return now?.item === item && now.state === "linked" ? now : null
  }

  #isAlone({ beganAt, pushedAt }: StoredLink): boolean {
    return beganAt === (this.#beganAt ?? this.#link.beganAt) && pushedAt === this.#link.pushedAt
  }
}

function isSame(a: StoredLink, b: StoredLink): boolean {
  return (
    a.hash === b.hash &&
    a.beganAt === b.beganAt &&
    a.changeAt === b.changeAt &&
    a.shown === b.shown &&
    a.pushedAt === b.pushedAt &&
    a.sync.state === b.sync.state &&
    a.sync.reason === b.sync.reason &&
    a.sync.since === b.sync.since
  )
}
