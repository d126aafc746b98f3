import type { MessageTarget } from "../../library/environment.ts"
import type { CallbackHandle } from "../host/callbacks.ts"
import type { Surface } from "../host/commands.ts"
import type { Place } from "../host/context.ts"
import type { OpenPanel, OpenPopup, ViewStore } from "./view.ts"

/** Frames on screen, to pass on the height that their page asks for. */
export type FrameHeights = Map<MessageTarget, (height: number) => void>

export interface SurfaceOptions {
  readonly store: ViewStore
  readonly frames: FrameHeights
  /** Tells the Power-Up that something of it was closed. */
  readonly closed: (callback: CallbackHandle, place: Place) => void
  readonly showCard: (idOrShortLink: string) => void
  readonly hideCard: () => void
}

function callbackOf(popup: OpenPopup): CallbackHandle | null {
  return popup.content.type === "iframe" ? popup.content.callback : null
}

/** What the page's own buttons and a Power-Up's commands do with popups, modals, the board bar and alerts. */
export function buildSurface(options: SurfaceOptions): Surface {
  const { store, frames } = options
  let key = 0
  const nextKey = (): number => {
    key += 1
    return key
  }

  const tellClosed = (popups: readonly OpenPopup[]): void => {
    for (const popup of popups) {
      const callback = callbackOf(popup)
      if (callback !== null) options.closed(callback, popup.place)
    }
  }
  const closePanel = (name: "modal" | "boardBar"): void => {
    const panel: OpenPanel | null = store.get()[name]
    if (panel === null) return
    store.set({ [name]: null })
    if (panel.callback !== null) options.closed(panel.callback, panel.place)
  }

  const surface: Surface = {
    openPopup(request) {
      const { popups } = store.get()
      const top = popups.at(-1)
      const follows = top !== undefined && top.place.el === request.place.el && request.pos === null
      if (!follows) tellClosed(popups)
      store.set({ popups: [...(follows ? popups : []), { ...request, key: nextKey() }] })
    },
    closePopup() {
      const { popups } = store.get()
      store.set({ popups: [] })
      tellClosed(popups.toReversed())
    },
    popPopup() {
      const { popups } = store.get()
      store.set({ popups: popups.slice(0, -1) })
      tellClosed(popups.slice(-1))
    },
    openModal(content, place) {
      surface.closePopup()
      closePanel("modal")
      store.set({ modal: { ...content, place, key: nextKey() } })
    },
    updateModal(content) {
      const { modal } = store.get()
      if (modal === null) throw new Error("No modal is open.")
      store.set({ modal: { ...modal, ...content } })
    },
    closeModal: () => closePanel("modal"),
    openBoardBar(content, place) {
      closePanel("boardBar")
      store.set({ boardBar: { ...content, place, key: nextKey() } })
    },
    closeBoardBar: () => closePanel("boardBar"),
    resize: (frame, height) => frames.get(frame)?.(height),
    alert: (alert) => store.set({ alert: { ...alert, key: nextKey() } }),
    hideAlert: () => store.set({ alert: null }),
    navigate(url) {
      const target = new URL(url, window.location.href)
      if (target.origin !== window.location.origin) {
        throw new Error("navigate opens addresses of Trello only.")
      }
      const card = /^\/c\/([0-9A-Za-z]{8})/.exec(target.pathname)?.[1]
      const { cards } = store.get().state.board
      if (card !== undefined && cards.some(({ shortLink }) => shortLink === card)) {
        options.showCard(card)
      } else window.location.assign(target)
    },
    showCard: options.showCard,
    hideCard: options.hideCard,
  }
  return surface
}
