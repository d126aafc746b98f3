import type { AlertRequest } from "../host/commands.ts"
import type { Place } from "../host/context.ts"
import type { PanelContent } from "../host/panels.ts"
import type { PopupRequest } from "../host/popups.ts"
import type { PageState, Theme } from "../host/state.ts"

/** A popup on the stack; `key` tells two with the same content apart. */
export interface OpenPopup extends PopupRequest {
  readonly key: number
}

/** A modal or the board bar. */
export interface OpenPanel extends PanelContent {
  readonly key: number
  readonly place: Place
}

/** All that the page shows. */
export interface View {
  readonly state: PageState
  readonly theme: Theme
  readonly openCard: string | null
  readonly popups: readonly OpenPopup[]
  readonly modal: OpenPanel | null
  readonly boardBar: OpenPanel | null
  readonly alert: (AlertRequest & { readonly key: number }) | null
  /** Counts the starts of the Power-Up; 0 until it is ready. */
  readonly pluginStart: number
}

/** Holds the view and tells when it changes. */
export interface ViewStore {
  readonly get: () => View
  readonly set: (change: Partial<View>) => void
  readonly subscribe: (listener: () => void) => () => void
}

export function buildViewStore(first: View): ViewStore {
  let view = first
  const listeners = new Set<() => void>()
  return {
    get: () => view,
    set(change) {
      view = { ...view, ...change }
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
