import type { JobAnswer } from "../../../../core/contract/jobs.ts"
import type { Client } from "../../../client/index.ts"
import { ApiError } from "../../../client/errors.ts"
import { isNotFound, tryConnections } from "../../../ui/entries/throughConnection.ts"
import { useAction, type Action } from "../../../ui/state/useAction.ts"

interface JobAction {
  readonly client: Client
  readonly name: "cancelJob" | "resumeJob" | "undoJob"
  readonly job: string
  /** The person's Miro connections, the likeliest first. */
  readonly connections: readonly string[]
  readonly onAnswer: (answer: JobAnswer) => void
}

/** Something that a person does with a job, through whichever of their Miro teams may. */
export function useJobAction(of: JobAction): { readonly action: Action; readonly run: () => void } {
  const action = useAction()
  const act = (connection: string): Promise<JobAnswer> =>
    of.client.request(of.name, { job: of.job, connection })
  const run = (): void =>
    action.run(async () => of.onAnswer(await tryConnections(of.connections, act, isOfAnotherTeam)))
  return { action, run }
}

/** Whether another of the person's Miro teams might be the one that may write on the board. */
function isOfAnotherTeam(error: unknown): boolean {
  return isNotFound(error) || (error instanceof ApiError && error.code === "job_of_somebody_else")
}
