import { type FormEvent, useState } from "react"
import type { Card } from "../host/state.ts"
import { usePage } from "./context.ts"
import { Icon } from "./icons.tsx"
import { PluginAttachment } from "./PluginAttachment.tsx"
import { AttachmentSections, useAttachmentSections } from "./PluginAttachmentSections.tsx"

/** Asks for an address to attach. */
export function AddAttachment({ card, close }: { card: Card; close: () => void }) {
  const page = usePage()
  const [url, setUrl] = useState("")
  const [name, setName] = useState("")
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    close()
    void page.change("POST", `/1/cards/${card.id}/attachments`, {
      url: url.trim(),
      ...(name.trim() === "" ? {} : { name: name.trim() }),
    })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <label>
        Link
        <input
          type="url"
          required
          placeholder="https://"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
      </label>
      <label>
        Name (optional)
        <input
          type="text"
          dir="auto"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <button type="submit" className="button primary">
        Attach
      </button>
    </form>
  )
}

/** The links on a card: the Power-Up's own sections first, then those that it does not claim. */
export function Attachments({ card }: { card: Card }) {
  const sections = useAttachmentSections(card)
  const claimed = new Set(sections.flatMap(({ section }) => section.claimed))
  const others = (card.attachments ?? []).filter(({ id }) => !claimed.has(id))
  return (
    <>
      <AttachmentSections card={card} sections={sections} />
      {others.length > 0 && (
        <section className="card-section" aria-label="Attachments">
          <h3>
            <Icon name="clip" size={20} /> Attachments
          </h3>
          <ul className="attachments">
            {others.map((attachment) => (
              <PluginAttachment key={attachment.id} card={card} attachment={attachment} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
