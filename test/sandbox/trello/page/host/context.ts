import type { PluginContext } from "../../library/context.ts"
import { ProtocolError } from "../../library/failures.ts"
import type { PageState, Theme } from "./state.ts"

/** What a call is about, beside the board. */
export interface Place {
  readonly card?: string | undefined
  readonly list?: string | undefined
  readonly command?: string | undefined
  readonly el?: string | undefined
}

const version = "sandbox-1"
const locale = "en"

const may = (allowed: boolean | undefined): string => (allowed === true ? "write" : "read")

/** The context of a call: ids, what the viewer may change, the theme that the page started with. */
export function buildContext(state: PageState, theme: Theme, place: Place = {}): PluginContext {
  const { viewer, board, plugin } = state
  const { card, list, command, el } = place
  return {
    board: board.id,
    ...(card === undefined ? {} : { card }),
    ...(list === undefined ? {} : { list }),
    member: viewer?.id ?? "notLoggedIn",
    ...(board.organization === null ? {} : { organization: board.organization.id }),
    permissions: {
      board: may(viewer?.canWriteBoard),
      ...(board.organization === null ? {} : { organization: may(viewer?.canWriteOrganization) }),
      ...(card === undefined ? {} : { card: may(viewer?.canWriteBoard) }),
    },
    version,
    locale,
    theme: null,
    initialTheme: theme,
    plugin: plugin.id,
    ...(command === undefined ? {} : { command }),
    ...(el === undefined ? {} : { el }),
  }
}

/** What the connector learns in answer to `initialize`. */
export function buildWelcome(state: PageState, secret: string): Record<string, string> {
  return { locale, member: state.viewer?.id ?? "notLoggedIn", secret, version }
}

/** Throws `plugin disabled` or `invalid context` unless the ids of a call belong to the open board and its viewer. */
export function checkContext(state: PageState, context: PluginContext): void {
  if (!state.plugin.enabled) throw new ProtocolError("plugin disabled", "The plugin is disabled.")
  const { board } = state
  const known =
    context.board === board.id &&
    (context.plugin === undefined || context.plugin === state.plugin.id) &&
    (context.member === undefined || context.member === (state.viewer?.id ?? "notLoggedIn")) &&
    (context.organization === undefined || context.organization === board.organization?.id) &&
    (context.card === undefined || board.cards.some(({ id }) => id === context.card)) &&
    (context.list === undefined || board.lists.some(({ id }) => id === context.list))
  if (!known) throw new ProtocolError("invalid context", "The context is not of the open board.")
}
