import type { StandIns } from "./standIns.ts"

const CALLBACK = "http://localhost:8790/callback"

export interface MiroItem {
  readonly id: string
  readonly type: string
  readonly data: {
    readonly title: string
    readonly description: string
    readonly status: string
    readonly fields?: readonly { readonly value: string; readonly tooltip: string }[]
  }
}

/** The Miro stand-in over REST with a token of its own, as a program without a Worker has one. */
export class DirectMiro {
  readonly #origin: string
  readonly #token: string

  constructor(origin: string, token: string) {
    this.#origin = origin
    this.#token = token
  }

  get token(): string {
    return this.#token
  }

  read(board: string, item: string): Promise<MiroItem> {
    return this.call("GET", `/v2/boards/${encodeURIComponent(board)}/items/${item}`)
  }

  makeBoard(name: string): Promise<{ readonly id: string; readonly name: string }> {
    return this.call("POST", "/v2/boards", { name })
  }

  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.#origin + path, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return (text === "" ? undefined : JSON.parse(text)) as T
  }
}

/** Consents as whoever Miro's stand-in is set to, and exchanges the code. */
export async function connectDirectly(origin: string, standIns: StandIns): Promise<DirectMiro> {
  const { client } = await standIns.miroSeed()
  const asked = { response_type: "code", client_id: client.id, redirect_uri: CALLBACK, state: "s" }
  const address = `${origin}/oauth/authorize?${new URLSearchParams(asked).toString()}`
  const sent = await fetch(address, { redirect: "manual" })
  const code = new URL(sent.headers.get("location") ?? CALLBACK).searchParams.get("code") ?? ""
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    client_id: client.id,
    client_secret: client.secret,
    redirect_uri: CALLBACK,
    code,
  })
  const answer = await fetch(`${origin}/v1/oauth/token`, { method: "POST", body })
  const { access_token: token } = (await answer.json()) as { access_token: string }
  return new DirectMiro(origin, token)
}
