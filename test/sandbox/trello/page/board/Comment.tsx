import { useState } from "react"
import type { Person } from "../host/state.ts"
import { usePage } from "./context.ts"
import { Markdown } from "./markdown.tsx"

/** Something that was said or done on a card, as REST gives it. */
export interface Action {
  readonly id: string
  readonly type: string
  readonly date: string
  readonly memberCreator: Person | null
  readonly data: {
    readonly text?: string
    readonly listBefore?: { readonly name: string }
    readonly listAfter?: { readonly name: string }
  }
}

export interface CommentProps {
  readonly action: Action
  readonly text: string
  readonly idCard: string
  /** The viewer wrote it. */
  readonly isOwn: boolean
  /** The comment was changed or is gone. */
  readonly onChange: () => void
}

/** A comment; its author may change and delete it. */
export function Comment({ action, text, idCard, isOwn, onChange }: CommentProps) {
  const page = usePage()
  const [draft, setDraft] = useState<string | null>(null)
  const path = `/1/cards/${idCard}/actions/${action.id}/comments`
  const save = async (): Promise<void> => {
    if (draft === null || draft.trim() === "") return
    setDraft(null)
    await page.change("PUT", path, { text: draft.trim() })
    onChange()
  }
  if (draft !== null) {
    return (
      <div className="stack">
        <textarea
          aria-label="Edit comment"
          rows={3}
          dir="auto"
          ref={(element) => element?.focus()}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return
            event.stopPropagation()
            setDraft(null)
          }}
        />
        <div className="row">
          <button type="button" className="button primary" onClick={() => void save()}>
            Save
          </button>
          <button type="button" className="button" onClick={() => setDraft(null)}>
            Cancel
          </button>
        </div>
      </div>
    )
  }
  return (
    <>
      <div className="comment">
        <Markdown text={text} />
      </div>
      {isOwn && (
        <span className="comment-actions">
          <button type="button" className="link" onClick={() => setDraft(text)}>
            Edit
          </button>
          <button
            type="button"
            className="link"
            onClick={() => void page.change("DELETE", path).then(onChange)}
          >
            Delete
          </button>
        </span>
      )}
    </>
  )
}
