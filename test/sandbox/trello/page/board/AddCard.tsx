import { type FormEvent, type KeyboardEvent, useState } from "react"
import { parseCardFromUrl } from "../host/attachments.ts"
import type { List } from "../host/state.ts"
import { usePage } from "./context.ts"
import { Icon } from "./icons.tsx"
import type { Page } from "./page.ts"
import { warnOf } from "./warnings.ts"

const onlyAddress = /^https?:\/\/\S+$/

/** What a new card says. For an address the Power-Up may bring name and description; it is attached either way. */
async function describeCard(page: Page, list: List, text: string): Promise<object> {
  if (!onlyAddress.test(text)) return { name: text }
  const { plugin } = page.store.get().state
  const capability = "card-from-url"
  const offered = plugin.enabled && plugin.capabilities.includes(capability)
  const answer =
    offered && page.host.handles(capability)
      ? await page.host.ask(capability, { list: list.id }, { url: text }).catch(warnOf(capability))
      : null
  return { name: text, ...parseCardFromUrl(answer), urlSource: text }
}

/** The foot of a list: a button that becomes a field for the next card. */
export function AddCard({ list }: { list: List }) {
  const page = usePage()
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState("")
  if (!isOpen) {
    return (
      <button type="button" className="list-add" onClick={() => setOpen(true)}>
        <Icon name="plus" /> Add a card
      </button>
    )
  }
  const submit = async (event: FormEvent | KeyboardEvent): Promise<void> => {
    event.preventDefault()
    const text = name.trim()
    if (text === "") return
    setName("")
    const card = await describeCard(page, list, text)
    await page.change("POST", "/1/cards", { idList: list.id, pos: "bottom", ...card })
  }
  return (
    <form className="composer" onSubmit={(event) => void submit(event)}>
      <textarea
        aria-label={`Title of the new card in ${list.name}`}
        placeholder="Enter a title or paste a link"
        rows={2}
        ref={(element) => element?.focus()}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setOpen(false)
          if (event.key === "Enter" && !event.shiftKey) void submit(event)
        }}
      />
      <div className="row">
        <button type="submit" className="button primary">
          Add card
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Cancel"
          onClick={() => setOpen(false)}
        >
          <Icon name="close" />
        </button>
      </div>
    </form>
  )
}
