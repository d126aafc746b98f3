/** What Trello tells with every call about where the Power-Up runs. Ids have 24 hex digits. */
export interface PluginContext {
  readonly board?: string
  readonly card?: string
  readonly list?: string
  readonly command?: string
  /** Names the element that was clicked; lets `popup` find its place. */
  readonly el?: string
  /** `notLoggedIn` when nobody is signed in. */
  readonly member?: string
  readonly organization?: string
  readonly enterprise?: string
  readonly permissions?: Readonly<Record<string, string>>
  readonly plugin?: string
  readonly version?: string
  readonly locale?: string
  readonly theme?: string | null
  readonly initialTheme?: string | null
}

/** What a secondary page reads from the fragment of its address. */
export interface SignedFragment {
  readonly secret?: string | undefined
  readonly context?: PluginContext | undefined
  readonly locale?: string | undefined
  readonly args?: Readonly<Record<string, unknown>> | undefined
}

/** The fragment that `signUrl` wrote; empty when there is none or it is not ours. */
export function parseFragment(href: string): SignedFragment {
  const mark = href.indexOf("#")
  if (mark < 0) return {}
  try {
    const value: unknown = JSON.parse(decodeURIComponent(href.slice(mark + 1)))
    return typeof value === "object" && value !== null ? value : {}
  } catch {
    return {}
  }
}

/** `url` with a fragment that carries secret, context, locale and args; an older fragment is replaced. */
export function buildSignedUrl(url: string, fragment: SignedFragment): string {
  const { secret, context, locale, args } = fragment
  const text = JSON.stringify({ secret, context, locale, args })
  return `${url.replace(/#.*$/, "")}#${encodeURIComponent(text)}`
}

export function isMemberSignedIn(context: PluginContext): boolean {
  return context.member !== undefined && context.member !== "notLoggedIn"
}

/** Whether the viewer may edit; throws for anything but board, card and organization. */
export function memberCanWriteToModel(context: PluginContext, model: string): boolean {
  if (model !== "board" && model !== "card" && model !== "organization") {
    throw new Error(`Not a model with permissions: ${model}`)
  }
  return context.permissions?.[model] === "write"
}
