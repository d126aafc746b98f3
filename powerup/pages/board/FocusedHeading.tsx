import { useEffect, useRef, type ReactNode } from "react"

/** The heading of what the page changed to. It takes the focus, since what was pressed is gone. */
export function FocusedHeading({
  id,
  children,
}: {
  readonly id: string
  readonly children: ReactNode
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <h1 id={id} tabIndex={-1} ref={heading}>
      {children}
    </h1>
  )
}
