/** How somebody's page wants a board to be shown. */
export interface EmbedOptions {
  /** Shows the board at once; without it, after a press. */
  readonly autoplay: boolean
  /** False leaves out even the board's name. */
  readonly withUi: boolean
  /** The item to look at; it and `viewport` exclude each other. */
  readonly widget: string | null
  /** The part to look at, from its top left. */
  readonly viewport: {
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
  } | null
}

/** Reads the query of `/app/live-embed/{id}/` (Miro's guide to live embeds by direct link). */
export function parseEmbed(query: URLSearchParams): EmbedOptions {
  const widget = query.get("moveToWidget")
  return {
    autoplay: query.get("autoplay") === "true",
    withUi: query.get("embedMode") !== "view_only_without_ui",
    widget,
    viewport: widget === null ? parseViewport(query.get("moveToViewport")) : null,
  }
}

function parseViewport(text: string | null): EmbedOptions["viewport"] {
  const [x, y, width, height, ...more] = (text ?? "").split(",").map(Number)
  const known = x !== undefined && y !== undefined && width !== undefined && height !== undefined
  if (!known || more.length > 0 || ![x, y, width, height].every(Number.isFinite)) return null
  return width > 0 && height > 0 ? { x, y, width, height } : null
}
