import { Disclosure } from "../../ui/controls/Disclosure.tsx"
import { settingsTexts } from "./texts.ts"

/** What is stored about a person, in short. */
export function Stored() {
  return (
    <Disclosure summary={settingsTexts.stored}>
      <p>{settingsTexts.storedBody}</p>
    </Disclosure>
  )
}
