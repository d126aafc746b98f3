/** The origins that the pages are built for. */
export interface PageOrigins {
  /** Where the pages and the Worker are served. */
  readonly app: string
  /** Who frames the pages. */
  readonly trello: string
  /** The address of Trello's client library. */
  readonly trelloLibrary: string
  readonly miro: string
}

/**
 * Builds Cloudflare's `_headers` file for the pages: Trello alone may frame them, scripts come from us and from
 * Trello's library, calls go to us. The callback page runs in a window of its own and nobody may frame it.
 */
export function buildHeaders(origins: PageOrigins): string {
  const library = new URL(origins.trelloLibrary).origin
  // The library injects its design tokens as <style>, hence 'unsafe-inline' for styles on the pages that load it.
  const framed = policy(origins.trello, `'self' ${library}`, `'self' ${library} 'unsafe-inline'`)
  const callback = policy("'none'", "'self'", "'self'")
  return [
    "/*",
    "  X-Content-Type-Options: nosniff",
    "  Referrer-Policy: no-referrer",
    "  Strict-Transport-Security: max-age=31536000; includeSubDomains",
    "  Permissions-Policy: camera=(), microphone=(), geolocation=()",
    `  Content-Security-Policy: ${framed}`,
    "/callback/*",
    "  ! Content-Security-Policy",
    `  Content-Security-Policy: ${callback}`,
    "  Cache-Control: no-store",
    "/assets/*",
    "  Cache-Control: public, max-age=31536000, immutable",
    "/icons/*",
    "  Access-Control-Allow-Origin: " + origins.trello,
    "",
  ].join("\n")
}

function policy(frameAncestors: string, scripts: string, styles: string): string {
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    `style-src ${styles}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors}`,
  ].join("; ")
}
