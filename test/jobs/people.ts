import type { Item, Miro } from "./miro.ts"
import type { Random } from "./random.ts"
import type { Watch } from "./watch.ts"

/** Where an item was when a person last had it in hand: a frame's corner, something else's centre. */
interface Left {
  readonly parentId: string | null
  readonly x: number
  readonly y: number
}

const CARD_ACTS = ["delete", "move", "copy"] as const
const FRAME_ACTS_MAX = 3
const FRAME_ACTS = ["delete", "move", "shrink", "grow", "rename", "copy"] as const

/** People on the Miro board: they make, move, copy and delete things while a job runs. */
export class People {
  /** Their own items, and what they moved of ours. */
  readonly left = new Map<string, Left>()
  /** Titles of cards whose item they deleted. */
  readonly deleted = new Set<string>()
  /** How often they changed a frame. */
  frameActs = 0
  readonly #miro: Miro
  readonly #watch: Watch
  readonly #random: Random

  constructor(miro: Miro, watch: Watch, random: Random) {
    this.#miro = miro
    this.#watch = watch
    this.#random = random
  }

  /** Does one thing. */
  async act(): Promise<void> {
    const cards = this.#miro.items().filter((item) => this.#miro.isOurs(item))
    const frames = this.#miro.items().filter(({ type }) => type === "frame")
    const kind = this.#random.pick(["card", "card", "frame", "own"] as const)
    if (kind === "card" && cards.length > 0) return this.#actOnCard(this.#random.pick(cards))
    if (kind === "frame" && frames.length > 0) return this.#actOnFrame(this.#random.pick(frames))
    await this.addNote()
  }

  /** A sticky note somewhere, perhaps in a frame. */
  async addNote(): Promise<void> {
    const { id } = await this.#miro.byApi("POST", "sticky_notes", {
      data: { content: "A note" },
      position: this.#place(),
    })
    await this.#take(id)
  }

  async #actOnCard({ id, data }: Item): Promise<void> {
    const act = this.#random.pick(CARD_ACTS)
    this.#watch.tell(`people ${act} card ${id}`)
    switch (act) {
      case "delete":
        this.deleted.add(data.title ?? "")
        this.left.delete(id)
        await this.#miro.byHand("DELETE", id)
        return
      case "move":
        await this.#miro.byHand("PATCH", id, this.#place())
        return this.#take(id)
      case "copy":
        return this.#take((await this.#miro.byHand("POST", id)).id ?? "")
    }
  }

  async #actOnFrame(frame: Item): Promise<void> {
    const { id, geometry } = frame
    // Somebody who changes frames all the time ends a job: that is another test's.
    const blocked = this.#watch.changing === id || ++this.frameActs > FRAME_ACTS_MAX
    if (blocked) return this.addNote()
    const children = this.#miro.items().filter(({ parentId }) => parentId === id)
    for (const child of children) this.#watch.touch(child.id)
    const act = this.#random.pick(FRAME_ACTS)
    this.#watch.tell(`people ${act} frame ${id}`)
    switch (act) {
      case "delete":
        this.left.delete(id)
        for (const child of children) this.left.delete(child.id)
        this.#watch.touch(id)
        await this.#miro.byHand("DELETE", id)
        return
      case "move":
        await this.#miro.byHand("PATCH", id, this.#place())
        return this.#take(id)
      case "copy": {
        const before = new Set(this.#miro.items().map((item) => item.id))
        await this.#miro.byHand("POST", id)
        for (const item of this.#miro.items()) if (!before.has(item.id)) await this.#take(item.id)
        return
      }
      case "rename":
        await this.#miro.byApi("PATCH", `frames/${id}`, { data: { title: "Renamed" } })
        return this.#watch.touch(id)
      case "shrink":
      case "grow": {
        const factor = act === "grow" ? 1.6 : 0.6
        const [width, height] = [geometry.width * factor, geometry.height * factor]
        await this.#miro.byApi("PATCH", `frames/${id}`, { geometry: { width, height } })
        for (const child of children) this.left.delete(child.id)
        if (this.left.has(id)) await this.#take(id)
        return this.#watch.touch(id)
      }
    }
  }

  /** Somewhere near what is there. */
  #place(): { readonly x: number; readonly y: number } {
    return { x: this.#random.int(-800, 4_000), y: this.#random.int(-800, 3_000) }
  }

  async #take(id: string): Promise<void> {
    const item = this.#miro.item(id)
    if (item === null) return
    this.#watch.touch(id)
    this.left.set(id, placeOf(item))
  }

  /** What a job did to something that people had in hand; null when it left everything alone. */
  findDisturbed(mayDelete: (item: string) => boolean): string | null {
    for (const [id, left] of this.left) {
      const item = this.#miro.item(id)
      if (item === null) {
        if (mayDelete(id)) continue
        return `${id}, which people had in hand, is gone`
      }
      const { parentId, x, y } = placeOf(item)
      if (parentId !== left.parentId) continue
      if (Math.hypot(x - left.x, y - left.y) > 0.5) return `${item.type} ${id} was moved`
    }
    return null
  }
}

function placeOf({ type, parentId, position: { x, y }, geometry }: Item): Left {
  if (type !== "frame") return { parentId, x, y }
  return { parentId, x: x - geometry.width / 2, y: y - geometry.height / 2 }
}
