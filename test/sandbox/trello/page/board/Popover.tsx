import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react"
import { createPortal } from "react-dom"
import { Icon } from "./icons.tsx"

const margin = 8

/** Where a popover stands: the rectangle of what was clicked, read anew whenever the layout changes. */
export type Anchor = () => DOMRect | null

export interface PopoverProps {
  readonly title: string
  readonly anchor: Anchor
  readonly onClose: () => void
  readonly onBack?: (() => void) | undefined
  readonly width?: number | undefined
  readonly children: ReactNode
}

function place(box: HTMLElement, anchor: DOMRect): void {
  const { innerWidth, innerHeight } = window
  const { width, height } = box.getBoundingClientRect()
  const below = anchor.bottom + margin
  const above = anchor.top - margin - height
  const fits = below + height <= innerHeight - margin
  const top = fits ? below : above >= margin ? above : innerHeight - margin - height
  const left = Math.min(anchor.left, innerWidth - width - margin)
  box.style.top = `${Math.max(margin, top)}px`
  box.style.left = `${Math.max(margin, left)}px`
}

/** A dialog beside what was clicked, with a title bar. Escape and a click elsewhere close it. */
export function Popover({ title, anchor, onClose, onBack, width = 304, children }: PopoverProps) {
  const box = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const move = useCallback(() => {
    const rect = anchor()
    if (box.current !== null && rect !== null) place(box.current, rect)
  }, [anchor])
  useLayoutEffect(move)

  useEffect(() => {
    const element = box.current
    if (element === null) return
    const before = document.activeElement
    const first = element.querySelector<HTMLElement>("[data-autofocus], input, textarea, select")
    ;(first ?? element).focus({ preventScroll: true })
    const observer = new ResizeObserver(move)
    observer.observe(element)
    window.addEventListener("resize", move)
    return () => {
      observer.disconnect()
      window.removeEventListener("resize", move)
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [move])

  useEffect(() => {
    const close = (event: PointerEvent): void => {
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest(".popover, .alert") === null) onClose()
    }
    document.addEventListener("pointerdown", close)
    return () => document.removeEventListener("pointerdown", close)
  }, [onClose])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return
    event.stopPropagation()
    onClose()
  }
  return createPortal(
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes a dialog from anywhere in it
    <dialog
      open
      className="popover"
      aria-labelledby={titleId}
      tabIndex={-1}
      ref={box}
      style={{ width: Math.min(width, window.innerWidth - 2 * margin) }}
      onKeyDown={onKeyDown}
    >
      <div className="popover-header">
        {onBack === undefined ? (
          <span className="popover-side" />
        ) : (
          <button type="button" className="icon-button" aria-label="Back" onClick={onBack}>
            <Icon name="back" />
          </button>
        )}
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div className="popover-body">{children}</div>
    </dialog>,
    document.body,
  )
}

export interface PopoverButtonProps {
  /** The button's text or, with `icon` alone, its label. */
  readonly label: string
  readonly title?: string
  readonly className?: string
  readonly face?: ReactNode
  readonly width?: number
  readonly children: (close: () => void, button: HTMLButtonElement) => ReactNode
}

/** A button that opens a popover below itself. */
export function PopoverButton({
  label,
  title,
  className,
  face,
  width,
  children,
}: PopoverButtonProps) {
  const [isOpen, setOpen] = useState(false)
  const [button, setButton] = useState<HTMLButtonElement | null>(null)
  const close = useCallback(() => setOpen(false), [])
  const anchor = useCallback(() => button?.getBoundingClientRect() ?? null, [button])
  return (
    <>
      <button
        type="button"
        className={className ?? "button"}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={label}
        ref={setButton}
        onPointerDown={(event) => isOpen && event.stopPropagation()}
        onClick={() => setOpen(!isOpen)}
      >
        {face ?? label}
      </button>
      {isOpen && button !== null && (
        <Popover
          title={title ?? label}
          anchor={anchor}
          onClose={close}
          {...(width === undefined ? {} : { width })}
        >
          {children(close, button)}
        </Popover>
      )}
    </>
  )
}
