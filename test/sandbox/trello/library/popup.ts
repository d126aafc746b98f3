type Params = Readonly<Record<string, unknown>>

/** Signs an address of ours for a secondary page. */
export type SignUrl = (url: string, args?: unknown) => string

function pick(options: Params, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]),
  )
}

function buildItems(items: unknown): unknown {
  if (typeof items === "function" || Array.isArray(items)) return items
  return Object.entries(items as Params).map(([text, callback]) => ({ text, callback }))
}

function buildContent(options: Params, signUrl: SignUrl): Record<string, unknown> {
  const type = options["type"]
  if (type === "confirm") {
    if (options["onCancel"] !== undefined && options["cancelText"] === undefined) {
      throw new Error("onCancel needs cancelText")
    }
    const rest = pick(options, ["message", "confirmText", "onConfirm", "cancelText", "onCancel"])
    return { type, ...rest, confirmStyle: options["confirmStyle"] ?? "primary" }
  }
  if (type === "date" || type === "datetime") {
    return { type, ...pick(options, ["callback", "date", "minDate", "maxDate"]) }
  }
  if (options["items"] !== undefined) {
    return { type: "list", items: buildItems(options["items"]), ...pick(options, ["search"]) }
  }
  if (typeof options["url"] !== "string") throw new Error("A popup needs url, items or type.")
  const url = signUrl(options["url"], options["args"])
  return { type: "iframe", url, ...pick(options, ["width", "height"]) }
}

interface Point {
  readonly clientX: number
  readonly clientY: number
}

/**
 * Parameters of the command `popup`. Rejects without an element to stand beside: it must be called in the
 * callback of a click, or be given the `mouseEvent`.
 */
export function buildPopup(options: Params, el: string | undefined, signUrl: SignUrl): Params {
  const mouse = options["mouseEvent"] as Point | undefined
  if (el === undefined && mouse === undefined) {
    throw new Error("Unable to open a popup: no element in context and no mouseEvent given.")
  }
  const content = buildContent(options, signUrl)
  const isPage = content["type"] === "iframe"
  return {
    title: options["title"],
    ...(mouse === undefined ? {} : { pos: { x: mouse.clientX, y: mouse.clientY } }),
    ...(isPage ? pick(options, ["callback"]) : {}),
    content,
  }
}

/** Parameters of the command `modal`. */
export function buildModal(options: Params, signUrl: SignUrl): Params {
  if (typeof options["url"] !== "string") throw new Error("A modal needs a url.")
  const names = ["accentColor", "fullscreen", "title", "actions", "callback"]
  const url = signUrl(options["url"], options["args"])
  return {
    content: { ...pick(options, names), height: options["height"] ?? 400, type: "iframe", url },
  }
}

/** Parameters of the command `update-modal`; address and callback cannot be changed. */
export function buildModalUpdate(options: Params): Params {
  if (options["url"] !== undefined || options["callback"] !== undefined) {
    throw new Error("url and callback of an open modal cannot be changed.")
  }
  return { content: pick(options, ["accentColor", "fullscreen", "title", "actions"]) }
}

/** Parameters of the command `board-bar`. */
export function buildBoardBar(options: Params, signUrl: SignUrl): Params {
  if (typeof options["url"] !== "string") throw new Error("A board bar needs a url.")
  const names = ["accentColor", "resizable", "title", "actions", "callback"]
  const url = signUrl(options["url"], options["args"])
  return {
    content: { ...pick(options, names), height: options["height"] ?? 200, type: "iframe", url },
  }
}

const displays: ReadonlySet<unknown> = new Set(["info", "success", "warning", "error"])

/** Parameters of the command `alert`: 1 to 140 characters, 5 to 30 seconds. */
export function buildAlert(options: Params): Params {
  const { message, duration = 5, display } = options
  if (typeof message !== "string" || message.length < 1 || message.length > 140) {
    throw new Error("message must be between 1 and 140 characters")
  }
  if (typeof duration !== "number" || duration < 5 || duration > 30) {
    throw new Error("duration must be between 5 and 30 seconds")
  }
  if (display !== undefined && !displays.has(display)) {
    throw new Error("display must be info, success, warning or error")
  }
  return { message, duration, ...(display === undefined ? {} : { display }) }
}
