import { randomBytes } from "node:crypto"

/** The variables and secrets of the Worker, for two running stand-ins. */
export async function readVars(origins: {
  readonly app: string
  readonly trello: string
  readonly miro: string
}): Promise<Record<string, string>> {
  const { app, trello, miro } = origins
  const trelloSeed = await readSeed(trello)
  const miroSeed = await readSeed(miro)
  return {
    APP_ORIGIN: app,
    TRELLO_ORIGIN: trello,
    TRELLO_LIBRARY_URL: `${trello}/power-up.min.js`,
    TRELLO_AUTH_ORIGIN: trello,
    TRELLO_API_ORIGIN: trello,
    MIRO_ORIGIN: miro,
    MIRO_API_ORIGIN: miro,
    TRELLO_PLUGIN_ID: trelloSeed.idPlugin,
    TRELLO_CLIENT_ID: trelloSeed.client.id,
    TRELLO_CLIENT_SECRET: trelloSeed.client.secret,
    MIRO_CLIENT_ID: miroSeed.client.id,
    MIRO_CLIENT_SECRET: miroSeed.client.secret,
    SEALING_KEYS: ["local", "older"].map((id) => `${id}:${randomKey()}`).join(","),
    OPERATOR_KEY: randomKey(),
  }
}

function randomKey(): string {
  return randomBytes(32).toString("base64url")
}

interface SandboxSeed {
  readonly client: { readonly id: string; readonly secret: string }
  /** Trello's only. */
  readonly idPlugin: string
}

async function readSeed(origin: string): Promise<SandboxSeed> {
  const response = await fetch(`${origin}/_sandbox/seed`)
  return (await response.json()) as SandboxSeed
}
