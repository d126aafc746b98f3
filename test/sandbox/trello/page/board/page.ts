import { randomBase62 } from "../../library/ids.ts"
import type { Backend, Surface } from "../host/commands.ts"
import type { CallbackHandle } from "../host/callbacks.ts"
import type { Place } from "../host/context.ts"
import { type Host, openHost } from "../host/host.ts"
import { buildJwtCache } from "../host/jwts.ts"
import type { PageState, Theme } from "../host/state.ts"
import { callApi, fetchJwt, fetchStateText, type Method } from "./api.ts"
import { connect } from "./connector.ts"
import { buildElementNames, type ElementNames } from "./elements.ts"
import { followState, shareCards } from "./following.ts"
import { buildSurface, type FrameHeights } from "./surface.ts"
import { rememberTheme, startingTheme } from "./theme.ts"
import { warnOf } from "./warnings.ts"
import { buildViewStore, type ViewStore } from "./view.ts"

/** Everything that the components share. */
export interface Page {
  readonly store: ViewStore
  readonly host: Host
  readonly surface: Surface
  readonly elements: ElementNames
  readonly frames: FrameHeights
  /** Changes something over REST and shows the result; a refusal becomes an alert and gives null. */
  change(method: Method, path: string, body?: unknown): Promise<unknown>
  /** The same for several things of one kind. */
  changeAll(method: Method, rows: readonly { path: string; body: object }[]): Promise<void>
  /** Puts a card elsewhere on the board and shows it there at once. */
  moveCard(id: string, idList: string, pos: number): Promise<void>
  /** Shows what somebody else changed. */
  hearOfChange(): void
  /** Runs a function of the Power-Up; a failure goes to the console and gives null. */
  readonly run: (
    callback: CallbackHandle,
    place: Place,
    options?: Readonly<Record<string, unknown>>,
  ) => Promise<unknown>
  openCard(idOrShortLink: string | null): void
  setTheme(theme: Theme): void
  setEnabled(enabled: boolean): Promise<void>
}

const hearDelayMs = 50

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
    followPlugin()
    host.renderFrames()
  }
  const following = followState({
    fetchText: () => fetchStateText(first.board.id),
    apply,
    now: () => performance.now(),
  })
  const refresh = (): Promise<void> => following.refresh()
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
      await refresh()
    },
    async attach(idCard, attachment) {
      await callApi("POST", `/1/cards/${idCard}/attachments`, attachment)
      await refresh()
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
  const connector = connect(host)
  const run: Page["run"] = (callback, place, options) =>
    host.run(callback, place, options).catch(warnOf(place.command ?? "a callback"))

  const call = async (work: () => Promise<unknown>): Promise<unknown> => {
    try {
      const answer = await work()
      await refresh()
      return answer
    } catch (error) {
      const message = error instanceof Error ? error.message : "That did not work."
      surface.alert({ message, durationMs: 8000, display: "error" })
      await refresh().catch(() => undefined)
      return null
    }
  }
  const change: Page["change"] = (method, path, body) => call(() => callApi(method, path, body))
  const moveCard = async (id: string, idList: string, pos: number): Promise<void> => {
    const { state } = store.get()
    const cards = state.board.cards.map((card) =>
      card.id === id ? { ...card, idList, pos } : card,
    )
    store.set({ state: { ...state, board: { ...state.board, cards } } })
    following.forget()
    await change("PUT", `/1/cards/${id}`, { idList, pos })
  }
  let hearing: ReturnType<typeof setTimeout> | undefined
  const hearOfChange = (): void => {
    const heardAt = performance.now()
    hearing ??= setTimeout(() => {
      hearing = undefined
      if (!following.beganAfter(heardAt)) refresh().catch(() => undefined)
    }, hearDelayMs)
  }

  let isRunning = first.plugin.enabled
  let starting = isRunning ? connector.start(first.plugin.connectorUrl) : Promise.resolve()
  const followPlugin = (): void => {
    const { plugin } = store.get().state
    if (plugin.enabled === isRunning) return
    isRunning = plugin.enabled
    if (isRunning) {
      starting = connector.start(plugin.connectorUrl)
      return
    }
    surface.closePopup()
    surface.closeModal()
    surface.closeBoardBar()
    connector.stop()
    store.set({ pluginStart: 0 })
  }
  const setEnabled = async (enabled: boolean): Promise<void> => {
    if (!enabled && host.handles("on-disable")) {
      await host.ask("on-disable").catch(warnOf("on-disable"))
    }
    await change("PUT", "/_page/plugin", { board: first.board.id, enabled })
    if (!enabled || !store.get().state.plugin.enabled) return
    await starting
    if (host.handles("on-enable")) await host.ask("on-enable").catch(warnOf("on-enable"))
  }

  return {
    store,
    host,
    surface,
    elements: buildElementNames(),
    frames,
    change,
    changeAll: async (method, rows) => {
      await call(async () => {
        for (const { path, body } of rows) await callApi(method, path, body)
      })
    },
    moveCard,
    hearOfChange,
    run,
    openCard,
    setTheme(theme) {
      store.set({ theme })
      rememberTheme(theme)
      host.sendTheme(theme)
    },
    setEnabled,
  }
}
