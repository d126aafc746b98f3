import type { ComponentType } from "react"
import { NetworkError } from "../../client/errors.ts"
import { Pending } from "../controls/Pending.tsx"
import { ErrorNotice } from "../errors/ErrorNotice.tsx"
import { useAsync } from "../state/useAsync.ts"

/** A part of a page whose script is fetched when it is needed. */
export interface Later<P> {
  /** Shows the part; until its script is there a wait in words, and a way to try again where it does not come. */
  readonly Part: ComponentType<P>
  /** Fetches the script before the part is shown. */
  readonly preload: () => void
}

/** Keeps a part out of what a page loads at once. `height` in pixels is what the part will take. */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  waiting: { readonly label: string; readonly height: number },
): Later<P> {
  let loaded: ComponentType<P> | null = null
  const fetchPart = async (): Promise<void> => {
    try {
      loaded ??= await load()
    } catch {
      throw new NetworkError("a script did not load", false)
    }
  }
  function Part(props: P) {
    const Loaded = loaded
    const { state, reload } = useAsync(Loaded === null ? "part" : null, fetchPart)
    if (Loaded !== null) return <Loaded {...props} />
    if (state.status === "failed") {
      return <ErrorNotice error={state.error} actions={{ retry: reload }} />
    }
    return <Pending {...waiting} />
  }
  return { Part, preload: () => void fetchPart().catch(() => undefined) }
}
