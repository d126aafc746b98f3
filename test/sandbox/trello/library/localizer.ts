/** Texts by key for one locale. */
export interface Localizer {
  /** The text of a key with `{0}` or `{name}` filled in; throws for a key that has none. */
  localize(key: string, args?: unknown): string
}

/** Option `localization` of `initialize` and `iframe`. */
export interface Localization {
  readonly defaultLocale: string
  readonly supportedLocales: readonly string[]
  /** Address of the texts; `{locale}` in it stands for the locale. */
  readonly resourceUrl: string
}

/** The three ways to bring texts; the first that is given counts. */
export interface LocalizerOptions {
  readonly localizer?: Localizer
  readonly loadLocalizer?: (locale: string) => Localizer | Promise<Localizer>
  readonly localization?: Localization
}

/** The supported locale that suits best: the same, the same language, else the default. */
export function chooseLocale(wanted: string, localization: Localization): string {
  const { supportedLocales, defaultLocale } = localization
  const name = wanted.replace("_", "-")
  const [language = name] = name.split("-")
  return [name, language].find((locale) => supportedLocales.includes(locale)) ?? defaultLocale
}

function fill(text: string, args: unknown): string {
  if (typeof args !== "object" || args === null) return text
  const values = new Map<string, unknown>(Object.entries(args))
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    values.has(name) ? String(values.get(name)) : whole,
  )
}

/** A localizer over an object of texts. */
export function buildLocalizer(resource: unknown): Localizer {
  const texts = new Map<string, unknown>(
    typeof resource === "object" && resource !== null ? Object.entries(resource) : [],
  )
  return {
    localize(key, args) {
      const text = texts.get(key)
      if (typeof text !== "string") throw new Error(`There is no text for the key ${key}.`)
      return fill(text, args)
    },
  }
}

/** The localizer that the options ask for; null when they ask for none. Rejects when its texts cannot be had. */
export async function loadLocalizer(
  options: LocalizerOptions,
  locale: string,
  fetchJson: (url: string) => Promise<unknown>,
): Promise<Localizer | null> {
  if (options.localizer !== undefined) return options.localizer
  if (options.loadLocalizer !== undefined) return options.loadLocalizer(locale)
  const { localization } = options
  if (localization === undefined) return null
  const chosen = chooseLocale(locale, localization)
  return buildLocalizer(await fetchJson(localization.resourceUrl.replaceAll("{locale}", chosen)))
}

/** An element as far as localisation reads and writes it. */
export interface LocalNode {
  textContent: string | null
  getAttribute(name: string): string | null
  setAttribute(name: string, value: string): void
  querySelectorAll(selector: string): Iterable<LocalNode>
}

function readJson(text: string | null): unknown {
  return text === null ? undefined : (JSON.parse(text) as unknown)
}

/** `localizeKey`, `localizeKeys` and `localizeNode`; they throw where no localizer was set up. */
export function buildLocalize(localizer: () => Localizer | null) {
  const localizeKey = (key: string, args?: unknown): string => {
    const found = localizer()
    if (found === null) throw new Error("No localizer is set up.")
    return found.localize(key, args)
  }
  const apply = (node: LocalNode): void => {
    const key = node.getAttribute("data-i18n-id")
    const args = readJson(node.getAttribute("data-i18n-args"))
    if (key !== null) node.textContent = localizeKey(key, args)
    const attributes = readJson(node.getAttribute("data-i18n-attrs"))
    for (const [name, attributeKey] of Object.entries(attributes ?? {})) {
      node.setAttribute(name, localizeKey(String(attributeKey), args))
    }
  }
  return {
    localizeKey,
    /** Keys alone or as `[key, args]`. */
    localizeKeys: (keys: readonly (string | readonly [string, unknown])[]): string[] =>
      keys.map((key) => (typeof key === "string" ? localizeKey(key) : localizeKey(...key))),
    /** Fills in a node and all below it, by `data-i18n-id`, `data-i18n-args` and `data-i18n-attrs`. */
    localizeNode(node: LocalNode): void {
      for (const one of [node, ...node.querySelectorAll("[data-i18n-id], [data-i18n-attrs]")]) {
        apply(one)
      }
    },
  }
}
