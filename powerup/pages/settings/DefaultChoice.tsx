import { DEFAULT_CHOICE_KEY, parseChoice } from "../../../core/contract/pluginData.ts"
import { Button } from "../../ui/controls/Button.tsx"
import { Skeleton } from "../../ui/controls/Pending.tsx"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import { canWrite, type PageHost } from "../../ui/host/host.ts"
import { useAction } from "../../ui/state/useAction.ts"
import { useAsync } from "../../ui/state/useAsync.ts"
import { settingsTexts } from "./texts.ts"

/** The Trello board's default Miro board, with Clear for members who may edit the Trello board. */
export function DefaultChoice({ t }: { readonly t: PageHost }) {
  const choice = useAsync("default", async () =>
    parseChoice(await t.get("board", "shared", DEFAULT_CHOICE_KEY)),
  )
  const action = useAction()
  const { state } = choice
  const clear = (): void =>
    action.run(async () => {
      await t.remove("board", "shared", DEFAULT_CHOICE_KEY)
      choice.set(null)
    })
  return (
    <section className="stack stack--tight" aria-labelledby="default-title">
      <h2 id="default-title">{settingsTexts.defaultTitle}</h2>
      {state.status === "done" ? (
        <div className="row default-row">
          <span className="grow">{state.value?.name ?? settingsTexts.defaultNone}</span>
          {state.value !== null && canWrite(t, "board") && (
            <Button busy={action.busy} onPress={clear} label={settingsTexts.clearLabel}>
              {settingsTexts.clear}
            </Button>
          )}
        </div>
      ) : state.status === "failed" ? (
        <ErrorNotice error={state.error} actions={{ retry: choice.reload }} />
      ) : (
        <Skeleton height={32} />
      )}
      {action.error !== null && <ErrorNotice error={action.error} />}
    </section>
  )
}
