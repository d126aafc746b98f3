import { useEffect, useState } from "react"
import { type Extent, planRows, type Row } from "./rows.ts"

/** Lists up to this length are drawn whole. */
const wholeUpTo = 40
const guessedHeight = 90
const stepPx = 200

type Ref = (element: HTMLElement | null) => (() => void) | undefined

export interface Rows {
  /** For the element that scrolls. */
  readonly scroller: Ref
  /** For every row; the row carries its id as `data-id`. */
  readonly row: Ref
  readonly rows: readonly Row[]
  readonly after: number
}

function readExtent(element: HTMLElement, before: Extent): Extent {
  const top = Math.floor(element.scrollTop / stepPx) * stepPx
  const height = element.clientHeight + stepPx
  return before.top === top && before.height === height ? before : { top, height }
}

/** Remembers heights by id; the same map when nothing changed. */
function measure(
  before: ReadonlyMap<string, number>,
  entries: readonly ResizeObserverEntry[],
): ReadonlyMap<string, number> {
  const after = new Map(before)
  for (const { target } of entries) {
    const id = target instanceof HTMLElement ? target.dataset["id"] : undefined
    const { height } = target.getBoundingClientRect()
    if (id !== undefined && height > 0) after.set(id, height)
  }
  const isSame = after.size === before.size && [...after].every(([id, h]) => before.get(id) === h)
  return isSame ? before : after
}

/**
 * Which rows of a scrolling list to draw, `kept` among them. What they measure is remembered; the others are taken
 * to be as high as the average.
 */
export function useRows(ids: readonly string[], kept: number | null): Rows {
  const [view, setView] = useState<Extent>({ top: 0, height: 900 })
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(new Map())
  const [observer] = useState(
    () => new ResizeObserver((entries) => setHeights((before) => measure(before, entries))),
  )
  useEffect(() => () => observer.disconnect(), [observer])
  const [scroller] = useState(
    (): Ref => (element) => {
      if (element === null) return undefined
      const look = (): void => setView((before) => readExtent(element, before))
      const size = new ResizeObserver(look)
      size.observe(element)
      element.addEventListener("scroll", look, { passive: true })
      return () => {
        size.disconnect()
        element.removeEventListener("scroll", look)
      }
    },
  )
  const [row] = useState(
    (): Ref => (element) => {
      if (element === null) return undefined
      observer.observe(element)
      return () => observer.unobserve(element)
    },
  )

  if (ids.length <= wholeUpTo) {
    return { scroller, row, rows: ids.map((_, index) => ({ index, gap: 0 })), after: 0 }
  }
  const known = [...heights.values()]
  const average =
    known.length === 0 ? guessedHeight : known.reduce((sum, one) => sum + one, 0) / known.length
  const plan = planRows(
    ids.map((id) => heights.get(id) ?? average),
    view,
    kept,
  )
  return { scroller, row, ...plan }
}
