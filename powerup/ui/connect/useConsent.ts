import { useEffect, useRef, useState } from "react"
import { type Provider, PROVIDERS } from "../../../core/contract/ids.ts"
import { AuthClosedError } from "../../client/errors.ts"
import type { Client, ConsentOptions, Preparation, PreparationState } from "../../client/index.ts"

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
  /** It ended without all of what was asked for; one of two consents may have succeeded. */
  readonly onFailed?: () => void
}

/**
 * Runs the consents of `providers`, Trello's first, in one window. The start address is fetched when the button
 * appears, so that the press can open the window at once. `onConnected` also comes when a window that seemed closed went
 * on.
 */
export function useConsent(
  client: Client,
  providers: readonly Provider[],
  events: ConsentEvents,
  { scopes = [], renews = "" }: ConsentOptions = {},
): Consent {
  const key = [providers.join(), scopes.join(" "), renews].join("/")
  const preparation = useRef<Preparation | null>(null)
  const opened = useRef<AbortController | null>(null)
  const [prepared, setPrepared] = useState<PreparationState>({ name: "preparing" })
  const [run, setRun] = useState<ConsentState | null>(null)

  useEffect(() => {
    const made = client.prepare(wantedOf(key), optionsOf(key))
    preparation.current = made
    const listen = (): void => setPrepared(made.state())
    const stop = made.subscribe(listen)
    listen()
    return () => {
      stop()
      made.dispose()
      opened.current?.abort()
      opened.current = null
    }
  }, [client, key])

  const connected = (): void => {
    events.onEnded?.()
    events.onConnected()
  }

  const follow = async (controller: AbortController): Promise<void> => {
    const { signal } = controller
    try {
      await client.authorize(wantedOf(key), {
        ...optionsOf(key),
        signal,
        onStatus: ({ provider }) => {
          if (opened.current === controller) setRun({ name: "waiting", at: provider })
        },
        onLateResult: ({ status }) => {
          if (!signal.aborted && status === "connected") connected()
        },
      })
      if (opened.current !== controller) return
      opened.current = null
      setRun(null)
      connected()
    } catch (error) {
      if (opened.current !== controller) return
      opened.current = null
      setRun({ name: "failed", error, canPress: true })
      if (!(error instanceof AuthClosedError)) events.onEnded?.()
      events.onFailed?.()
    }
  }

  const press = (): void => {
    if (opened.current !== null) {
      // Brings the window to the front; what comes of it reaches the first press.
      client
        .authorize(wantedOf(key), { ...optionsOf(key), signal: opened.current.signal })
        .catch(() => undefined)
      return
    }
    opened.current = new AbortController()
    setRun({ name: "waiting", at: null })
    void follow(opened.current)
    events.onBegun?.()
  }

  const cancel = (): void => {
    opened.current?.abort()
    opened.current = null
    setRun(null)
    events.onEnded?.()
  }

  const retry = (): void => preparation.current?.retry()
  return { state: run ?? fromPreparation(prepared), press, cancel, retry }
}

function wantedOf(key: string): readonly Provider[] {
  const names = key.split("/")[0]?.split(",") ?? []
  return PROVIDERS.filter((provider) => names.includes(provider))
}

function optionsOf(key: string): ConsentOptions {
  const [, scopes = "", renews = ""] = key.split("/")
  return { scopes: scopes.split(" ").filter(Boolean), ...(renews === "" ? {} : { renews }) }
}

function fromPreparation(prepared: PreparationState): ConsentState {
  if (prepared.name === "preparing") return { name: "preparing" }
  if (prepared.name === "failed") return { name: "failed", error: prepared.error, canPress: false }
  return { name: "ready" }
}
