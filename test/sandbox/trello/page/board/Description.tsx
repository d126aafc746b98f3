import { useState } from "react"
import type { Card } from "../host/state.ts"
import { useCanEdit, usePage } from "./context.ts"
import { Icon } from "./icons.tsx"
import { Markdown } from "./markdown.tsx"

/** The card's description, shown as Markdown and edited as text. */
export function Description({ card }: { card: Card }) {
  const page = usePage()
  const canEdit = useCanEdit()
  const [draft, setDraft] = useState<string | null>(null)
  const save = (): void => {
    if (draft !== null && draft !== card.desc) {
      void page.change("PUT", `/1/cards/${card.id}`, { desc: draft })
    }
    setDraft(null)
  }
  return (
    <section className="card-section" aria-label="Description">
      <h3>
        <Icon name="description" size={20} /> Description
        {canEdit && draft === null && card.desc !== "" && (
          <button type="button" className="button small" onClick={() => setDraft(card.desc)}>
            Edit
          </button>
        )}
      </h3>
      {draft === null && card.desc !== "" && <Markdown text={card.desc} />}
      {draft === null && card.desc === "" && canEdit && (
        <button type="button" className="placeholder" onClick={() => setDraft("")}>
          Add a more detailed description…
        </button>
      )}
      {draft !== null && (
        <div className="stack">
          <textarea
            aria-label="Description"
            rows={8}
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
            <button type="button" className="button primary" onClick={save}>
              Save
            </button>
            <button type="button" className="button" onClick={() => setDraft(null)}>
              Cancel
            </button>
          </div>
        </div>
      )}
    </section>
  )
}
