import { useEffect, useState } from "react"
import { Live } from "./Live.tsx"
import { controlTexts } from "./texts.ts"

/** After this long a wait is called unusual (milliseconds). */
export const SLOW_AFTER_MS = 8_000

interface PendingProps {
  /** What is going on, in words: "Loading your boards". */
  readonly label: string
  /** The height that the result will have, in pixels, so that nothing jumps. */
  readonly height?: number
}

/**
 * A wait in words. It never turns for ever: after 8 s it says that it takes longer than usual, and the
 * operations that it stands for end by themselves (`useAsync`, `useAction`).
 */
export function Pending({ label, height }: PendingProps) {
  const slow = useSlow()
  return (
    <Live className="row row--top" {...(height === undefined ? {} : { height })}>
      <span className="spinner" aria-hidden="true" />
      <span className="grow">{slow ? controlTexts.slow(label) : label}</span>
    </Live>
  )
}

/** Says that a wait, shown elsewhere, takes longer than usual. Mount it with the wait. */
export function SlowNote({ label }: { readonly label: string }) {
  const slow = useSlow()
  // Empty it takes no room, but is there for screen readers to watch.
  return (
    <Live hidden={!slow} className="small subtle">
      {slow ? controlTexts.slow(label) : ""}
    </Live>
  )
}

function useSlow(): boolean {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  return slow
}

/** Grey lines in place of text that is on its way; hidden from screen readers, which are told in words elsewhere. */
export function Skeleton({ height, width }: { readonly height: number; readonly width?: string }) {
  return <div className="skeleton" aria-hidden="true" style={{ height, width: width ?? "100%" }} />
}
