import type { SpecialCards as Special } from "../../../core/contract/jobs.ts"
import { Disclosure } from "../../ui/controls/Disclosure.tsx"
import type { Formats } from "../../ui/host/formats.ts"
import { planTexts, SPECIAL_TEXTS } from "./texts.ts"

interface SpecialCardsProps {
  readonly special: readonly Special[]
  /** The cards that the page sees, for their names. */
  readonly cards: readonly { readonly id: string; readonly name: string }[]
  readonly formats: Formats
}

/** Cards that are not ordinary ones: which are left out, which are pushed, and why. */
export function SpecialCards({ special, cards, formats }: SpecialCardsProps) {
  const sum = (pushed: boolean): number =>
    special.filter((one) => one.pushed === pushed).reduce((total, one) => total + one.count, 0)
  const [left, pushed] = [sum(false), sum(true)]
  if (left + pushed === 0) return null
  return (
    <Disclosure summary={planTexts.specialTitle(planTexts.special(left, pushed))}>
      <ul className="stack">
        {special.map((one) => (
          <li key={one.role}>
            <Role one={one} cards={cards} formats={formats} />
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}

function Role(props: Omit<SpecialCardsProps, "special"> & { readonly one: Special }) {
  const { one, formats } = props
  const { names, why } = SPECIAL_TEXTS[one.role]
  const known = one.cards.flatMap((id) => props.cards.find((card) => card.id === id)?.name ?? [])
  const more = one.count - known.length
  return (
    <>
      <p>
        <strong>
          {formats.count(one.count)} {names[one.count === 1 ? 0 : 1]}
        </strong>
        , {one.pushed ? planTexts.pushed : planTexts.leftOut}. {why}
      </p>
      {known.length > 0 && (
        <p className="small subtle">
          {known.join(" · ")}
          {more > 0 && ` · ${planTexts.moreCards(formats.count(more))}`}
        </p>
      )}
    </>
  )
}
