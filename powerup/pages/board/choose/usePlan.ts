import { useMemo, useState } from "react"
import type { JobRequest, PlanAnswer } from "../../../../core/contract/jobs.ts"
import { tryConnections } from "../../../ui/entries/throughConnection.ts"
import { readTimeZone } from "../../../ui/host/formats.ts"
import type { PageProps } from "../../../ui/page/start.tsx"
import { useAsync } from "../../../ui/state/useAsync.ts"
import { useDebounced } from "../../../ui/state/useDebounced.ts"
import type { Draft, Target } from "../draft.ts"

/** How long a change of the selection has to stand before the Worker counts (milliseconds). */
export const PLAN_AFTER_MS = 400

/** The request without the connection, which the plan finds out, and the workspace, which the client adds. */
type Wanted = Omit<JobRequest, "workspace" | "connection">

export interface Planned {
  readonly plan: PlanAnswer
  /** What starting it takes. */
  readonly params: Omit<JobRequest, "workspace">
}

export interface Planning {
  /** The newest plan of this Miro board; older than the selection unless `fresh`. */
  readonly planned: Planned | null
  readonly fresh: boolean
  readonly error: unknown
  readonly retry: () => void
}

/**
 * What starting would do now, counted anew after each change. The last plan stays to be shown meanwhile, so that
 * nothing jumps; with `idle` nothing is asked.
 */
export function usePlan(
  { client, formats }: PageProps,
  { kind, selection, customFields }: Draft,
  { id, name }: Target,
  connections: readonly string[],
  idle: boolean,
): Planning {
  const { locale } = formats
  const wanted = useMemo(
    (): Wanted => ({
      kind,
      miroBoard: { id, name: name.slice(0, 60) },
      selection,
      customFields,
      locale: locale.slice(0, 35),
      timeZone: readTimeZone(),
    }),
    [kind, id, name, selection, customFields, locale],
  )
  const settled = useDebounced(wanted, PLAN_AFTER_MS)
  const [held, setHeld] = useState<Planned | null>(null)
  const plan = useAsync(idle ? null : JSON.stringify(settled), async (signal) => {
    const planned = await tryConnections(connections, async (connection) => {
      const params = { ...settled, connection }
      return { plan: await client.request("planJob", params, { signal }), params }
    })
    if (!signal.aborted) setHeld(planned)
    return planned
  })
  const { state } = plan
  const fresh = settled === wanted && state.status === "done"
  return {
    planned: state.status === "done" ? state.value : held,
    fresh,
    error: settled === wanted && state.status === "failed" ? state.error : null,
    retry: plan.reload,
  }
}
