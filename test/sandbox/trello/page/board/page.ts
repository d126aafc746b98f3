import { randomBase62 } from "../../library/ids.ts"
import type { Backend, Surface } from "../host/commands.ts"
import type { CallbackHandle } from "../host/callbacks.ts"
import type { Place } from "../host/context.ts"
import { type Host, openHost } from "../host/host.ts"
import { buildJwtCache } from "../host/jwts.ts"
import type { PageState, Theme } from "../host/state.ts"
import { callApi, fetchJwt, fetchStateText } from "./api.ts"
import { buildChanges, type Changes } from "./changes.ts"
import { buildElementNames, type ElementNames } from "./elements.ts"
import { followState, shareCards } from "./following.ts"
import { buildPluginSwitch, type PluginSwitch } from "./pluginSwitch.ts"
import { buildSurface, type FrameHeights } from "./surface.ts"
import { rememberTheme, startingTheme } from "./theme.ts"
import { warnOf } from "./warnings.ts"
import { buildViewStore, type ViewStore } from "./view.ts"

/** Everything that the components share. */
export interface Page extends Changes, Pick<PluginSwitch, "setEnabled"> {
  readonly store: ViewStore
  readonly host: Host
  readonly surface: Surface
  readonly elements: ElementNames
  readonly frames: FrameHeights
  /** Runs a function of the Power-Up; a failure goes to the console and gives null. */
  readonly run: (
    callback: CallbackHandle,
    place: Place,
    options?: Readonly<Record<string, unknown>>,
  ) => Promise<unknown>
  openCard(idOrShortLink: string | null): void
  setTheme(theme: Theme): void
}

function random(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32
}

function findCard(state: PageState, idOrShortLink: string | null): string | null {
  const card = state.board.cards.find(
    ({ id, shortLink }) => id === idOrShortLink || shortLink === idOrShortLink,
  )
  return card?.id ?? null
}

function showAddress(state: PageState, idCard: string | null): void {
  const card = state.board.cards.find(({ id }) => id === idCard)
  const path = card === undefined ? `/b/${state.board.shortLink}` : `/c/${card.shortLink}`
  if (window.location.pathname.startsWith(path)) return
  window.history.pushState(null, "", path)
}

/** Starts everything behind the page: state, host, connector, live changes. */
export function buildPage(first: PageState, shortLinkOfCard: string | null): Page {
  const store = buildViewStore({
    state: first,
    theme: startingTheme(),
    openCard: findCard(first, shortLinkOfCard),
    popups: [],
    modal: null,
    boardBar: null,
    alert: null,
    pluginStart: 0,
  })
  const frames: FrameHeights = new Map()
  const apply = (loaded: PageState): void => {
    const { openCard: open, state: before } = store.get()
    const state = shareCards(before, loaded)
    const openCard = findCard(state, open)
    store.set({ state, openCard })
    if (open !== null && openCard === null) showAddress(state, null)
    pluginSwitch.follow()
    host.renderFrames()
  }
  const following = followState({
    fetchText: () => fetchStateText(first.board.id),
    apply,
    now: () => performance.now(),
  })
  const openCard = (idOrShortLink: string | null): void => {
    const { state } = store.get()
    const idCard = findCard(state, idOrShortLink)
    surface.closePopup()
    store.set({ openCard: idCard })
    showAddress(state, idCard)
  }
  const surface = buildSurface({
    store,
    frames,
    closed: (callback, place) => void run(callback, place),
    showCard: openCard,
    hideCard: () => openCard(null),
  })
  const backend: Backend = {
    state: () => store.get().state,
    async savePluginData(row) {
      await callApi("PUT", "/_page/pluginData", row)
      await following.refresh()
    },
    async attach(idCard, attachment) {
      await callApi("POST", `/1/cards/${idCard}/attachments`, attachment)
      await following.refresh()
    },
    jwt: buildJwtCache((request) => fetchJwt(first.plugin.id, request), Date.now),
  }
  const host = openHost({
    local: window,
    secret: randomBase62(64, random),
    backend,
    surface,
    theme: () => store.get().theme,
    onDone(from) {
      const frame = [...document.querySelectorAll("iframe")].find(
        (one) => one.contentWindow === from,
      )
      if (frame?.closest(".modal")) surface.closeModal()
      else surface.closePopup()
    },
    onReady: () => store.set({ pluginStart: store.get().pluginStart + 1 }),
  })
  const run: Page["run"] = (callback, place, options) =>
    host.run(callback, place, options).catch(warnOf(place.command ?? "a callback"))

  const changes = buildChanges(store, surface, following)
  const pluginSwitch = buildPluginSwitch(store, host, surface, changes)

  return {
    store,
    host,
    surface,
    elements: buildElementNames(),
    frames,
    ...changes,
    setEnabled: (enabled) => pluginSwitch.setEnabled(enabled),
    run,
    openCard,
    setTheme(theme) {
      store.set({ theme })
      rememberTheme(theme)
      host.sendTheme(theme)
    },
  }
}
