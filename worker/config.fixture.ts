import { type Config, readConfig } from "./config.ts"

/** The variables and secrets as wrangler binds them, for tests: every value is recognisable and none is real. */
export const VARIABLES = {
  APP_ORIGIN: "https://app.example",
  TRELLO_ORIGIN: "https://trello.example",
  TRELLO_AUTH_ORIGIN: "https://auth.trello.example",
  TRELLO_API_ORIGIN: "https://api.trello.example",
  MIRO_ORIGIN: "https://miro.example",
  MIRO_API_ORIGIN: "https://api.miro.example",
  TRELLO_PLUGIN_ID: "65e58d90f7c20a039d245f80",
  TRELLO_CLIENT_ID: "trello-client",
  TRELLO_CLIENT_SECRET: "trello-client-secret",
  MIRO_CLIENT_ID: "miro-client",
  MIRO_CLIENT_SECRET: "miro-client-secret",
  SEALING_KEYS: "first:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  UPSTREAM_TIMEOUT_MS: "1000",
}

/** The same, parsed. */
export const CONFIG: Config = readConfig(VARIABLES as unknown as Env)
