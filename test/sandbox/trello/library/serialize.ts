import type { Callback, CallbackReference } from "./callbacks.ts"

/** Makes `./x` absolute against the folder of the page; leaves everything else as it is. */
export function absoluteUrl(url: string, pageUrl: string): string {
  if (!url.startsWith("./")) return url
  const page = new URL(pageUrl)
  return `${page.origin}${page.pathname.replace(/[^/]*$/, "")}${url}`
}

/**
 * A copy that can be posted: functions become references, `./…` in properties named `url` or `icon` absolute,
 * properties without a value vanish. `icon: {dark, light}` stays as it is, as with Trello's own library.
 */
export function serialize(
  value: unknown,
  pageUrl: string,
  reference: (fn: Callback) => CallbackReference,
): unknown {
  if (typeof value === "function") return reference(value as Callback)
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map((item) => serialize(item, pageUrl, reference))
  if (typeof value !== "object" || value === null) return value
  const copy: Record<string, unknown> = {}
  for (const [name, item] of Object.entries(value)) {
    if (item === undefined) continue
    const isAddress = (name === "url" || name === "icon") && typeof item === "string"
    copy[name] = isAddress ? absoluteUrl(item, pageUrl) : serialize(item, pageUrl, reference)
  }
  return copy
}
