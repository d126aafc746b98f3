import { Notice } from "../../ui/controls/Notice.tsx"
import { Pending } from "../../ui/controls/Pending.tsx"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import { Gate } from "../../ui/page/Gate.tsx"
import type { PageProps } from "../../ui/page/start.tsx"
import { PUSH_HEIGHT, PushFlow } from "./PushFlow.tsx"
import { pushTexts } from "./texts.ts"
import { usePushStart } from "./usePushStart.ts"

interface PushPageProps extends PageProps {
  /** Where the card is opened, for the link in the preview. */
  readonly trelloOrigin: string
}

/** The popup of **Push to Miro** on a card. */
export function PushPage(props: PushPageProps) {
  return (
    <main className="page">
      <Gate t={props.t}>
        <Opened {...props} />
      </Gate>
    </main>
  )
}

function Opened(props: PushPageProps) {
  const { state, reload } = usePushStart(props.t, props.trelloOrigin, props.formats.locale)
  if (state.status === "failed") {
    return <ErrorNotice error={state.error} actions={{ retry: reload }} />
  }
  if (state.status !== "done") return <Pending label={pushTexts.loading} height={PUSH_HEIGHT} />
  if (state.value.ticket === null) {
    return (
      <Notice kind="error">
        <p>{pushTexts.noCard}</p>
        <p>{pushTexts.noCardNext}</p>
      </Notice>
    )
  }
  return <PushFlow {...props} start={state.value} ticket={state.value.ticket} />
}
