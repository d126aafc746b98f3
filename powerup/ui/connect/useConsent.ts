import { useCallback, useEffect, useRef, useState } from "react"
import type { AttemptAnswer } from "../../../core/contract/connections.ts"
import type { Provider } from "../../../core/contract/ids.ts"
import { AuthClosedError } from "../../client/errors.ts"
import type { Client, Preparation, PreparationState } from "../../client/index.ts"

export type ConsentState =
  | { readonly name: "preparing" }
  | { readonly name: "ready" }
  /** The other window is open; `at` is whose consent the person is at, once that is known. */
  | { readonly name: "waiting"; readonly at: Provider | null }
  | { readonly name: "failed"; readonly error: unknown; readonly canPress: boolean }

export interface Consent {
  readonly state: ConsentState
  /** Opens the window; must run inside the click. Pressed again while it is open, it brings it to the front. */
  readonly press: () => void
  readonly cancel: () => void
  /** Fetches the start address anew. */
  readonly retry: () => void
}

export interface ConsentEvents {
  readonly onConnected: () => void
  /** The window is open. */
  readonly onBegun?: () => void
  /** Nothing more will come of the window: connected, refused or cancelled. */
  readonly onEnded?: () => void
}

/**
 * Runs the consents of `providers` in one window. The start address is fetched when the button appears, so that
 * the press can open the window at once. `onConnected` also comes when a window that seemed closed went on.
 */
export function useConsent(
  client: Client,
  providers: readonly Provider[],
  events: ConsentEvents,
): Consent {
  const key = providers.join()
  const wanted = useRef(providers)
  wanted.current = providers
  const tell = useRef(events)
  tell.current = events
  const preparation = useRef<Preparation | null>(null)
  const window = useRef<AbortController | null>(null)
  const [prepared, setPrepared] = useState<PreparationState>({ name: "preparing" })
  const [run, setRun] = useState<ConsentState | null>(null)

  useEffect(() => {
    const made = client.prepare(wanted.current)
    preparation.current = made
    const listen = (): void => setPrepared(made.state())
    const stop = made.subscribe(listen)
    listen()
    made.ready.catch(() => undefined)
    return () => {
      stop()
      made.dispose()
      window.current?.abort()
    }
  }, [client, key])

  const press = useCallback(() => {
    const controller = window.current ?? new AbortController()
    window.current = controller
    setRun((old) => (old?.name === "waiting" ? old : { name: "waiting", at: null }))
    const { signal } = controller
    const connected = (): void => {
      if (signal.aborted) return
      tell.current.onEnded?.()
      tell.current.onConnected()
    }
    const onStatus = (status: AttemptAnswer): void => {
      if (!signal.aborted) setRun({ name: "waiting", at: status.provider })
    }
    const onLateResult = (result: AttemptAnswer): void => {
      if (result.status === "connected") connected()
    }
    client.authorize(wanted.current, { signal, onStatus, onLateResult }).then(
      () => {
        window.current = null
        setRun(null)
        connected()
      },
      (error: unknown) => {
        if (signal.aborted || window.current !== controller) return
        window.current = null
        setRun({ name: "failed", error, canPress: true })
        if (!(error instanceof AuthClosedError)) tell.current.onEnded?.()
      },
    )
    tell.current.onBegun?.()
  }, [client])

  const cancel = useCallback(() => {
    window.current?.abort()
    window.current = null
    setRun(null)
    tell.current.onEnded?.()
  }, [])
  const retry = useCallback(() => preparation.current?.retry(), [])
  return { state: run ?? fromPreparation(prepared), press, cancel, retry }
}

function fromPreparation(prepared: PreparationState): ConsentState {
  switch (prepared.name) {
    case "preparing":
      return { name: "preparing" }
    case "ready":
    case "in_use":
      return { name: "ready" }
    case "failed":
      return { name: "failed", error: prepared.error, canPress: false }
  }
}
