import { Disclosure } from "../../../ui/controls/Disclosure.tsx"
import { planTexts } from "../texts.ts"
import { CheckList } from "./CheckList.tsx"

/** How many custom fields cards may show (`JobRequestSchema`). */
const FIELDS_MAX = 10

interface CustomFieldsProps {
  readonly names: readonly string[]
  readonly shown: readonly string[]
  readonly onChange: (shown: string[]) => void
}

/** Which custom fields the cards show on Miro, chosen by name; none unless somebody chose. */
export function CustomFields({ names, shown, onChange }: CustomFieldsProps) {
  const full = shown.length >= FIELDS_MAX
  return (
    <Disclosure summary={planTexts.fields(shown.length)}>
      <CheckList
        legend={planTexts.fieldsLegend}
        hint={full ? `${planTexts.fieldsHint} ${planTexts.fieldsMax}` : planTexts.fieldsHint}
        options={names.map((name) => ({ id: name, label: name }))}
        chosen={shown}
        onChange={onChange}
        full={full}
      />
    </Disclosure>
  )
}
