/** The origin that serves the pages and the Worker; from wrangler.toml at build time. */
declare const __APP_ORIGIN__: string
/** Trello's own origin: it frames the pages, and the client library posts to it alone. */
declare const __TRELLO_ORIGIN__: string
declare const __MIRO_ORIGIN__: string
