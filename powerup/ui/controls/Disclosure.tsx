import type { ReactNode } from "react"

interface DisclosureProps {
  readonly summary: string
  readonly children: ReactNode
  readonly open?: boolean
}

/** Details behind one line, by the browser's own element. */
export function Disclosure({ summary, children, open }: DisclosureProps) {
  return (
    <details className="disclosure" open={open ?? false}>
      <summary>{summary}</summary>
      <div className="disclosure__body">{children}</div>
    </details>
  )
}
