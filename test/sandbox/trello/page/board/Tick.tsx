import { useState } from "react"

export interface TickProps {
  readonly checked: boolean
  readonly label?: string
  readonly disabled?: boolean
  /** Makes the change last; the box goes back when it did not. */
  readonly onChange: (checked: boolean) => Promise<unknown>
}

/** A check box that shows what was chosen while the change is on its way. */
export function Tick({ checked, label, disabled = false, onChange }: TickProps) {
  const [wanted, setWanted] = useState<boolean | null>(null)
  const change = async (next: boolean): Promise<void> => {
    setWanted(next)
    await onChange(next)
    setWanted(null)
  }
  return (
    <input
      type="checkbox"
      aria-label={label}
      disabled={disabled}
      checked={wanted ?? checked}
      onChange={(event) => void change(event.target.checked)}
    />
  )
}
