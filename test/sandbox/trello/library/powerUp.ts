import { authorize, type AuthorizeOptions, type AuthorizeTarget } from "./authorize.ts"
import {
  buildSignedUrl,
  isMemberSignedIn,
  memberCanWriteToModel,
  type PluginContext,
} from "./context.ts"
import type { Environment } from "./environment.ts"
import { notHandled } from "./failures.ts"
import type { Io } from "./io.ts"
import { type JwtOptions, type PendingJwts, requestJwt } from "./jwt.ts"
import { buildLocalize, type Localizer } from "./localizer.ts"
import { getOAuth2ApiClient, type OAuth2Options } from "./oauth2.ts"
import { type Ask, buildPluginData, type WriteQueues } from "./pluginData.ts"
import { buildAlert, buildBoardBar, buildModal, buildModalUpdate, buildPopup } from "./popup.ts"
import { buildSecrets } from "./secrets.ts"
import { absoluteUrl } from "./serialize.ts"
import { subscribeToThemeChanges } from "./theme.ts"
import { escapeHtml } from "./text.ts"

type Params = Readonly<Record<string, unknown>>

/** What everything on one page shares. */
export interface PageState {
  readonly environment: Environment
  readonly io: Io
  readonly queues: WriteQueues
  readonly jwts: PendingJwts
  readonly oauth2: OAuth2Options
  secret(): string | undefined
  localizer(): Localizer | null
  locale(): string | undefined
}

/** Settles later with the value, or with the error that making it threw. */
function attempt(ask: Ask, command: string, params: () => Params): Promise<unknown> {
  try {
    return ask(command, params())
  } catch (error) {
    return Promise.reject(error instanceof Error ? error : new Error(String(error)))
  }
}

function readModel(ask: Ask, command: string) {
  return (...fields: (string | string[])[]): Promise<unknown> =>
    ask(command, { fields: fields.flat() })
}

/** Reads that need no click and no page: also what `initialize` gives back. */
export function buildReader(page: PageState, context?: PluginContext) {
  const ask: Ask = (command, params) =>
    page.io.request(command, context === undefined ? params : { ...params, context })
  return {
    ...buildPluginData(ask, page.queues),
    requestWithContext: ask,
    board: readModel(ask, "board"),
    card: readModel(ask, "card"),
    cards: readModel(ask, "cards"),
    list: readModel(ask, "list"),
    lists: readModel(ask, "lists"),
    member: readModel(ask, "member"),
    organization: readModel(ask, "organization"),
    safe: escapeHtml,
    ...buildLocalize(() => page.localizer()),
  }
}

/** The object that handlers, callbacks and pages call `t`. */
export function buildPowerUp(page: PageState, context: PluginContext, args: Params = {}) {
  const { environment } = page
  const reader = buildReader(page, context)
  const ask: Ask = reader.requestWithContext
  const call = (command: string, params: () => Params = () => ({})): Promise<unknown> =>
    attempt(ask, command, params)
  const signUrl = (url: string, urlArgs?: unknown): string =>
    buildSignedUrl(absoluteUrl(url, environment.href), {
      secret: page.secret(),
      context,
      locale: page.locale(),
      args: urlArgs as Params | undefined,
    })
  return {
    ...reader,
    ...buildSecrets(reader, context, environment.storage),
    getOAuth2ApiClient: () => getOAuth2ApiClient(page.oauth2),
    NotHandled: notHandled,
    getContext: (): PluginContext => context,
    isMemberSignedIn: (): boolean => isMemberSignedIn(context),
    memberCanWriteToModel: (model: string): boolean => memberCanWriteToModel(context, model),
    arg: (name: string, missing?: unknown): unknown => args[name] ?? missing,
    args,
    signUrl,
    jwt: (options?: JwtOptions) => requestJwt(ask, context, page.jwts, options),
    popup: (options: Params) => call("popup", () => buildPopup(options, context.el, signUrl)),
    closePopup: () => call("close-popup"),
    back: () => call("pop-popup"),
    modal: (options: Params) => call("modal", () => buildModal(options, signUrl)),
    updateModal: (options: Params) => call("update-modal", () => buildModalUpdate(options)),
    closeModal: () => call("close-modal"),
    boardBar: (options: Params) => call("board-bar", () => buildBoardBar(options, signUrl)),
    closeBoardBar: () => call("close-board-bar"),
    alert: (options: Params) => call("alert", () => buildAlert(options)),
    hideAlert: () => call("hideAlert"),
    navigate: ({ url }: { url: string }) => call("navigate", () => ({ url })),
    showCard: (idCard: string) => call("showCard", () => ({ idCard })),
    hideCard: () => call("hideCard"),
    attach: ({ url, name, mimeType }: { url: string; name?: string; mimeType?: string }) =>
      call("attach-to-card", () => {
        if (!memberCanWriteToModel(context, "card")) {
          throw new Error("No permission to attach to this card.")
        }
        return { url, name, mimeType }
      }),
    sizeTo: (target: unknown) =>
      call("resize", () => {
        const height = typeof target === "number" ? target : environment.heightOf(target)
        if (height === null) throw new Error("No such element to take the size of.")
        return { height: Math.ceil(height) }
      }),
    authorize: (target: AuthorizeTarget, options?: AuthorizeOptions) =>
      authorize(environment, target, options),
    notifyParent: (message: string, options: { targetOrigin?: string } = {}): void =>
      environment.parent.postMessage(message, options.targetOrigin ?? "*"),
    subscribeToThemeChanges: (callback: (theme: string) => void) =>
      subscribeToThemeChanges(environment, callback),
    getColorToken: (token: string): string => `--ds-${token.replaceAll(".", "-")}`,
    getComputedColorToken: (token: string, fallback: string): string =>
      environment.cssVariable(`--ds-${token.replaceAll(".", "-")}`) || fallback,
  }
}

export type PowerUp = ReturnType<typeof buildPowerUp>
