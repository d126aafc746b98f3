import { useId, type Ref } from "react"

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onEnter?: () => void
  readonly maxLength?: number
  /** What is wrong with the value, in words; null when it is fine. */
  readonly problem?: string | null
  readonly ref?: Ref<HTMLInputElement>
}

/** One line of text with a visible label and its problem tied to it. */
export function TextField({
  label,
  value,
  onChange,
  onEnter,
  maxLength,
  problem = null,
  ref,
}: TextFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="field__input"
        type="text"
        autoComplete="off"
        value={value}
        maxLength={maxLength}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        ref={ref}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          // Enter that ends the composition of a character is not meant for us.
          if (event.key === "Enter" && !event.nativeEvent.isComposing) onEnter?.()
        }}
      />
      {problem !== null && (
        <span className="field__problem" id={`${id}-problem`} role="alert">
          {problem}
        </span>
      )}
    </div>
  )
}
