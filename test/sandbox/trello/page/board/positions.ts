interface Placed {
  readonly id: string
  readonly pos: number
}

/** The `pos` that puts a card before `index` among the others of its new list. */
export function posAt(cards: readonly Placed[], moved: string, index: number): number {
  const others = cards.filter(({ id }) => id !== moved)
  const removedBefore = cards.slice(0, index).some(({ id }) => id === moved) ? 1 : 0
  const at = index - removedBefore
  const before = others[at - 1]?.pos
  const after = others[at]?.pos
  if (before === undefined) return (after ?? 32_768) / 2
  return after === undefined ? before + 16_384 : (before + after) / 2
}
