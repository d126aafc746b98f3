import type { ReactNode } from "react"
import { toggled } from "../draft.ts"

interface Option {
  readonly id: string
  readonly label: ReactNode
  /** How many cards it stands for, in words of the locale; shown after the label. */
  readonly count?: string
}

interface CheckListProps {
  readonly legend: string
  readonly hint?: string
  readonly options: readonly Option[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: string[]) => void
  /** No further one may be checked. */
  readonly full?: boolean
}

/** Several of many, in a part that scrolls by itself. */
export function CheckList(props: CheckListProps) {
  const { legend, hint, options, chosen } = props
  return (
    <fieldset className="choices">
      <legend className="field__label">{legend}</legend>
      {hint !== undefined && <p className="small subtle">{hint}</p>}
      <div className="choices__frame">
        {options.map(({ id, label, count }) => {
          const checked = chosen.includes(id)
          return (
            <label key={id} className="check">
              <input
                type="checkbox"
                checked={checked}
                disabled={props.full === true && !checked}
                onChange={(event) => props.onChange(toggled(chosen, id, event.target.checked))}
              />
              <span className="grow">{label}</span>
              {count !== undefined && <span className="small subtle">{count}</span>}
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
