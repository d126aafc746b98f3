import { useEffect } from "react"
import { usePage } from "./context.ts"
import { Icon } from "./icons.tsx"
import type { View } from "./view.ts"

/** A message at the top of the page that goes by itself. */
export function Alert({ alert }: { alert: NonNullable<View["alert"]> }) {
  const { surface } = usePage()
  useEffect(() => {
    const timer = setTimeout(() => surface.hideAlert(), alert.durationMs)
    return () => clearTimeout(timer)
  }, [surface, alert])
  return (
    <div
      className={`alert alert-${alert.display}`}
      role={alert.display === "error" ? "alert" : "status"}
    >
      <span dir="auto">{alert.message}</span>
      <button
        type="button"
        className="icon-button"
        aria-label="Dismiss"
        onClick={() => surface.hideAlert()}
      >
        <Icon name="close" />
      </button>
    </div>
  )
}
