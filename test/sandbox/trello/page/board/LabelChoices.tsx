import { type FormEvent, useState } from "react"
import type { Card, Label } from "../host/state.ts"
import { usePage, useView } from "./context.ts"
import { Icon } from "./icons.tsx"
import { colorStyle, labelColors } from "./labelColors.ts"
import { Tick } from "./Tick.tsx"

/** Makes a label of the board, or changes or deletes one. */
function LabelForm({ label, onDone }: { label: Label | null; onDone: () => void }) {
  const page = usePage()
  const { state, theme } = useView()
  const [name, setName] = useState(label?.name ?? "")
  const [color, setColor] = useState(label?.color ?? (label === null ? "green" : ""))
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const wanted = { name: name.trim(), color: color === "" ? null : color }
    const done =
      label === null
        ? await page.change("POST", "/1/labels", { ...wanted, idBoard: state.board.id })
        : await page.change("PUT", `/1/labels/${label.id}`, wanted)
    if (done !== null) onDone()
  }
  const remove = async (): Promise<void> => {
    if (label !== null) await page.change("DELETE", `/1/labels/${label.id}`)
    onDone()
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <div className="label-bar" style={colorStyle(color, theme)} dir="auto">
        {name === "" ? "\u00a0" : name}
      </div>
      <label>
        Name
        <input type="text" dir="auto" value={name} onChange={(e) => setName(e.target.value)} />
      </label>
      <label>
        Colour
        <select value={color} onChange={(event) => setColor(event.target.value)}>
          <option value="">None</option>
          {labelColors.map((value) => (
            <option key={value} value={value}>
              {value.replace("_", ", ")}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="button primary">
        {label === null ? "Create" : "Save"}
      </button>
      {label !== null && (
        <button type="button" className="button danger" onClick={() => void remove()}>
          Delete from the board
        </button>
      )}
      <button type="button" className="button" onClick={onDone}>
        Back to labels
      </button>
    </form>
  )
}

/** The labels of the board, to put on a card, to change and to add to. */
export function LabelChoices({ card }: { card: Card }) {
  const page = usePage()
  const { state, theme } = useView()
  const [edited, setEdited] = useState<Label | "new" | null>(null)
  const chosen = new Set(card.labels.map(({ id }) => id))
  const put = (id: string, on: boolean): Promise<unknown> =>
    on
      ? page.change("POST", `/1/cards/${card.id}/idLabels`, { value: id })
      : page.change("DELETE", `/1/cards/${card.id}/idLabels/${id}`)
  if (edited !== null) {
    return <LabelForm label={edited === "new" ? null : edited} onDone={() => setEdited(null)} />
  }
  return (
    <>
      <ul className="choices">
        {state.board.labels.map((label) => {
          const name = label.name === "" ? (label.color ?? "no colour") : label.name
          return (
            <li key={label.id} className="row">
              <label className="row spring">
                <Tick
                  label={name}
                  checked={chosen.has(label.id)}
                  onChange={(on) => put(label.id, on)}
                />
                <span className="label-bar" style={colorStyle(label.color, theme)} dir="auto">
                  {label.name}
                </span>
              </label>
              <button
                type="button"
                className="icon-button"
                aria-label={`Edit label ${name}`}
                onClick={() => setEdited(label)}
              >
                <Icon name="edit" />
              </button>
            </li>
          )
        })}
      </ul>
      <button type="button" className="button wide" onClick={() => setEdited("new")}>
        Create a new label
      </button>
    </>
  )
}
