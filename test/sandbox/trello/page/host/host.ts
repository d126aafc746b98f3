import type { PluginContext } from "../../library/context.ts"
import type { MessageSource, MessageTarget } from "../../library/environment.ts"
import { ProtocolError } from "../../library/failures.ts"
import type { CallbackHandle } from "./callbacks.ts"
import { timeoutOf } from "./capabilities.ts"
import { openChannel } from "./channel.ts"
import { type Backend, buildCommands, type Surface } from "./commands.ts"
import { buildContext, buildWelcome, type Place } from "./context.ts"
import type { Theme } from "./state.ts"

export interface HostOptions {
  readonly local: MessageSource
  readonly secret: string
  readonly backend: Backend
  readonly surface: Surface
  readonly theme: () => Theme
  /** A page said that it is done, by the bare message "done". */
  readonly onDone: (from: MessageTarget) => void
  /** The handlers' names are known and the connector answers. */
  readonly onReady: () => void
}

/** The host of one Power-Up on one board. */
export interface Host {
  /** Takes the connector's window, before its page runs. */
  setConnector(target: MessageTarget, origin: string): void
  /** Forgets the connector: its page is gone. */
  dropConnector(): void
  /** The connector's window; owner of what its capabilities answer. */
  connector(): MessageTarget | null
  isReady(): boolean
  handles(capability: string): boolean
  /** Asks a capability; rejects with a code: `not handled`, `unsupported command`, `timeout`. */
  ask(
    capability: string,
    place?: Place,
    options?: Readonly<Record<string, unknown>>,
  ): Promise<unknown>
  run(
    handle: CallbackHandle,
    place?: Place,
    options?: Readonly<Record<string, unknown>>,
  ): Promise<unknown>
  /** Keeps functions alive while what has them is on screen; the result lets them go. */
  retain(handles: readonly CallbackHandle[]): () => void
  /** Makes a page known that hears `render` and theme changes; the result forgets it. */
  addFrame(target: MessageTarget, origin: string): () => void
  /** Tells one page that it is loaded. */
  renderFrame(target: MessageTarget): void
  /** Tells all pages, once per 100 ms, that something changed. */
  renderFrames(): void
  sendTheme(theme: Theme): void
  close(): void
}

const renderDelayMs = 100

/** Starts to host. Nothing is sent before the connector greeted and got its secret. */
export function openHost(options: HostOptions): Host {
  const { backend, secret, theme } = options
  const frames = new Map<MessageTarget, string>()
  const commands = buildCommands(backend, options.surface)
  let connector: MessageTarget | null = null
  let names: ReadonlySet<string> = new Set()
  let ready = false
  let renderTimer: ReturnType<typeof setTimeout> | undefined

  const greet = (args: readonly unknown[]): Record<string, string> => {
    const [handlers] = args
    names = new Set(Array.isArray(handlers) ? handlers.map(String) : [])
    return buildWelcome(backend.state(), secret)
  }
  const setReady = (): null => {
    if (!ready) queueMicrotask(options.onReady)
    ready = true
    return null
  }

  const channel = openChannel({
    local: options.local,
    secret,
    connector: () => connector,
    originOf(target) {
      const origin = frames.get(target)
      if (origin === undefined) throw new ProtocolError("not handled", "The page is gone.")
      return origin
    },
    answer(command, args, from) {
      if (from === connector && command === "initialize") return greet(args)
      if (from === connector && command === "ready") return setReady()
      return commands(command, args, from)
    },
    onText(text, from) {
      if (text === "done" && frames.has(from) && from !== connector) options.onDone(from)
    },
  })

  const contextOf = (place: Place): PluginContext => buildContext(backend.state(), theme(), place)
  const callback = (handle: CallbackHandle, action: string, place: Place, values: object) =>
    channel.request(handle.owner, "callback", {
      action,
      callback: handle.name,
      options: values,
      context: contextOf(place),
    })

  return {
    setConnector(target, origin) {
      connector = target
      ready = false
      frames.set(target, origin)
    },
    dropConnector() {
      if (connector !== null) frames.delete(connector)
      connector = null
      ready = false
      names = new Set()
    },
    connector: () => connector,
    isReady: () => ready,
    handles: (capability) => names.has(capability),
    ask(capability, place = {}, values = {}) {
      if (connector === null || !ready) {
        return Promise.reject(new ProtocolError("not ready", "The Power-Up has not started."))
      }
      const context = contextOf(place)
      const argument = { ...values, context, locale: context.locale }
      return channel.request(connector, capability, argument, timeoutOf(capability))
    },
    run: (handle, place = {}, values = { locale: "en" }) => callback(handle, "run", place, values),
    retain(handles) {
      const tell = (action: string): void => {
        for (const handle of handles) callback(handle, action, {}, {}).catch(() => undefined)
      }
      tell("retain")
      return () => tell("release")
    },
    addFrame(target, origin) {
      frames.set(target, origin)
      return () => frames.delete(target)
    },
    renderFrame: (target) => target.postMessage("render", "*"),
    renderFrames() {
      renderTimer ??= setTimeout(() => {
        renderTimer = undefined
        for (const target of frames.keys()) {
          if (target !== connector) target.postMessage("render", "*")
        }
      }, renderDelayMs)
    },
    sendTheme(value) {
      for (const [target, origin] of frames) {
        target.postMessage({ type: "TRELLO-THEME-CHANGE", theme: value }, origin)
      }
    },
    close() {
      clearTimeout(renderTimer)
      channel.close()
    },
  }
}
