import type { Card } from "../host/state.ts"
import { Avatar } from "./Avatar.tsx"
import { usePage, useView } from "./context.ts"
import { toLocalInput } from "./due.ts"
import { Tick } from "./Tick.tsx"

/** The members of the board, to put on a card. */
export function MemberChoices({ card }: { card: Card }) {
  const page = usePage()
  const { state } = useView()
  const chosen = new Set(card.members.map(({ id }) => id))
  const put = (id: string, on: boolean): Promise<unknown> =>
    on
      ? page.change("POST", `/1/cards/${card.id}/idMembers`, { value: id })
      : page.change("DELETE", `/1/cards/${card.id}/idMembers/${id}`)
  return (
    <ul className="choices">
      {state.board.members.map((person) => (
        <li key={person.id}>
          <label className="row">
            <Tick checked={chosen.has(person.id)} onChange={(on) => put(person.id, on)} />
            <Avatar person={person} /> <span dir="auto">{person.fullName}</span>
          </label>
        </li>
      ))}
    </ul>
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
