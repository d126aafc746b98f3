import { useState, type ReactNode } from "react"

interface DisclosureProps {
  readonly summary: string
  readonly children: ReactNode
  readonly open?: boolean
  /** Makes the details only when they are opened for the first time. */
  readonly later?: boolean
}

/** Details behind one line, by the browser's own element. */
export function Disclosure({ summary, children, open = false, later = false }: DisclosureProps) {
  const [made, setMade] = useState(open || !later)
  return (
    <details
      className="disclosure"
      open={open}
      onToggle={(event) => {
        if (event.currentTarget.open) setMade(true)
      }}
    >
      <summary>{summary}</summary>
      <div className="disclosure__body">{made && children}</div>
    </details>
  )
}
