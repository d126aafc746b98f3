import type { ReactNode } from "react"
import type { Card } from "../host/state.ts"
import { Avatar } from "./Avatar.tsx"
import { usePage, useView } from "./context.ts"
import { toLocalInput } from "./due.ts"
import { colorStyle } from "./labelColors.ts"
import { Tick } from "./Tick.tsx"

interface Choice {
  readonly id: string
  readonly face: ReactNode
}

/** A list of check boxes; each puts something on the card or takes it off. */
function Choices({
  card,
  kind,
  choices,
  chosen,
}: {
  card: Card
  kind: string
  choices: readonly Choice[]
  chosen: ReadonlySet<string>
}) {
  const page = usePage()
  const put = (id: string, on: boolean): Promise<unknown> => {
    const path = `/1/cards/${card.id}/${kind}`
    return on ? page.change("POST", path, { value: id }) : page.change("DELETE", `${path}/${id}`)
  }
  return (
    <ul className="choices">
      {choices.map(({ id, face }) => (
        <li key={id}>
          <label className="row">
            <Tick checked={chosen.has(id)} onChange={(on) => put(id, on)} /> {face}
          </label>
        </li>
      ))}
    </ul>
  )
}

/** The labels of the board, to put on a card. */
export function LabelChoices({ card }: { card: Card }) {
  const { state, theme } = useView()
  const choices = state.board.labels.map((label) => ({
    id: label.id,
    face: (
      <span className="label-bar" style={colorStyle(label.color, theme)} dir="auto">
        {label.name}
      </span>
    ),
  }))
  return (
    <Choices
      card={card}
      kind="idLabels"
      choices={choices}
      chosen={new Set(card.labels.map(({ id }) => id))}
    />
  )
}

/** The members of the board, to put on a card. */
export function MemberChoices({ card }: { card: Card }) {
  const { state } = useView()
  const choices = state.board.members.map((person) => ({
    id: person.id,
    face: (
      <>
        <Avatar person={person} /> <span dir="auto">{person.fullName}</span>
      </>
    ),
  }))
  return (
    <Choices
      card={card}
      kind="idMembers"
      choices={choices}
      chosen={new Set(card.members.map(({ id }) => id))}
    />
  )
}

/** Sets or removes the due date. */
export function DueForm({ card, close }: { card: Card; close: () => void }) {
  const page = usePage()
  const save = (due: string | null): void => {
    close()
    void page.change("PUT", `/1/cards/${card.id}`, { due })
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        const value = new FormData(event.currentTarget).get("due")
        if (typeof value === "string" && value !== "") save(new Date(value).toISOString())
      }}
    >
      <label>
        Due date
        <input type="datetime-local" name="due" defaultValue={toLocalInput(card.due)} />
      </label>
      <button type="submit" className="button primary">
        Save
      </button>
      <button type="button" className="button" onClick={() => save(null)}>
        Remove
      </button>
    </form>
  )
}
