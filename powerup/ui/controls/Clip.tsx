import { useLayoutEffect, useRef, useState, type ReactNode } from "react"
import { Button } from "./Button.tsx"

interface ClipProps {
  /** Pixels that are shown at first. */
  readonly height: number
  readonly more: string
  readonly less: string
  readonly children: ReactNode
}

/** What is cut off has to be worth the press that shows it (pixels). */
const WORTH = 24

/**
 * The beginning of something high, with a button for the rest. What is cut off cannot be reached with the keyboard
 * either, so the whole is left out of the order of focus until then.
 */
export function Clip({ height, more, less, children }: ClipProps) {
  const content = useRef<HTMLDivElement>(null)
  const [tall, setTall] = useState(false)
  const [open, setOpen] = useState(false)
  useLayoutEffect(() => {
    const element = content.current
    if (element === null) return undefined
    const measure = (): void => setTall(element.offsetHeight > height + WORTH)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [height])
  const cut = tall && !open
  return (
    <>
      <div
        className={cut ? "clip clip--cut" : "clip"}
        style={cut ? { maxHeight: height } : undefined}
        inert={cut}
      >
        <div ref={content}>{children}</div>
      </div>
      {tall && (
        <div>
          <Button look="link" onPress={() => setOpen(!open)}>
            {open ? less : more}
          </Button>
        </div>
      )}
    </>
  )
}
