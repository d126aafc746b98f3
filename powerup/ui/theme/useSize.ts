import { useLayoutEffect, useRef, type RefObject } from "react"

interface Resizable {
  sizeTo(height: number): PromiseLike<unknown>
}

/**
 * Keeps Trello's frame as high as the content (pixels, rounded up; a section may have 1,500, CAP/card-back-section).
 * Trello is told of a height once; a change of less than 2 pixels is not worth a jump.
 */
export function useSize(t: Resizable, most = 1_500): RefObject<HTMLDivElement | null> {
  const content = useRef<HTMLDivElement>(null)
  const told = useRef(0)
  useLayoutEffect(() => {
    const element = content.current
    if (element === null) return undefined
    const tell = (): void => {
      const height = Math.min(most, Math.ceil(element.getBoundingClientRect().height))
      if (height === 0 || Math.abs(height - told.current) < 2) return
      told.current = height
      // A frame that is closing refuses; there is nothing left to size then.
      Promise.resolve(t.sizeTo(height)).catch(() => undefined)
    }
    tell()
    const observer = new ResizeObserver(tell)
    observer.observe(element)
    return () => observer.disconnect()
  }, [t, most])
  return content
}
