import type { Listening } from "../control/listen.ts"
import { startMiro } from "./server.ts"

/** The app's origin in these tests; nothing listens there. */
export const APP_ORIGIN = "http://localhost:9999"
export const CALLBACK = `${APP_ORIGIN}/oauth/miro/callback`
/** Registered for tools; nothing listens there either. */
const TOOLS_CALLBACK = "http://localhost:8790/callback"

export interface Pair {
  readonly access_token: string
  readonly refresh_token: string
  readonly user_id: string
  readonly expires_in: number
  readonly scope: string
}

/** A running stand-in with what tests do to it. */
export interface Rig {
  readonly origin: string
  readonly client: { readonly id: string; readonly secret: string }
  close(): Promise<void>
  /** A `/_sandbox` call with a JSON body. */
  control(path: string, body?: unknown): Promise<Response>
  /** The address that the consent page redirects to; the preset person allows. */
  consent(who: { member?: string; team?: string }): Promise<URL>
  /** `POST /v1/oauth/token` with the client's credentials. */
  token(parameters: Record<string, string>): Promise<Response>
  /** Consents and exchanges. */
  connect(who?: { member?: string; team?: string }): Promise<Pair>
  /** An API call with a token; a body goes as JSON. */
  api(token: string, method: string, path: string, body?: unknown): Promise<Response>
}

/** Starts a stand-in on a free port. */
export async function startRig(): Promise<Rig> {
  const server: Listening = await startMiro({ port: 0, appOrigin: APP_ORIGIN })
  return { ...(await attachRig(server.origin, CALLBACK)), close: () => server.close() }
}

/** Works with a stand-in that is running already; closing leaves it running. */
export async function attachRig(origin: string, callback: string = TOOLS_CALLBACK): Promise<Rig> {
  const seed = (await (await fetch(`${origin}/_sandbox/seed`)).json()) as { client: Rig["client"] }
  const { client } = seed
  const control: Rig["control"] = (path, body = {}) =>
    fetch(`${origin}/_sandbox/${path}`, { method: "POST", body: JSON.stringify(body) })
  const consent: Rig["consent"] = async (who) => {
    await control("consent", { mode: "allow", ...who })
    const answer = await fetch(buildAuthorizeUrl(origin, client.id, { redirect_uri: callback }), {
      redirect: "manual",
    })
    return new URL(answer.headers.get("location") ?? "")
  }
  const token: Rig["token"] = (parameters) =>
    fetch(`${origin}/v1/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({
        client_id: client.id,
        client_secret: client.secret,
        ...parameters,
      }),
    })
  return {
    origin,
    client,
    close: () => Promise.resolve(),
    control,
    consent,
    token,
    connect: async (who = {}) => {
      const code = (await consent(who)).searchParams.get("code") ?? ""
      const answer = await token({
        grant_type: "authorization_code",
        code,
        redirect_uri: callback,
      })
      return (await answer.json()) as Pair
    },
    api: (bearer, method, path, body) =>
      fetch(origin + path, {
        method,
        headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  }
}

/** An authorize address as the app builds it, with changes. */
export function buildAuthorizeUrl(
  origin: string,
  clientId: string,
  changes: Record<string, string | null> = {},
): string {
  const url = new URL(`${origin}/oauth/authorize`)
  const all = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: CALLBACK,
    state: "st-1",
    ...changes,
  }
  for (const [name, value] of Object.entries(all)) {
    if (value !== null) url.searchParams.set(name, value)
  }
  return url.href
}
