import { overlaps, type Rect } from "./rect.ts"

/** An item on a Miro board. `parent` is the frame that it is in, null for none. */
export interface BoardItem {
  readonly id: string
  /** On the board, also for an item in a frame; of a turned one the box around it, see `boundsOf`. */
  readonly rect: Rect
  readonly parent: string | null
}

/** What is on a board, to ask whether a place is free. */
export interface Obstacles {
  /** In no order that means something. */
  readonly items: readonly BoardItem[]
  readonly add: (item: BoardItem) => void
  /** Whether anything is there but for what `ignores` says. To touch an edge is not to be there. */
  readonly meets: (place: Rect, ignores?: (item: BoardItem) => boolean) => boolean
}

const BUCKET = 1024
/** What covers more buckets is looked at one by one instead. */
const BUCKETS_MAX = 64

/** Sorts items into squares of the board, so that a place among thousands of items is asked about quickly. */
export function buildObstacles(given: readonly BoardItem[]): Obstacles {
  const items: BoardItem[] = []
  const large: BoardItem[] = []
  const buckets = new Map<string, BoardItem[]>()

  const add = (item: BoardItem): void => {
    items.push(item)
    const keys = bucketsOf(item.rect)
    if (keys === null) large.push(item)
    for (const key of keys ?? []) {
      const bucket = buckets.get(key)
      if (bucket === undefined) buckets.set(key, [item])
      else bucket.push(item)
    }
  }

  const meets: Obstacles["meets"] = (place, ignores = () => false) => {
    const isThere = (item: BoardItem): boolean => overlaps(item.rect, place) && !ignores(item)
    const keys = bucketsOf(place)
    if (keys === null) return items.some(isThere)
    return large.some(isThere) || keys.some((key) => buckets.get(key)?.some(isThere) ?? false)
  }

  for (const item of given) add(item)
  return { items, add, meets }
}

/** The squares that a box touches; null when they are too many. */
function bucketsOf({ x, y, width, height }: Rect): string[] | null {
  const [left, right] = [Math.floor(x / BUCKET), Math.floor((x + width) / BUCKET)]
  const [top, bottom] = [Math.floor(y / BUCKET), Math.floor((y + height) / BUCKET)]
  const [across, down] = [right - left + 1, bottom - top + 1]
  if (across * down > BUCKETS_MAX) return null
  return Array.from(
    { length: across * down },
    (_, index) => `${left + (index % across)},${top + Math.floor(index / across)}`,
  )
}
