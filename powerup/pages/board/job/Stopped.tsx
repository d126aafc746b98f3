import { Button } from "../../../ui/controls/Button.tsx"
import { Notice } from "../../../ui/controls/Notice.tsx"
import { describeCode, describeError } from "../../../ui/errors/describeError.ts"
import { ErrorNotice } from "../../../ui/errors/ErrorNotice.tsx"
import { jobTexts } from "../texts.ts"
import type { ProgressProps } from "./Progress.tsx"
import { useJobAction } from "./useJobAction.ts"

/** A job that a person has to set going again: why it stopped, and who can do that. */
export function Stopped(props: ProgressProps) {
  const { job } = props
  const { action, run } = useJobAction({ ...props, name: "resumeJob", job: job.id })
  const why = describeCode(job.reason ?? "internal_error")
  const ofConnection = why.action === "connect" || why.action === "reauthorize"
  const connect = (): void => props.onConnect(describeError(action.error).provider ?? "miro")
  if (!job.mine) {
    return (
      <Notice kind="error">
        <p>{ofConnection ? jobTexts.stoppedOther : why.says}</p>
        <p>{jobTexts.continueOther}</p>
      </Notice>
    )
  }
  return (
    <>
      <Notice kind="error">
        <p>{why.says}</p>
        <p>{why.next}</p>
        <p>{jobTexts.continueHint}</p>
        <div>
          <Button look="primary" busy={action.busy} onPress={run}>
            {jobTexts.continue}
          </Button>
        </div>
      </Notice>
      {action.error !== null && <ErrorNotice error={action.error} actions={{ connect }} />}
    </>
  )
}
