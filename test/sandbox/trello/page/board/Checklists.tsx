import { type FormEvent, useState } from "react"
import type { Card, Checklist } from "../host/state.ts"
import { useCanEdit, usePage } from "./context.ts"
import { Icon } from "./icons.tsx"
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

function ChecklistSection({ card, checklist }: { card: Card; checklist: Checklist }) {
  const page = usePage()
  const canEdit = useCanEdit()
  const { checkItems } = checklist
  const done = checkItems.filter(({ state }) => state === "complete").length
  const percent = checkItems.length === 0 ? 0 : Math.round((100 * done) / checkItems.length)
  return (
    <section className="card-section" aria-label={checklist.name}>
      <h3>
        <Icon name="checklist" size={20} /> <span dir="auto">{checklist.name}</span>
      </h3>
      <div className="row progress-row">
        <small>{percent}%</small>
        <progress max={100} value={percent} aria-label={`${checklist.name}: ${percent}%`} />
      </div>
      <ul className="check-items">
        {checkItems.map((item) => {
          const isDone = item.state === "complete"
          return (
            <li key={item.id}>
              <label className="row">
                <Tick
                  checked={isDone}
                  disabled={!canEdit}
                  onChange={(on) =>
                    page.change("PUT", `/1/cards/${card.id}/checkItem/${item.id}`, {
                      state: on ? "complete" : "incomplete",
                    })
                  }
                />
                <span className={isDone ? "done" : ""} dir="auto">
                  {item.name}
                </span>
              </label>
            </li>
          )
        })}
      </ul>
      {canEdit && <AddItem checklist={checklist} />}
    </section>
  )
}

/** The checklists of a card, to be ticked and added to. */
export function Checklists({ card }: { card: Card }) {
  return card.checklists.map((checklist) => (
    <ChecklistSection key={checklist.id} card={card} checklist={checklist} />
  ))
}
