import { useEffect, useState } from "react"
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
  const slow = useSlow(true)
  return (
    <div
      className="row"
      role="status"
      style={height === undefined ? undefined : { minHeight: height, alignContent: "center" }}
    >
      <span className="spinner" aria-hidden="true" />
      <span>{slow ? controlTexts.slow(label) : label}</span>
    </div>
  )
}

/** True once `busy` has lasted for 8 seconds. */
export function useSlow(busy: boolean): boolean {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    setSlow(false)
    if (!busy) return undefined
    const timer = setTimeout(() => setSlow(true), SLOW_AFTER_MS)
    return () => clearTimeout(timer)
  }, [busy])
  return slow && busy
}

/** Grey lines in place of text that is on its way; hidden from screen readers, which are told in words elsewhere. */
export function Skeleton({ height, width }: { readonly height: number; readonly width?: string }) {
  return <div className="skeleton" aria-hidden="true" style={{ height, width: width ?? "100%" }} />
}
