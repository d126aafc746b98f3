import type { PluginContext } from "../../library/context.ts"
import type { MessageTarget } from "../../library/environment.ts"
import { ProtocolError } from "../../library/failures.ts"
import { checkContext, type Place } from "./context.ts"
import { readFields } from "./fields.ts"
import type { JwtRequest } from "./jwts.ts"
import { checkPluginData, readPluginData } from "./pluginData.ts"
import { isFields } from "./records.ts"
import { type PanelContent, parsePanel } from "./panels.ts"
import { parsePopup, type PopupRequest } from "./popups.ts"
import type { PageState, PluginDataRow } from "./state.ts"

export interface AlertRequest {
  readonly message: string
  readonly durationMs: number
  readonly display: string
}

/** What the page can do for a Power-Up. */
export interface Surface {
  openPopup(popup: PopupRequest): void
  closePopup(): void
  popPopup(): void
  openModal(content: PanelContent, place: Place): void
  updateModal(content: Partial<PanelContent>): void
  closeModal(): void
  openBoardBar(content: PanelContent, place: Place): void
  closeBoardBar(): void
  /** The page in a frame wants to be so many CSS pixels high. */
  resize(frame: MessageTarget, height: number): void
  alert(alert: AlertRequest): void
  hideAlert(): void
  navigate(url: string): void
  showCard(idOrShortLink: string): void
  hideCard(): void
}

/** Where what a Power-Up changes is kept. */
export interface Backend {
  state(): PageState
  savePluginData(row: PluginDataRow): Promise<void>
  attach(
    idCard: string,
    attachment: { url: string; name?: string; mimeType?: string },
  ): Promise<void>
  jwt(request: JwtRequest): Promise<string>
}

type Params = Readonly<Record<string, unknown>>

interface Call {
  readonly params: Params
  readonly context: PluginContext
  readonly from: MessageTarget
}

type Command = (call: Call) => unknown

const panelDefaults = {
  title: "",
  accentColor: null,
  fullscreen: false,
  resizable: false,
  actions: [],
  callback: null,
}

function buildPanel(content: unknown, from: MessageTarget, height: number): PanelContent {
  const panel = parsePanel(content, from)
  if (panel.url === undefined) throw new Error("The panel has no url.")
  return { ...panelDefaults, height, ...panel, url: panel.url }
}

function placeOf({ card, list, command, el }: PluginContext): Place {
  return { card, list, command, el }
}

function readCard(params: Params): string {
  if (typeof params["idCard"] !== "string") throw new Error("No card was named.")
  return params["idCard"]
}

async function attach({ params, context }: Call, backend: Backend): Promise<null> {
  const { url, name, mimeType } = params
  const { card } = context
  if (card === undefined) throw new ProtocolError("invalid context", "No card in context")
  if (backend.state().viewer?.canWriteBoard !== true) throw new Error("No permission to attach.")
  if (typeof url !== "string") throw new Error("An attachment needs a url.")
  await backend.attach(card, {
    url,
    ...(typeof name === "string" ? { name } : {}),
    ...(typeof mimeType === "string" ? { mimeType } : {}),
  })
  return null
}

function requestJwt({ params, context }: Call, backend: Backend): Promise<string> {
  const { board, viewer } = backend.state()
  if (viewer === null) throw new Error("No active member in context.")
  const idCard = params["includeCard"] === true ? context.card : undefined
  const { state } = params
  return backend.jwt({
    idBoard: board.id,
    ...(idCard === undefined ? {} : { idCard }),
    ...(typeof state === "string" ? { state } : {}),
  })
}

/** Answers everything that a Power-Up may ask, but `initialize` and `ready`. */
export function buildCommands(backend: Backend, surface: Surface) {
  const surfaceCommands: Readonly<Record<string, Command>> = {
    popup: ({ params, context, from }) =>
      surface.openPopup(parsePopup(params, placeOf(context), from)),
    "close-popup": () => surface.closePopup(),
    "pop-popup": () => surface.popPopup(),
    modal: ({ params, context, from }) =>
      surface.openModal(buildPanel(params["content"], from, 400), placeOf(context)),
    "update-modal": ({ params, from }) => surface.updateModal(parsePanel(params["content"], from)),
    "close-modal": () => surface.closeModal(),
    "board-bar": ({ params, context, from }) =>
      surface.openBoardBar(buildPanel(params["content"], from, 200), placeOf(context)),
    "close-board-bar": () => surface.closeBoardBar(),
    resize: ({ params, from }) => surface.resize(from, Number(params["height"]) || 0),
    alert: ({ params }) =>
      surface.alert({
        message: typeof params["message"] === "string" ? params["message"] : "",
        durationMs: Math.min(30, Math.max(5, Number(params["duration"] ?? 5) || 5)) * 1000,
        display: typeof params["display"] === "string" ? params["display"] : "info",
      }),
    hideAlert: () => surface.hideAlert(),
    navigate: ({ params }) => {
      if (typeof params["url"] !== "string") throw new Error("navigate needs a url.")
      surface.navigate(params["url"])
    },
    showCard: ({ params }) => surface.showCard(readCard(params)),
    hideCard: () => surface.hideCard(),
  }
  const read: Command = ({ params, context }) =>
    readPluginData(backend.state(), context, params["idCard"])
  const dataCommands: Readonly<Record<string, Command>> = {
    data: read,
    set: async ({ params, context }) => {
      await backend.savePluginData(checkPluginData(backend.state(), context, params))
    },
    "attach-to-card": (call) => attach(call, backend),
    jwt: (call) => requestJwt(call, backend),
  }
  const models = new Set(["board", "card", "cards", "list", "lists", "member", "organization"])
  const table: ReadonlyMap<string, Command> = new Map(
    Object.entries({ ...surfaceCommands, ...dataCommands }),
  )

  return (command: string, args: readonly unknown[], from: MessageTarget): unknown => {
    const [argument] = args
    const params: Params = isFields(argument) ? argument : {}
    const stated = isFields(params["context"]) ? (params["context"] as PluginContext) : {}
    const context: PluginContext = { board: backend.state().board.id, ...stated }
    checkContext(backend.state(), context)
    if (models.has(command)) return readFields(backend.state(), command, params["fields"], context)
    const run = table.get(command)
    if (run === undefined) {
      throw new ProtocolError("unsupported command", `unsupported command: ${command}`)
    }
    return Promise.resolve(run({ params, context, from })).then((result) => result ?? null)
  }
}
