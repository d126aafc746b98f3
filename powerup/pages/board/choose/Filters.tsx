import { useId, useMemo, useRef } from "react"
import { labelChip, splitColor } from "../../../../core/cards/labelColors.ts"
import {
  DUE_CHOICES,
  EVERY_CARD,
  type JobKind,
  type Selection,
} from "../../../../core/contract/jobs.ts"
import { Button } from "../../../ui/controls/Button.tsx"
import { Disclosure } from "../../../ui/controls/Disclosure.tsx"
import { Live } from "../../../ui/controls/Live.tsx"
import { TextField } from "../../../ui/controls/TextField.tsx"
import type { Formats } from "../../../ui/host/formats.ts"
import { isFiltered } from "../draft.ts"
import type { BoardLabel, TrelloBoard } from "../readBoard.ts"
import { chooseTexts, countCards } from "../texts.ts"
import { CheckList } from "./CheckList.tsx"

interface FiltersProps {
  readonly kind: JobKind
  readonly trello: TrelloBoard
  readonly selection: Selection
  readonly onChange: (selection: Selection) => void
  /** How many cards of the board are selected. */
  readonly selected: number
  readonly formats: Formats
}

/** Which cards: by title, list, label, member, due date and whether they are on Miro. All have to hold. */
export function Filters(props: FiltersProps) {
  const { trello, selection, formats } = props
  const change = (part: Partial<Selection>): void => props.onChange({ ...selection, ...part })
  const perList = useMemo(() => countPerList(trello), [trello])
  const title = useRef<HTMLInputElement>(null)
  const clear = (): void => {
    props.onChange(EVERY_CARD)
    // The button goes with the filters.
    title.current?.focus()
  }
  const all = countCards(trello.cards.length, formats)
  return (
    <section className="stack" aria-label={chooseTexts.cards}>
      <div className="row row--apart">
        <h2>{chooseTexts.cards}</h2>
        {isFiltered(selection) && (
          <Button look="link" onPress={clear}>
            {chooseTexts.clear}
          </Button>
        )}
      </div>
      <Live className="selected">{chooseTexts.selected(formats.count(props.selected), all)}</Live>
      <TextField
        label={chooseTexts.text}
        value={selection.text}
        maxLength={200}
        ref={title}
        onChange={(text) => change({ text })}
      />
      <CheckList
        legend={chooseTexts.lists}
        hint={chooseTexts.listsHint}
        options={trello.lists.map(({ id, name }) => ({
          id,
          label: name,
          count: formats.count(perList.get(id) ?? 0),
        }))}
        chosen={selection.lists}
        onChange={(lists) => change({ lists })}
      />
      {trello.labels.length > 0 && (
        <Disclosure summary={chooseTexts.chosen(chooseTexts.labels, selection.labels.length)}>
          <CheckList
            legend={chooseTexts.labels}
            options={trello.labels.map((label) => ({
              id: label.id,
              label: <LabelChip label={label} />,
            }))}
            chosen={selection.labels}
            onChange={(labels) => change({ labels })}
          />
        </Disclosure>
      )}
      {trello.members.length > 0 && (
        <Disclosure summary={chooseTexts.chosen(chooseTexts.members, selection.members.length)}>
          <CheckList
            legend={chooseTexts.members}
            options={trello.members.map(({ id, name }) => ({ id, label: name }))}
            chosen={selection.members}
            onChange={(members) => change({ members })}
          />
        </Disclosure>
      )}
      <DueChoices value={selection.due} onChange={(due) => change({ due })} />
      {props.kind === "push" && (
        <label className="check">
          <input
            type="checkbox"
            checked={selection.notOnMiro}
            onChange={(event) => change({ notOnMiro: event.target.checked })}
          />
          {chooseTexts.notOnMiro}
        </label>
      )}
    </section>
  )
}

function DueChoices(props: {
  readonly value: Selection["due"]
  readonly onChange: (due: Selection["due"]) => void
}) {
  const name = useId()
  return (
    <Disclosure summary={chooseTexts.dueChosen(chooseTexts.dueChoices[props.value])}>
      <fieldset className="choices">
        <legend className="field__label">{chooseTexts.due}</legend>
        {DUE_CHOICES.map((choice) => (
          <label key={choice} className="check">
            <input
              type="radio"
              name={name}
              checked={props.value === choice}
              onChange={() => props.onChange(choice)}
            />
            {chooseTexts.dueChoices[choice]}
          </label>
        ))}
      </fieldset>
    </Disclosure>
  )
}

function LabelChip({ label: { name, color } }: { readonly label: BoardLabel }) {
  const { fill, text } = labelChip(color)
  const hue = color === null ? null : splitColor(color).hue
  return (
    <span className="chip" style={{ background: fill, color: text }}>
      {name === "" ? chooseTexts.unnamedLabel(hue) : name}
    </span>
  )
}

function countPerList({ cards }: TrelloBoard): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { idList } of cards) counts.set(idList, (counts.get(idList) ?? 0) + 1)
  return counts
}
