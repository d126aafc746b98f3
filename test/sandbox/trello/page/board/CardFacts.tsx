import type { ReactNode } from "react"
import type { Card } from "../host/state.ts"
import { Avatar } from "./Avatar.tsx"
import { useCanEdit, usePage, useView } from "./context.ts"
import { describeDue, formatMoment, toLocalInput } from "./due.ts"
import { Icon } from "./icons.tsx"
import { colorStyle } from "./labelColors.ts"
import { PopoverButton } from "./Popover.tsx"

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
  const toggle = (id: string): void => {
    if (chosen.has(id)) void page.change("DELETE", `/1/cards/${card.id}/${kind}/${id}`)
    else void page.change("POST", `/1/cards/${card.id}/${kind}`, { value: id })
  }
  return (
    <ul className="choices">
      {choices.map(({ id, face }) => (
        <li key={id}>
          <label className="row">
            <input type="checkbox" checked={chosen.has(id)} onChange={() => toggle(id)} /> {face}
          </label>
        </li>
      ))}
    </ul>
  )
}

function LabelChoices({ card }: { card: Card }) {
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

function MemberChoices({ card }: { card: Card }) {
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

function DueForm({ card, close }: { card: Card; close: () => void }) {
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

function Due({ card, due }: { card: Card; due: string }) {
  const page = usePage()
  const canEdit = useCanEdit()
  const { tone } = describeDue(due, card.dueComplete, Date.now())
  const words = {
    "due-complete": "Complete",
    "due-past": "Overdue",
    "due-soon": "Due soon",
    "due-later": "",
  }
  const word = Object.entries(words).find(([name]) => name === tone)?.[1]
  return (
    <div className="card-fact">
      <h3>Due date</h3>
      <label className="row due-fact">
        <input
          type="checkbox"
          aria-label="Mark due date as complete"
          disabled={!canEdit}
          checked={card.dueComplete}
          onChange={() =>
            void page.change("PUT", `/1/cards/${card.id}`, { dueComplete: !card.dueComplete })
          }
        />
        {formatMoment(due)} {word !== "" && <span className={`badge ${tone}`}>{word}</span>}
      </label>
    </div>
  )
}

/** Buttons to add things, then members, labels, due date and the Power-Up's badges. */
export function CardFacts({ card, children }: { card: Card; children: ReactNode }) {
  const page = usePage()
  const canEdit = useCanEdit()
  const { theme } = useView()
  return (
    <>
      {canEdit && (
        <div className="row wrap card-adders">
          <PopoverButton
            label="Labels"
            face={
              <>
                <Icon name="label" /> Labels
              </>
            }
          >
            {() => <LabelChoices card={card} />}
          </PopoverButton>
          <PopoverButton
            label="Dates"
            face={
              <>
                <Icon name="clock" /> Dates
              </>
            }
          >
            {(close) => <DueForm card={card} close={close} />}
          </PopoverButton>
          <button
            type="button"
            className="button"
            onClick={() =>
              void page.change("POST", "/1/checklists", { idCard: card.id, name: "Checklist" })
            }
          >
            <Icon name="checklist" /> Checklist
          </button>
          <PopoverButton
            label="Members"
            face={
              <>
                <Icon name="member" /> Members
              </>
            }
          >
            {() => <MemberChoices card={card} />}
          </PopoverButton>
        </div>
      )}
      <div className="row wrap card-facts">
        {card.members.length > 0 && (
          <div className="card-fact">
            <h3>Members</h3>
            <div className="row">
              {card.members.map((member) => (
                <Avatar key={member.id} person={member} size={32} />
              ))}
            </div>
          </div>
        )}
        {card.labels.length > 0 && (
          <div className="card-fact">
            <h3>Labels</h3>
            <ul className="row wrap" aria-label="Labels">
              {card.labels.map((label) => (
                <li
                  key={label.id}
                  className="label-bar"
                  style={colorStyle(label.color, theme)}
                  dir="auto"
                >
                  {label.name}
                </li>
              ))}
            </ul>
          </div>
        )}
        {card.due !== null && <Due card={card} due={card.due} />}
        {children}
      </div>
    </>
  )
}
