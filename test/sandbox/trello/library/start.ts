import { buildCallbackCache, type Callback } from "./callbacks.ts"
import { parseFragment, type PluginContext } from "./context.ts"
import type { Environment, IncomingMessage } from "./environment.ts"
import { buildIdSource } from "./ids.ts"
import { type Handler, openIo } from "./io.ts"
import { loadLocalizer, type Localizer, type LocalizerOptions } from "./localizer.ts"
import type { OAuth2Options } from "./oauth2.ts"
import { buildPowerUp, buildReader, type PageState, type PowerUp } from "./powerUp.ts"
import { serialize } from "./serialize.ts"
import { followTheme } from "./theme.ts"

type Params = Readonly<Record<string, unknown>>

/** A handler of a capability, as the connector page gives it. */
export type CapabilityHandler = (t: PowerUp, options: Params) => unknown

/** Options of `initialize` and `iframe` that the stand-in knows; others are accepted and ignored. */
export interface StartOptions extends LocalizerOptions, OAuth2Options {
  readonly targetOrigin?: string
  /** False leaves the theme to the page. Default true. */
  readonly useADSTokens?: boolean
  readonly context?: PluginContext
  readonly secret?: string
  readonly args?: Params
}

const trelloOrigin = "https://trello.com"

interface Start {
  readonly handlers: Readonly<Record<string, CapabilityHandler>>
  readonly secret: string | null
  readonly locale: string | undefined
  readonly targetOrigin: string
  readonly options: StartOptions
}

function startPage(environment: Environment, start: Start) {
  let { secret, locale } = start
  let localizer: Localizer | null = null
  const cache = buildCallbackCache(environment.now)
  const handlers = new Map<string, Handler>()
  const io = openIo({
    local: environment.local,
    remote: environment.parent,
    targetOrigin: start.targetOrigin,
    secret,
    handlers,
    newId: buildIdSource(environment.random),
    serialize: (value) => serialize(value, environment.href, (fn) => cache.add(fn)),
  })
  const page: PageState = {
    environment,
    io,
    queues: new Map(),
    jwts: new Map(),
    secret: () => secret ?? undefined,
    locale: () => locale,
    localizer: () => localizer,
    oauth2: start.options,
  }
  const localize = async (): Promise<void> => {
    localizer = await loadLocalizer(start.options, locale ?? "en", environment.fetchJson)
  }
  const powerUpFor = (options: Params): PowerUp => buildPowerUp(page, options["context"] ?? {})
  for (const [name, handler] of Object.entries(start.handlers)) {
    handlers.set(name, (options) => handler(powerUpFor(options as Params), options as Params))
  }
  handlers.set("callback", (argument) => {
    const request = argument as Params
    const run = (fn: Callback): unknown => fn(powerUpFor(request), request["options"] ?? {})
    return cache.handle(String(request["action"]), String(request["callback"]), run)
  })
  const welcome = (answer: Params): void => {
    if (typeof answer["secret"] === "string") secret = answer["secret"]
    if (typeof answer["locale"] === "string") locale = answer["locale"]
    if (secret !== null) io.setSecret(secret)
  }
  return { page, names: [...handlers.keys()], welcome, localize }
}

/** Starts the connector: tells Trello the handlers' names, takes the secret, says that it is ready. */
export function initialize(
  environment: Environment,
  handlers: Readonly<Record<string, CapabilityHandler>>,
  options: StartOptions = {},
) {
  const targetOrigin = options.targetOrigin ?? trelloOrigin
  const start: Start = { handlers, secret: null, locale: undefined, targetOrigin, options }
  const { page, names, welcome, localize } = startPage(environment, start)
  const greet = async (): Promise<void> => {
    welcome((await page.io.request("initialize", names)) as Params)
    await localize()
    await page.io.request("ready")
  }
  greet().catch((error: unknown) => console.warn("The Power-Up could not start.", error))
  return buildReader(page)
}

/** Starts a page that Trello opened: secret, context and args come from the fragment of its address. */
export function startIframe(environment: Environment, options: StartOptions = {}) {
  const fragment = parseFragment(environment.href)
  const context = options.context ?? fragment.context ?? {}
  const { page, localize } = startPage(environment, {
    handlers: {},
    secret: options.secret ?? fragment.secret ?? null,
    locale: fragment.locale ?? context.locale,
    targetOrigin: options.targetOrigin ?? trelloOrigin,
    options,
  })
  const localized = localize()
  localized.catch((error: unknown) => console.warn("The texts could not be loaded.", error))
  followTheme(environment, context, options.useADSTokens !== false)
  let render: (() => unknown) | null = null
  const run = async (): Promise<void> => {
    await localized.catch(() => undefined)
    await render?.()
  }
  environment.local.addEventListener("message", (event: IncomingMessage) => {
    if (event.source === environment.parent && event.data === "render") void run()
  })
  return {
    ...buildPowerUp(page, context, options.args ?? fragment.args ?? {}),
    /** Runs at every message `render` from Trello, when the texts are there; a later function replaces it. */
    render: (fn: () => unknown): void => {
      render = fn
    },
  }
}
