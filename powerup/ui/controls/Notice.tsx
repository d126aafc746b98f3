import type { ReactNode } from "react"
import { controlTexts } from "./texts.ts"

export type NoticeKind = "error" | "warning" | "info" | "success"

interface NoticeProps {
  readonly kind: NoticeKind
  readonly children: ReactNode
  /** Silent notices are part of the page's first words and are not announced. */
  readonly silent?: boolean
}

/** A message with its kind in words, never by colour alone. Errors interrupt a screen reader, the rest wait. */
export function Notice({ kind, children, silent }: NoticeProps) {
  const role = silent === true ? undefined : kind === "error" ? "alert" : "status"
  return (
    <div className={`notice notice--${kind}`} role={role}>
      <p className="notice__kind">{controlTexts.kinds[kind]}</p>
      {children}
    </div>
  )
}
