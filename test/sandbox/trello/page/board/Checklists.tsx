import { type FormEvent, useState } from "react"
import type { Card, CheckItem, Checklist } from "../host/state.ts"
import { useCanEdit, usePage } from "./context.ts"
import { Icon } from "./icons.tsx"
import { Renamable } from "./Renamable.tsx"
import { Tick } from "./Tick.tsx"

function AddItem({ checklist }: { checklist: Checklist }) {
  const page = usePage()
  const [name, setName] = useState("")
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (name.trim() === "") return
    setName("")
    void page.change("POST", `/1/checklists/${checklist.id}/checkItems`, { name: name.trim() })
  }
  return (
    <form className="row" onSubmit={submit}>
      <input
        type="text"
        aria-label={`New item in ${checklist.name}`}
        placeholder="Add an item"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className="button">
        Add
      </button>
    </form>
  )
}

function Item({ card, checklist, item }: { card: Card; checklist: Checklist; item: CheckItem }) {
  const page = usePage()
  const canEdit = useCanEdit()
  const isDone = item.state === "complete"
  const path = `/1/cards/${card.id}/checkItem/${item.id}`
  return (
    <li className="row check-item">
      <Tick
        label={item.name}
        checked={isDone}
        disabled={!canEdit}
        onChange={(on) => page.change("PUT", path, { state: on ? "complete" : "incomplete" })}
      />
      <Renamable
        text={item.name}
        label="Rename item"
        canEdit={canEdit}
        className={isDone ? "spring done" : "spring"}
        onRename={(name) => void page.change("PUT", path, { name })}
      />
      {canEdit && (
        <button
          type="button"
          className="icon-button quiet-until-hover"
          aria-label={`Remove ${item.name}`}
          onClick={() =>
            void page.change("DELETE", `/1/checklists/${checklist.id}/checkItems/${item.id}`)
          }
        >
          <Icon name="close" />
        </button>
      )}
    </li>
  )
}

function ChecklistSection({ card, checklist }: { card: Card; checklist: Checklist }) {
  const page = usePage()
  const canEdit = useCanEdit()
  const { checkItems } = checklist
  const path = `/1/checklists/${checklist.id}`
  const done = checkItems.filter(({ state }) => state === "complete").length
  const percent = checkItems.length === 0 ? 0 : Math.round((100 * done) / checkItems.length)
  return (
    <section className="card-section" aria-label={checklist.name}>
      <h3>
        <Icon name="checklist" size={20} />
        <Renamable
          text={checklist.name}
          label="Rename checklist"
          canEdit={canEdit}
          onRename={(name) => void page.change("PUT", path, { name })}
        />
        {canEdit && (
          <button
            type="button"
            className="button small"
            aria-label={`Delete checklist ${checklist.name}`}
            onClick={() => void page.change("DELETE", path)}
          >
            Delete
          </button>
        )}
      </h3>
      <div className="row progress-row">
        <small>{percent}%</small>
        <progress max={100} value={percent} aria-label={`${checklist.name}: ${percent}%`} />
      </div>
      <ul className="check-items">
        {checkItems.map((item) => (
          <Item key={item.id} card={card} checklist={checklist} item={item} />
        ))}
      </ul>
      {canEdit && <AddItem checklist={checklist} />}
    </section>
  )
}

/** Asks for the name of a new checklist. */
export function AddChecklist({ card, close }: { card: Card; close: () => void }) {
  const page = usePage()
  const [name, setName] = useState("Checklist")
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    close()
    void page.change("POST", "/1/checklists", {
      idCard: card.id,
      name: name.trim() === "" ? "Checklist" : name.trim(),
    })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <label>
        Title
        <input
          type="text"
          dir="auto"
          value={name}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <button type="submit" className="button primary">
        Add
      </button>
    </form>
  )
}

/** The checklists of a card, to be ticked, renamed and added to. */
export function Checklists({ card }: { card: Card }) {
  return card.checklists.map((checklist) => (
    <ChecklistSection key={checklist.id} card={card} checklist={checklist} />
  ))
}
