import { createHash } from "node:crypto"
import type { Listening } from "../control/listen.ts"
import { startTrello } from "./server.ts"

/** What `GET /_sandbox/seed` answers. */
export interface SeedAnswer {
  readonly client: {
    readonly id: string
    readonly secret: string
    readonly redirectUris: readonly string[]
  }
  readonly idPlugin: string
  readonly workspaces: readonly { readonly id: string; readonly name: string }[]
  readonly members: readonly {
    readonly id: string
    readonly name: string
    readonly username: string
    readonly roles: readonly string[]
  }[]
  readonly boards: readonly SeedBoard[]
}

export interface SeedBoard {
  readonly id: string
  readonly shortLink: string
  readonly name: string
  readonly idOrganization: string | null
  readonly lists: readonly { readonly id: string; readonly name: string }[]
  readonly cards: readonly {
    readonly id: string
    readonly shortLink: string
    readonly idShort: number
    readonly name: string
    readonly idList: string
    readonly closed: boolean
  }[]
  readonly members: readonly { readonly id: string; readonly role: string }[]
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The parsed body; null when it is not JSON. */
  readonly json: Record<string, unknown>
}

export interface Tokens {
  readonly access_token: string
  readonly refresh_token?: string
  readonly expires_in: number
  readonly scope: string
}

export const LEAST = "read:board:trello read:organization:trello read:member:trello offline_access"
export const VERIFIER = "verifier-with-at-least-forty-three-characters-0"
export const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url")

/** A running stand-in and a program that talks to it. */
export interface Client {
  readonly origin: string
  readonly seed: SeedAnswer
  close(): Promise<void>
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
  /** Sets something through the control API. */
  control(call: string, body?: unknown): Promise<Answer>
  member(username: string): string
  board(name: string): SeedBoard
  /** Where `/authorize` redirects to; `change` replaces or (undefined) removes parameters. */
  authorize(change?: Readonly<Record<string, string | undefined>>): Promise<Answer>
  /** A code of a member for a workspace. */
  code(username?: string, scope?: string, workspace?: number): Promise<string>
  token(body: Readonly<Record<string, string | undefined>>, form?: boolean): Promise<Answer>
  refresh(refreshToken: string | undefined): Promise<Answer>
  /** The whole way from consent to tokens. */
  connect(username?: string, scope?: string, workspace?: number): Promise<Tokens>
  /** Reads as the owner of a token. */
  get(path: string, tokens: Tokens): Promise<Answer>
}

export interface CallOptions {
  readonly token?: string
  readonly cookie?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Starts a stand-in on a free port. */
export async function startClient(): Promise<Client> {
  const listening: Listening = await startTrello({ port: 0, appOrigin: "http://localhost:8787" })
  const { origin } = listening

  const call: Client["call"] = async (method, path, options = {}) => {
    const response = await fetch(origin + path, {
      method,
      redirect: "manual",
      headers: {
        ...(options.body === undefined ? {} : { "content-type": "application/json" }),
        ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
        ...(options.cookie === undefined ? {} : { cookie: options.cookie }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: parseJson(text) }
  }
  const seed = JSON.parse((await call("GET", "/_sandbox/seed")).text) as SeedAnswer
  const [redirectUri = ""] = seed.client.redirectUris

  const client: Client = {
    origin,
    seed,
    call,
    close: () => listening.close(),
    control: (name, body = {}) => call("POST", `/_sandbox/${name}`, { body }),
    member: (username) => find(seed.members, (member) => member.username === username).id,
    board: (name) => find(seed.boards, (board) => board.name === name),
    authorize: (change = {}) => {
      const parameters = {
        client_id: seed.client.id,
        response_type: "code",
        redirect_uri: redirectUri,
        scope: LEAST,
        state: "a-state",
        prompt: "consent",
        code_challenge: CHALLENGE,
        code_challenge_method: "S256",
        resource: `ari:cloud:trello::workspace/${seed.workspaces[0]?.id}`,
        ...change,
      }
      const given = Object.entries(parameters).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      )
      return call("GET", `/authorize?${new URLSearchParams(given).toString()}`)
    },
    code: async (username = "diegofernandez", scope = LEAST, workspace = 0) => {
      await client.control("consent", { mode: "allow", member: client.member(username) })
      const resource = `ari:cloud:trello::workspace/${seed.workspaces[workspace]?.id}`
      const answer = await client.authorize({ scope, resource })
      const code = new URL(answer.headers.get("location") ?? "").searchParams.get("code")
      if (code === null) throw new Error(answer.headers.get("location") ?? "no location")
      return code
    },
    token: (body, form = false) => {
      const { id, secret } = seed.client
      const all = { client_id: id, client_secret: secret, ...body }
      const entries = Object.entries(all).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as [string, string]],
      )
      if (!form) return call("POST", "/oauth/token", { body: Object.fromEntries(entries) })
      return postForm(origin, new URLSearchParams(entries))
    },
    refresh: (refreshToken) =>
      client.token({ grant_type: "refresh_token", refresh_token: refreshToken }),
    connect: async (username, scope, workspace) => {
      const answer = await client.token({
        grant_type: "authorization_code",
        code: await client.code(username, scope, workspace),
        redirect_uri: redirectUri,
        code_verifier: VERIFIER,
      })
      return answer.json as unknown as Tokens
    },
    get: (path, tokens) => call("GET", path, { token: tokens.access_token }),
  }
  return client
}

async function postForm(origin: string, form: URLSearchParams): Promise<Answer> {
  const response = await fetch(`${origin}/oauth/token`, { method: "POST", body: form })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: parseJson(text) }
}

function parseJson(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

function find<T>(all: readonly T[], matches: (one: T) => boolean): T {
  const found = all.find(matches)
  if (found === undefined) throw new Error("The seed lacks what the test looks for.")
  return found
}
