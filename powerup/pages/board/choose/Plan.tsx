import type { JobKind, PlanAnswer } from "../../../../core/contract/jobs.ts"
import { AUDIENCE_TEXTS } from "../../../ui/boards/texts.ts"
import { Button } from "../../../ui/controls/Button.tsx"
import { Live } from "../../../ui/controls/Live.tsx"
import { Notice } from "../../../ui/controls/Notice.tsx"
import { describeCode } from "../../../ui/errors/describeError.ts"
import type { Formats } from "../../../ui/host/formats.ts"
import { SpecialCards } from "../SpecialCards.tsx"
import { chooseTexts, countCards, planTexts } from "../texts.ts"
import { CustomFields } from "./CustomFields.tsx"
import { NoCards } from "./NoCards.tsx"
import { Picture } from "./Picture.tsx"
import type { PlanPanelProps } from "./PlanPanel.tsx"
import { Start } from "./Start.tsx"
import type { Planned } from "./usePlan.ts"

interface PlanProps extends PlanPanelProps {
  readonly planned: Planned
  /** Whether it is of the present selection. */
  readonly fresh: boolean
}

/** Before anything is sent: how many cards, what becomes of them, who sees that, where they land, how long it takes. */
export function Plan(props: PlanProps) {
  const { planned, fresh, formats, draft } = props
  const { plan } = planned
  const { kind } = draft
  const { cards } = props.start.trello
  return (
    <div className="stack" aria-busy={!fresh}>
      <Live hidden>{fresh ? wordsOf(plan, kind, formats) : planTexts.counting}</Live>
      {plan.total === 0 ? (
        <NoCards kind={kind} />
      ) : (
        <>
          <Counts plan={plan} remove={kind === "remove"} formats={formats} faded={!fresh} />
          <div className="stack stack--tight">
            <p>{planTexts.takes(formats.about(plan.seconds))}</p>
            {kind === "push" && <p className="subtle">{AUDIENCE_TEXTS[plan.miroBoard.audience]}</p>}
            {kind === "remove" && <p className="subtle">{planTexts.leaves}</p>}
          </div>
          {plan.miroBoard.canEdit ? <Start {...props} /> : <ReadOnly onAnother={props.onAnother} />}
        </>
      )}
      {kind === "push" && <Picture columns={plan.columns} formats={formats} />}
      <SpecialCards special={plan.special} cards={cards} formats={formats} />
      {kind === "push" && plan.customFields.length > 0 && (
        <CustomFields
          names={plan.customFields}
          shown={draft.customFields ?? plan.shownCustomFields}
          onChange={(customFields) => props.onDraft({ ...draft, customFields })}
        />
      )}
    </div>
  )
}

/** The counts for a screen reader, which hears of each new plan. */
function wordsOf(plan: PlanAnswer, kind: JobKind, formats: Formats): string {
  const { count } = formats
  return kind === "push"
    ? planTexts.told.push(count(plan.created), count(plan.updated), count(plan.unchanged))
    : planTexts.told.remove(countCards(plan.removed, formats))
}

function Counts(props: {
  readonly plan: PlanAnswer
  readonly remove: boolean
  readonly formats: Formats
  readonly faded: boolean
}) {
  const { plan, formats } = props
  const rows = props.remove
    ? ([["removed", planTexts.removed]] as const)
    : ([
        ["created", planTexts.created],
        ["updated", planTexts.updated],
        ["unchanged", planTexts.unchanged],
      ] as const)
  return (
    <dl className={`counts${props.faded ? " counts--faded" : ""}`}>
      {rows.map(([name, words]) => (
        <div key={name}>
          <dt>{words}</dt>
          <dd>{formats.count(plan[name])}</dd>
        </div>
      ))}
    </dl>
  )
}

function ReadOnly({ onAnother }: { readonly onAnother: (() => void) | undefined }) {
  const { says, next } = describeCode("miro_board_read_only")
  return (
    <Notice kind="warning">
      <p>{says}</p>
      <p>{next}</p>
      {onAnother !== undefined && (
        <div>
          <Button onPress={onAnother}>{chooseTexts.another}</Button>
        </div>
      )}
    </Notice>
  )
}
