import { useMemo, useState } from "react"
import { buildSelector } from "../../../../core/cards/selection.ts"
import { parseOnMiro } from "../../../../core/contract/pluginData.ts"
import { Button } from "../../../ui/controls/Button.tsx"
import { readTimeZone } from "../../../ui/host/formats.ts"
import type { Target } from "../draft.ts"
import { FocusedHeading } from "../FocusedHeading.tsx"
import { findRunning } from "../jobState.ts"
import { chooseTexts } from "../texts.ts"
import type { ChooseProps } from "./Choose.tsx"
import { Filters } from "./Filters.tsx"
import { Instead } from "./Instead.tsx"
import { PlanPanel } from "./PlanPanel.tsx"

interface SelectingProps extends ChooseProps {
  readonly target: Target
  /** Absent where there is no other Miro board to choose. */
  readonly onAnother?: () => void
}

/** The filters beside what would happen to the cards that they leave. */
export function Selecting(props: SelectingProps) {
  const { draft, target, start, listed } = props
  const { kind, selection } = draft
  const [now] = useState(() => props.now())
  const selected = useMemo(() => {
    const onMiro = new Set(parseOnMiro(listed.onMiro))
    const isMeant = buildSelector(selection, {
      now,
      timeZone: readTimeZone(),
      onMiro: (idShort) => onMiro.has(idShort),
    })
    return start.trello.cards.filter(isMeant).length
  }, [start.trello, selection, listed.onMiro, now])
  return (
    <section className="stack" aria-labelledby="choose-title">
      <div className="stack stack--tight">
        <FocusedHeading id="choose-title">{chooseTexts.title[kind](target.name)}</FocusedHeading>
        <div className="row row--links">
          {props.onAnother !== undefined && (
            <Button look="link" onPress={props.onAnother}>
              {chooseTexts.another}
            </Button>
          )}
          <Instead {...props} />
        </div>
      </div>
      <div className="halves">
        <Filters
          kind={kind}
          trello={start.trello}
          selection={selection}
          onChange={(changed) => props.onDraft({ ...draft, selection: changed })}
          selected={selected}
          formats={props.formats}
        />
        <PlanPanel {...props} selected={selected} running={findRunning(listed.jobs, target.id)} />
      </div>
    </section>
  )
}
