import type { ReactNode } from "react"
import type { Card } from "../host/state.ts"
import { Avatar } from "./Avatar.tsx"
import { AddAttachment } from "./Attachments.tsx"
import { DueForm, MemberChoices } from "./CardChoices.tsx"
import { AddChecklist } from "./Checklists.tsx"
import { useCanEdit, usePage, useView } from "./context.ts"
import { describeDue, formatMoment, useNow } from "./due.ts"
import { Icon } from "./icons.tsx"
import { LabelChoices } from "./LabelChoices.tsx"
import { colorStyle } from "./labelColors.ts"
import { PopoverButton } from "./Popover.tsx"
import { Tick } from "./Tick.tsx"

function Due({ card, due }: { card: Card; due: string }) {
  const page = usePage()
  const canEdit = useCanEdit()
  const now = useNow()
  const { tone } = describeDue(due, card.dueComplete, now)
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
        <Tick
          label="Mark due date as complete"
          disabled={!canEdit}
          checked={card.dueComplete}
          onChange={(dueComplete) => page.change("PUT", `/1/cards/${card.id}`, { dueComplete })}
        />
        {formatMoment(due)} {word !== "" && <span className={`badge ${tone}`}>{word}</span>}
      </label>
    </div>
  )
}

/** Buttons to add things, then members, labels, due date and the Power-Up's badges. */
export function CardFacts({ card, children }: { card: Card; children: ReactNode }) {
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
          <PopoverButton
            label="Checklist"
            title="Add a checklist"
            face={
              <>
                <Icon name="checklist" /> Checklist
              </>
            }
          >
            {(close) => <AddChecklist card={card} close={close} />}
          </PopoverButton>
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
          <PopoverButton
            label="Attach a link"
            face={
              <>
                <Icon name="clip" /> Attach a link
              </>
            }
          >
            {(close) => <AddAttachment card={card} close={close} />}
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
