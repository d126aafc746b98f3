import type {
  Environment,
  IncomingMessage,
  MessageSource,
  MessageTarget,
} from "../../library/environment.ts"
import { type CapabilityHandler, initialize, startIframe } from "../../library/start.ts"
import type { AlertRequest, Backend, Surface } from "./commands.ts"
import { type Host, openHost } from "./host.ts"
import type { PanelContent } from "./panels.ts"
import type { PopupRequest } from "./popups.ts"
import type { PageState, PluginDataRow } from "./state.ts"

const hostOrigin = "https://trello.example"
const pluginOrigin = "https://pu.example"

/** One posted value, in order of posting. */
export interface Posted {
  readonly to: "host" | "plugin"
  readonly data: unknown
}

interface FakeWindow extends MessageSource {
  deliver(event: IncomingMessage): void
}

function buildWindow(): FakeWindow {
  const listeners = new Set<(event: IncomingMessage) => void>()
  return {
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
    deliver: (event) => listeners.forEach((listener) => listener(event)),
  }
}

/** Two windows as each sees the other; what is posted is cloned, checked for its origin and logged. */
function link(host: FakeWindow, page: FakeWindow, log: Posted[]) {
  const target = (
    to: FakeWindow,
    name: Posted["to"],
    [own, other]: [string, string],
    source: () => MessageTarget,
  ): MessageTarget => ({
    postMessage(message, targetOrigin) {
      const data: unknown = structuredClone(message)
      log.push({ to: name, data })
      if (targetOrigin !== "*" && targetOrigin !== own) return
      setTimeout(() => to.deliver({ data, source: source(), origin: other }), 0)
    },
  })
  const toHost: MessageTarget = target(host, "host", [hostOrigin, pluginOrigin], () => toPage)
  const toPage: MessageTarget = target(page, "plugin", [pluginOrigin, hostOrigin], () => toHost)
  return { toHost, toPage }
}

/** A page of the Power-Up with what the tests watch of its surroundings. */
export function buildPage(host: FakeWindow, href: string, log: Posted[]) {
  const local = buildWindow()
  const { toHost, toPage } = link(host, local, log)
  const opened: { url: string; name: string; features: string }[] = []
  const modes: string[] = []
  let authorize: ((value: unknown) => void) | null = null
  const texts: Record<string, unknown> = {}
  const kept = new Map<string, string>()
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  }
  const environment: Environment = {
    local,
    parent: toHost,
    href,
    now: () => Date.now(),
    random: Math.random,
    open(url, name, features) {
      opened.push({ url, name, features })
      return toPage
    },
    publishAuthorize(receive) {
      authorize = receive
    },
    onStoredToken: () => undefined,
    setColorMode: (mode) => void modes.push(mode),
    heightOf: () => 119.4,
    fetchJson: (url) => Promise.resolve(texts[url] ?? null),
    storage: () => storage,
    postToSelf: (data) => local.deliver({ data, source: local, origin: pluginOrigin }),
    cssVariable: () => "",
  }
  return {
    environment,
    local,
    toPage,
    toHost,
    opened,
    modes,
    authorize: () => authorize,
    /** What `fetchJson` finds, by address. */
    texts,
    /** What the page keeps in its browser. */
    kept,
  }
}

/** What reached the page around the host. */
export interface Seen {
  readonly popups: PopupRequest[]
  readonly modals: PanelContent[]
  readonly alerts: AlertRequest[]
  readonly heights: number[]
  readonly calls: string[]
}

function buildSurface(seen: Seen): Surface {
  const call = (name: string) => (): void => void seen.calls.push(name)
  return {
    openPopup: (popup) => void seen.popups.push(popup),
    closePopup: call("closePopup"),
    popPopup: call("popPopup"),
    openModal: (modal) => void seen.modals.push(modal),
    updateModal: call("updateModal"),
    closeModal: call("closeModal"),
    openBoardBar: call("openBoardBar"),
    closeBoardBar: call("closeBoardBar"),
    resize: (_frame, height) => void seen.heights.push(height),
    alert: (alert) => void seen.alerts.push(alert),
    hideAlert: call("hideAlert"),
    navigate: (url) => void seen.calls.push(`navigate ${url}`),
    showCard: (card) => void seen.calls.push(`showCard ${card}`),
    hideCard: call("hideCard"),
  }
}

/** Secret that the host of a stage gives to its Power-Up. */
export const stageSecret = "S".repeat(64)

export interface Stage {
  readonly host: Host
  readonly log: Posted[]
  readonly seen: Seen
  readonly connector: ReturnType<typeof buildPage>
  readonly window: FakeWindow
  readonly saved: PluginDataRow[]
  readonly jwtRequests: unknown[]
  state: PageState
  /** Opens a page of the Power-Up at the signed address, as the host's board does. */
  openPage(href: string): { t: ReturnType<typeof startIframe>; page: ReturnType<typeof buildPage> }
}

/** A host and the library, connected and ready, between fake windows. Needs real or advancing timers. */
export async function buildStage(
  state: PageState,
  handlers: Readonly<Record<string, CapabilityHandler>>,
): Promise<Stage> {
  const window = buildWindow()
  const log: Posted[] = []
  const seen: Seen = { popups: [], modals: [], alerts: [], heights: [], calls: [] }
  const connector = buildPage(window, `${pluginOrigin}/connector.html`, log)
  const saved: PluginDataRow[] = []
  const jwtRequests: unknown[] = []
  const backend: Backend = {
    state: () => stage.state,
    async savePluginData(row) {
      saved.push(row)
      const rest = stage.state.pluginData.filter(
        ({ scope, idModel, visibility }) =>
          scope !== row.scope || idModel !== row.idModel || visibility !== row.visibility,
      )
      stage.state = { ...stage.state, pluginData: [...rest, row] }
    },
    attach: async (card, { url }) => void seen.calls.push(`attach ${card} ${url}`),
    async jwt(request) {
      jwtRequests.push(request)
      return "h.p.s"
    },
  }
  const waiting: (() => void)[] = []
  const host = openHost({
    local: window,
    secret: stageSecret,
    backend,
    surface: buildSurface(seen),
    theme: () => "dark",
    onDone: () => void seen.calls.push("done"),
    onReady: () => waiting.forEach((resume) => resume()),
  })
  const stage: Stage = {
    host,
    log,
    seen,
    connector,
    window,
    saved,
    jwtRequests,
    state,
    openPage(href) {
      const page = buildPage(window, href, log)
      host.addFrame(page.toPage, pluginOrigin)
      return { t: startIframe(page.environment, { targetOrigin: hostOrigin }), page }
    },
  }
  host.setConnector(connector.toPage, pluginOrigin)
  await new Promise<void>((resolve) => {
    waiting.push(resolve)
    initialize(connector.environment, handlers, { targetOrigin: hostOrigin })
  })
  return stage
}
