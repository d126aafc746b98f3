import type { AppCardField } from "../../../core/cards/chips.ts"

/** One preview field of an app card, in the colours that it will have on Miro. Its tooltip is read out after it. */
export function Chip({ field }: { readonly field: AppCardField }) {
  const { fillColor, textColor } = field
  return (
    <li
      className="chip"
      title={field.tooltip}
      style={
        fillColor === undefined
          ? undefined
          : { background: fillColor, ...(textColor === undefined ? {} : { color: textColor }) }
      }
    >
      {field.value}
      <span className="visually-hidden"> ({field.tooltip})</span>
    </li>
  )
}
