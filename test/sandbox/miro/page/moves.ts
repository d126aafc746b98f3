import { useCallback, useEffect, useMemo, useRef, useState } from "react"
import type { PageItem } from "../pageState.ts"
import { moveItem } from "./api.ts"
import { applyMoves, type Moves } from "./visible.ts"

/** Milliseconds of rest after which a move by keys is sent. */
const REST_MS = 150

const NONE: Moves = new Map()

interface MovedItems {
  /** The items as the person sees them: moves show at once. */
  readonly items: readonly PageItem[]
  /** Puts an item somewhere and sends that. */
  readonly move: (id: string, at: { x: number; y: number }) => void
  /** Moves an item by a little; what many presses of a key add up to is sent once. */
  readonly nudge: (id: string, dx: number, dy: number) => void
}

/** Moves count until the server has told about the board again, which it does after each. */
interface Pending {
  readonly moves: Moves
  /** What the server had told when they were sent; null while they are not. */
  readonly sentAt: readonly PageItem[] | null
}

/** The items of a board with the moves that the server has not told about yet. */
export function useMoves(board: string, known: readonly PageItem[]): MovedItems {
  const [pending, setPending] = useState<Pending | null>(null)
  const counts = pending !== null && (pending.sentAt === null || pending.sentAt === known)
  const moves = counts ? pending.moves : NONE
  const items = useMemo(() => applyMoves(known, moves), [known, moves])
  const timer = useRef<number>(undefined)
  const latest = useRef({ items, known })
  useEffect(() => {
    latest.current = { items, known }
  }, [items, known])

  const move = useCallback(
    (id: string, at: { x: number; y: number }) => {
      setPending({ moves: new Map([[id, at]]), sentAt: latest.current.known })
      void moveItem(board, id, at)
    },
    [board],
  )
  const nudge = useCallback(
    (id: string, dx: number, dy: number) => {
      const now = latest.current
      const item = now.items.find((one) => one.id === id)
      if (item === undefined) return
      const at = { x: item.x + dx, y: item.y + dy }
      const next = new Map([[id, at]])
      latest.current = { ...now, items: applyMoves(now.items, next) }
      setPending({ moves: next, sentAt: null })
      window.clearTimeout(timer.current)
      timer.current = window.setTimeout(() => move(id, at), REST_MS)
    },
    [move],
  )
  return { items, move, nudge }
}
