/** The origins that the pages are built for. */
export interface PageOrigins {
  /** Where the pages and the Worker are served. */
  readonly app: string
  /** Who frames the pages. */
  readonly trello: string
  /** The address of Trello's client library. */
  readonly trelloLibrary: string
  /** Whose live boards the attachments page frames. */
  readonly miro: string
}

/**
 * Builds Cloudflare's `_headers` file for the pages: Trello alone may frame them, scripts come from us and from
 * Trello's library, calls go to us. One page frames Miro, after a press. Callback and gone run in a window of their
 * own and nobody may frame them.
 */
export function buildHeaders(origins: PageOrigins): string {
  const library = new URL(origins.trelloLibrary).origin
  // The library injects its design tokens as <style>, hence 'unsafe-inline' for styles on the pages that load it.
  const inTrello = {
    frameAncestors: origins.trello,
    scripts: `'self' ${library}`,
    styles: `'self' ${library} 'unsafe-inline'`,
  }
  const inWindow = { frameAncestors: "'none'", scripts: "'self'", styles: "'self'" }
  return [
    "/*",
    "  X-Content-Type-Options: nosniff",
    "  Referrer-Policy: no-referrer",
    "  Strict-Transport-Security: max-age=31536000; includeSubDomains",
    "  Permissions-Policy: camera=(), microphone=(), geolocation=()",
    `  Content-Security-Policy: ${policy(inTrello)}`,
    "/attachments/*",
    "  ! Content-Security-Policy",
    `  Content-Security-Policy: ${policy({ ...inTrello, frames: origins.miro })}`,
    "/callback/*",
    "  ! Content-Security-Policy",
    `  Content-Security-Policy: ${policy(inWindow)}`,
    "  Cache-Control: no-store",
    "/gone/*",
    "  ! Content-Security-Policy",
    `  Content-Security-Policy: ${policy(inWindow)}`,
    "/assets/*",
    "  Cache-Control: public, max-age=31536000, immutable",
    "/icons/*",
    "  Access-Control-Allow-Origin: " + origins.trello,
    "",
  ].join("\n")
}

interface PolicyParts {
  readonly frameAncestors: string
  readonly scripts: string
  readonly styles: string
  /** What the page itself may frame; nothing unless it is given. */
  readonly frames?: string
}

function policy({ frameAncestors, scripts, styles, frames }: PolicyParts): string {
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    `style-src ${styles}`,
    ...(frames === undefined ? [] : [`frame-src ${frames}`]),
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors}`,
  ].join("; ")
}
