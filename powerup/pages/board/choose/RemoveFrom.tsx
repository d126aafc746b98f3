import { useId } from "react"
import { Button } from "../../../ui/controls/Button.tsx"
import { Notice } from "../../../ui/controls/Notice.tsx"
import { Pending } from "../../../ui/controls/Pending.tsx"
import { describeError } from "../../../ui/errors/describeError.ts"
import { ErrorNotice } from "../../../ui/errors/ErrorNotice.tsx"
import { useAsync } from "../../../ui/state/useAsync.ts"
import type { Target } from "../draft.ts"
import { chooseTexts, countCards } from "../texts.ts"
import type { ChooseProps } from "./Choose.tsx"
import { Instead } from "./Instead.tsx"
import { Selecting } from "./Selecting.tsx"

/** Removing begins with the Miro boards that hold cards of this Trello board. */
export function RemoveFrom(props: ChooseProps) {
  const { draft, client, formats } = props
  const title = useId()
  const linked = useAsync("linked", (signal) => client.request("linkedBoards", {}, { signal }))
  const { state } = linked
  if (state.status === "failed") {
    const { provider } = describeError(state.error)
    const connect = (): void => props.onConnect(provider ?? "trello")
    return <ErrorNotice error={state.error} actions={{ retry: linked.reload, connect }} />
  }
  if (state.status !== "done") return <Pending label={chooseTexts.loadingLinked} height={240} />
  const { boards } = state.value
  const last = boards.find(({ id }) => id === props.start.last?.choice.id)
  const only = boards.length === 1 ? boards[0] : undefined
  const suggested = last ?? only
  const target: Target | null =
    draft.target ?? (suggested === undefined ? null : { ...suggested, connection: null })
  if (target !== null && !props.picking) {
    return (
      <Selecting
        {...props}
        key={target.id}
        target={target}
        {...(boards.length > 1 ? { onAnother: () => props.onPicking(true) } : {})}
      />
    )
  }
  return (
    <section className="stack" aria-labelledby={title}>
      <h1 id={title}>{chooseTexts.removeTitle}</h1>
      {boards.length === 0 ? (
        <Notice kind="info" silent>
          <p>{chooseTexts.nothingLinked}</p>
        </Notice>
      ) : (
        <>
          <p>{chooseTexts.removeFrom}</p>
          <ul className="stack">
            {boards.map(({ id, name, cards }) => (
              <li key={id} className="row">
                <Button
                  onPress={() => {
                    props.onDraft({ ...draft, target: { id, name, connection: null } })
                    props.onPicking(false)
                  }}
                >
                  {name}
                </Button>
                <span className="subtle">{countCards(cards, formats)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <div>
        <Instead {...props} />
      </div>
    </section>
  )
}
