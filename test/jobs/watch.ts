import { overlaps, type Rect } from "../../core/cards/rect.ts"
import type { UpstreamCall } from "../../worker/grants/upstream.ts"
import { shortLinkOf } from "../../worker/miro/items.ts"
import { refusal } from "./faults.ts"
import type { Answer, Item, Miro, Sent, Who } from "./miro.ts"

/** Ends a run that broke a promise, in words. */
export class BrokenPromise extends Error {}

/** What may differ by so much is the same place. */
const NEAR = 0.5

/** Looks at every call and its effect, and remembers what people and jobs did to which item. */
export class Watch {
  broken: string | null = null
  /** Tells what happens, for whoever looks for the reason. */
  tell: (line: string) => void = () => {}
  /** Counts what happens. */
  now = 0
  /** Of whom nothing new may be sent any more. */
  cancelled = false
  /** When the places of the present plan were looked at. */
  planned = 0
  /** Whether a job is at the moment looking where there is room. */
  isPlanning: () => boolean = () => false
  /** The frame that a job has looked at, to change it next. */
  changing: string | null = null
  /** Items that the present job made. */
  readonly made = new Set<string>()
  /** Items that any push made: a removal may take them off. */
  readonly ours = new Set<string>()
  /** When people last changed an item, or where it lies. */
  readonly touched = new Map<string, number>()
  /** Short links of cards that Miro never takes. */
  readonly poison = new Set<string>()
  /** Whether Miro says which card it does not take. */
  namesFaults = true
  readonly #miro: Miro

  constructor(miro: Miro) {
    this.#miro = miro
  }

  breaks(words: string): void {
    this.tell(`BROKEN: ${words}`)
    this.broken ??= words
  }

  touch(id: string): void {
    this.touched.set(id, this.now)
  }

  /** A call of a job that leaves the Worker. */
  arrives({ method, path }: UpstreamCall): void {
    this.now += 1
    // A job looks at a frame in one call and changes it in the next: between them nobody can help.
    const frame = /\/items\/(\d+)$/.exec(path)?.[1]
    if (method === "GET" && frame !== undefined) this.changing = frame
    else if (method !== "PATCH") this.changing = null
    if (method === "GET" && this.isPlanning() && path.endsWith("/items?limit=50")) {
      this.planned = this.now
    }
    if (this.cancelled && (method === "POST" || method === "PATCH")) {
      this.breaks(`${method} ${path} after it was cancelled`)
    }
  }

  /** What Miro says to a card that it never takes; null where there is none. */
  refusesCards({ method, path, body }: UpstreamCall): Sent | null {
    if (body === undefined || (method !== "POST" && method !== "PATCH")) return null
    const cards = (path.endsWith("/bulk") ? JSON.parse(body) : [JSON.parse(body)]) as {
      readonly data?: { readonly title?: string }
    }[]
    const bad = cards.findIndex(({ data }) => this.poison.has(shortLinkOf(data?.title ?? "") ?? ""))
    if (bad < 0) return null
    const { answer, headers } = refusal(400)
    if (!this.namesFaults) return { answer, headers }
    const fields = [{ field: `${bad}.data.title`, message: "is not liked" }]
    return { answer: { ...answer, body: JSON.stringify({ context: { fields } }) }, headers }
  }

  /** Before a call has its effect: where a frame is that it changes. */
  before({ method, path }: UpstreamCall): Rect | null {
    const frame = method === "PATCH" && path.includes("/frames/") ? this.#frameOf(path) : null
    return frame === null ? null : this.#miro.rectOf(frame)
  }

  #frameOf(path: string): Item | null {
    return this.#miro.item(path.split("/").at(-1) ?? "")
  }

  /** A call had its effect. `old`: where the frame was that it changed. */
  sent(
    { method, path, body }: UpstreamCall,
    answer: Answer,
    { who, old }: { readonly who: Who; readonly old: Rect | null },
  ): void {
    if (answer.status >= 300 || body === undefined) return
    const job = who === "ann"
    if (old !== null) this.changing = null
    if (old !== null) {
      const frame = this.#frameOf(path)
      if (frame !== null) this.#checkPlace(frame.id, job, old)
    } else if (method === "POST") {
      const parsed = JSON.parse(answer.body) as {
        readonly data: readonly { readonly id: string }[]
      }
      const ids = Array.isArray(parsed.data)
        ? parsed.data.map(({ id }) => id)
        : [(JSON.parse(answer.body) as { readonly id: string }).id]
      this.tell(`    made ${ids.join(" ")}`)
      for (const id of ids) {
        this.ours.add(id)
        if (job) this.made.add(id)
        this.#checkPlace(id, job)
      }
    }
  }

  /**
   * Nothing of ours covers anything that a plan could know of, but for what a frame covered before it grew. A single card
   * keeps off frames alone.
   */
  #checkPlace(id: string, job: boolean, old: Rect | null = null): void {
    const item = this.#miro.item(id)
    if (item === null || this.#isMoved(item)) return
    const rect = shrink(this.#miro.rectOf(item))
    for (const other of this.#miro.items()) {
      if (other.id === id || other.id === item.parentId || other.parentId === id) continue
      if (!job && !(other.type === "frame" && this.made.has(other.id))) continue
      const there = this.#miro.rectOf(other)
      if (this.#isMoved(other) || !overlaps(rect, there)) continue
      if (old !== null && overlaps(old, there)) continue
      this.breaks(
        `${item.type} ${id} covers ${other.type} ${other.id} ${JSON.stringify(rect)} ${JSON.stringify(this.#miro.rectOf(other))}`,
      )
    }
  }

  /** Whether people changed its place after the plan looked. */
  #isMoved({ id, parentId }: Item): boolean {
    const at = (one: string | null) => (one === null ? 0 : (this.touched.get(one) ?? 0))
    return Math.max(at(id), at(parentId)) >= this.planned
  }
}

function shrink({ x, y, width, height }: Rect): Rect {
  return { x: x + NEAR, y: y + NEAR, width: width - 2 * NEAR, height: height - 2 * NEAR }
}
