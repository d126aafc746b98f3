import { useEffect, useRef } from "react"

interface Keys {
  readonly selected: string | null
  readonly canEdit: boolean
  readonly onCopy: (id: string) => void
  readonly onDelete: (id: string) => void
  readonly onNudge: (id: string, dx: number, dy: number) => void
  readonly onLeave: () => void
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Pixels of the canvas that an arrow key moves an item, and with Shift. */
const STEP = 8
const LARGE_STEP = 40

/**
 * Keys for the selected item: arrows move it, Delete and Backspace remove it, Ctrl+D copies it, Ctrl+C and Ctrl+V copy
 * the one that was selected at Ctrl+C, Escape lets go. Not while somebody is at a control that takes keys.
 */
export function useItemKeys(keys: Keys): void {
  const now = useRef(keys)
  const clipboard = useRef<string | null>(null)
  useEffect(() => {
    now.current = keys
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const busy = event.target instanceof Element && event.target.closest("select, input") !== null
      if (busy) return
      const { selected, canEdit, onCopy, onDelete, onNudge, onLeave } = now.current
      const held = event.ctrlKey || event.metaKey
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      const step = held || event.altKey ? undefined : STEPS[key]
      if (key === "Escape") onLeave()
      else if (!canEdit) return
      else if (held && key === "v" && clipboard.current !== null) onCopy(clipboard.current)
      else if (selected === null) return
      else if (held && key === "c") {
        // Words that are selected on the page are what the person wants to copy.
        if (window.getSelection()?.isCollapsed !== false) clipboard.current = selected
        return
      } else if (held && key === "d") onCopy(selected)
      else if (key === "Delete" || key === "Backspace") onDelete(selected)
      else if (step !== undefined) {
        const length = event.shiftKey ? LARGE_STEP : STEP
        onNudge(selected, step[0] * length, step[1] * length)
      } else return
      event.preventDefault()
    }
    document.addEventListener("keydown", press)
    return () => document.removeEventListener("keydown", press)
  }, [])
}
