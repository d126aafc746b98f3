import type { ReactNode } from "react"

interface LiveProps {
  readonly children: ReactNode
  readonly className?: string
  /** For screen readers alone, where the page shows the same thing in another way. */
  readonly hidden?: boolean
  /** The height in pixels that it keeps, so that nothing jumps. */
  readonly height?: number
}

/** A part of the page whose changes a screen reader tells when it is done with what it is saying. */
export function Live({ children, className, hidden, height }: LiveProps) {
  return (
    <div
      // <output> may hold no headings and paragraphs.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="status"
      className={hidden === true ? "visually-hidden" : className}
      style={height === undefined ? undefined : { minHeight: height }}
    >
      {children}
    </div>
  )
}
