import type { ReactNode, Ref } from "react"

interface ButtonProps {
  readonly children: ReactNode
  readonly onPress: () => void
  readonly look?: "primary" | "danger" | "plain" | "link"
  readonly wide?: boolean
  /** Keeps its focus and name while busy, ignores presses and says so to a screen reader. */
  readonly busy?: boolean
  /** Ignores presses for a moment, without a spinner. */
  readonly waits?: boolean
  /** A fuller name where the visible text alone is ambiguous, for example one of several "Remove". */
  readonly label?: string
  readonly ref?: Ref<HTMLButtonElement>
}

/** A push button in Trello's look. A busy one stays focusable, so that the focus is not lost. */
export function Button({ children, onPress, look, wide, busy, waits, label, ref }: ButtonProps) {
  const off = busy === true || waits === true
  return (
    <button
      type="button"
      className={buttonClass(look ?? "plain", wide ?? false)}
      aria-disabled={off ? true : undefined}
      aria-label={label}
      ref={ref}
      onClick={() => {
        if (!off) onPress()
      }}
    >
      {busy === true && <span className="spinner" aria-hidden="true" />}
      {children}
    </button>
  )
}

interface LinkButtonProps {
  readonly children: ReactNode
  readonly href: string
  readonly look?: "primary" | "plain"
  readonly label?: string
  readonly ref?: Ref<HTMLAnchorElement>
}

/** A link to another site that looks like a button and opens in a window without a way back to ours. */
export function LinkButton({ children, href, look, label, ref }: LinkButtonProps) {
  return (
    <a
      className={buttonClass(look ?? "plain", false)}
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={label}
      ref={ref}
    >
      {children}
    </a>
  )
}

function buttonClass(look: string, wide: boolean): string {
  return `button button--${look}${wide ? " button--wide" : ""}`
}
