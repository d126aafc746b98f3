/** A row to draw; `gap` is how many CSS pixels of rows that are not drawn lie between it and the one before. */
export interface Row {
  readonly index: number
  readonly gap: number
}

/** The part of a list that is in view, in CSS pixels from the list's top. */
export interface Extent {
  readonly top: number
  readonly height: number
}

/** Rows this far outside of what is in view are drawn too, in CSS pixels. */
export const reach = 600

/**
 * Which rows of a long list to draw: those near what is in view and, where there is one, the row `kept`.
 * `after` is the height of what follows the last one.
 */
export function planRows(
  heights: readonly number[],
  view: Extent,
  kept: number | null = null,
): { readonly rows: readonly Row[]; readonly after: number } {
  const from = view.top - reach
  const to = view.top + view.height + reach
  const rows: Row[] = []
  let gap = 0
  let top = 0
  heights.forEach((height, index) => {
    const isNear = top + height > from && top < to
    if (isNear || index === kept) {
      rows.push({ index, gap })
      gap = 0
    } else gap += height
    top += height
  })
  return { rows, after: gap }
}
