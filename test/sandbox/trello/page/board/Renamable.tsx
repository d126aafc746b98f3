import { type KeyboardEvent, useState } from "react"

export interface RenamableProps {
  readonly text: string
  /** What is renamed, for those who hear the page: "Rename checklist". */
  readonly label: string
  readonly canEdit: boolean
  readonly className?: string
  /** Gets the new text, trimmed and never empty. */
  readonly onRename: (text: string) => void
}

/** A text that becomes a field when it is pressed. Enter and leaving save, Escape gives up. */
export function Renamable({ text, label, canEdit, className = "", onRename }: RenamableProps) {
  const [draft, setDraft] = useState<string | null>(null)
  if (!canEdit) {
    return (
      <span className={className} dir="auto">
        {text}
      </span>
    )
  }
  if (draft === null) {
    return (
      <button
        type="button"
        className={`renamable ${className}`}
        title={label}
        dir="auto"
        onClick={() => setDraft(text)}
      >
        {text}
      </button>
    )
  }
  const save = (): void => {
    setDraft(null)
    const wanted = draft.trim()
    if (wanted !== "" && wanted !== text) onRename(wanted)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.stopPropagation()
      setDraft(null)
    } else if (event.key === "Enter") {
      event.preventDefault()
      save()
    }
  }
  return (
    <textarea
      className="rename-field"
      aria-label={label}
      rows={1}
      dir="auto"
      ref={(element) => element?.focus()}
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={save}
      onKeyDown={onKeyDown}
    />
  )
}
