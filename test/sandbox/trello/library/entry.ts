import { buildCallbackCache } from "./callbacks.ts"
import { colors, getHexString, hexToRgb } from "./colors.ts"
import type { Environment } from "./environment.ts"
import { openIo } from "./io.ts"
import { loadLocalizer, type LocalizerOptions } from "./localizer.ts"
import { absoluteUrl } from "./serialize.ts"
import { type CapabilityHandler, initialize, startIframe, type StartOptions } from "./start.ts"

function measure(target: unknown): number | null {
  const element = typeof target === "string" ? document.querySelector(target) : target
  if (!(element instanceof Element)) return null
  return Math.max(element.scrollHeight, element.getBoundingClientRect().height)
}

const environment: Environment = {
  local: window,
  parent: window.parent,
  href: window.location.href,
  now: () => Date.now(),
  random: () => crypto.getRandomValues(new Uint32Array(1)).reduce((_, n) => n / 2 ** 32, 0),
  open: (url, name, features) => window.open(url, name, features),
  publishAuthorize: (receive) => Object.assign(window, { authorize: receive }),
  onStoredToken: (receive) =>
    window.addEventListener("storage", (event) => {
      if (event.key === "token") receive(event.newValue)
    }),
  setColorMode: (mode) => document.documentElement.setAttribute("data-color-mode", mode),
  heightOf: measure,
  async fetchJson(url) {
    const response = await fetch(url)
    if (!response.ok) throw new Error(`${url} answered ${response.status}.`)
    return response.json()
  },
  storage: () => window.localStorage,
  postToSelf: (message) => window.postMessage(message, window.location.origin),
  cssVariable: (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim(),
}

let connector: ReturnType<typeof initialize> | null = null

Object.assign(window, {
  TrelloPowerUp: {
    version: "1.25.1",
    Promise,
    PostMessageIO: openIo,
    CallbackCache: buildCallbackCache,
    util: {
      colors: { ...colors, getHexString },
      convert: { hexToRgb },
      initLocalizer: (locale: string, options: LocalizerOptions) =>
        loadLocalizer(options, locale, environment.fetchJson),
      relativeUrl: (url: string) => absoluteUrl(url, window.location.href),
    },
    initialize(handlers: Record<string, CapabilityHandler>, options?: StartOptions) {
      if (connector !== null) console.warn("TrelloPowerUp.initialize was called twice.")
      connector ??= initialize(environment, handlers, options)
      return connector
    },
    iframe: (options?: StartOptions) => startIframe(environment, options),
  },
})
