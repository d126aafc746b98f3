import { ANN, BEN, ROADMAP } from "../miro/seed.ts"
import { buildAuthorizeUrl, startRig } from "../miro/testing.ts"
import { LEAST, startClient } from "../trello/testing.ts"

export interface Pair {
  readonly access: string
  readonly refresh: string
}

/** A running stand-in as the control API's tests see it: what both have in common. */
export interface Target {
  readonly origin: string
  readonly clientSecret: string
  /** Two people of the seed who may consent. */
  readonly people: readonly [string, string]
  /** A path that needs no token and is no API. */
  readonly page: string
  readonly tokenPath: string
  /** A path that only reads. */
  readonly readPath: string
  /** How long an access token lives, in seconds. */
  readonly accessSeconds: number
  close(): Promise<void>
  control(path: string, body?: unknown): Promise<Response>
  /** Consents and exchanges, as the first of the people without another. */
  connect(person?: string): Promise<Pair>
  refresh(token: string): Promise<Response>
  /** Tries to trade a code that nobody gave. */
  exchange(code: string): Promise<Response>
  /** Where the consent page leads, or the page itself. */
  authorize(): Promise<Response>
  /** An API call with a token. */
  api(token: string, method: string, path: string): Promise<Response>
  /** Creates something; `count` tells how many there are of it. */
  write(token: string): Promise<Response>
  count(token: string): Promise<number>
}

async function startMiroTarget(): Promise<Target> {
  const rig = await startRig()
  const path = `/v2/boards/${encodeURIComponent(ROADMAP)}`
  return {
    origin: rig.origin,
    clientSecret: rig.client.secret,
    people: [ANN, BEN],
    page: `/app/board/${ROADMAP}/`,
    tokenPath: "/v1/oauth/token",
    readPath: path,
    accessSeconds: 3599,
    close: () => rig.close(),
    control: (path, body) => rig.control(path, body),
    connect: async (person = ANN) => {
      const pair = await rig.connect({ member: person })
      return { access: pair.access_token, refresh: pair.refresh_token }
    },
    refresh: (token) => rig.token({ grant_type: "refresh_token", refresh_token: token }),
    exchange: (code) => rig.token({ grant_type: "authorization_code", code }),
    authorize: () => fetch(buildAuthorizeUrl(rig.origin, rig.client.id), { redirect: "manual" }),
    api: (token, method, at) => rig.api(token, method, at),
    write: (token) => rig.api(token, "POST", `${path}/app_cards`, {}),
    count: async (token) => {
      const answer = await rig.api(token, "GET", `${path}/items?type=app_card`)
      return ((await answer.json()) as { total: number }).total
    },
  }
}

async function startTrelloTarget(): Promise<Target> {
  const trello = await startClient()
  const { origin, seed } = trello
  const people = ["diegofernandez", "amaraokafor"] as const
  const list = trello.board("Website relaunch").lists[0]?.id ?? ""
  const scope = `${LEAST} write:board:trello`
  const api: Target["api"] = (token, method, path) =>
    fetch(origin + path, { method, headers: { authorization: `Bearer ${token}` } })
  const token = (body: Record<string, string>) =>
    fetch(`${origin}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({
        client_id: seed.client.id,
        client_secret: seed.client.secret,
        ...body,
      }),
    })
  return {
    origin,
    clientSecret: seed.client.secret,
    people: [trello.member(people[0]), trello.member(people[1])],
    page: `/b/${trello.board("Website relaunch").shortLink}`,
    tokenPath: "/oauth/token",
    readPath: "/1/members/me",
    accessSeconds: 3600,
    close: () => trello.close(),
    control: (path, body = {}) =>
      fetch(`${origin}/_sandbox/${path}`, { method: "POST", body: JSON.stringify(body) }),
    connect: async (person) => {
      const name = people.find((one) => trello.member(one) === person) ?? people[0]
      const pair = await trello.connect(name, scope)
      return { access: pair.access_token, refresh: pair.refresh_token ?? "" }
    },
    refresh: (value) => token({ grant_type: "refresh_token", refresh_token: value }),
    exchange: (code) => token({ grant_type: "authorization_code", code }),
    authorize: async () => {
      const { status, headers, text } = await trello.authorize()
      return new Response(text, { status, headers })
    },
    api,
    write: (value) => api(value, "POST", `/1/cards?idList=${list}&name=Written`),
    count: async (value) => {
      const answer = await api(value, "GET", `/1/lists/${list}/cards`)
      return ((await answer.json()) as unknown[]).length
    },
  }
}

/** Both stand-ins, to be started. */
export const TARGETS: readonly (readonly [name: string, start: () => Promise<Target>])[] = [
  ["Trello", startTrelloTarget],
  ["Miro", startMiroTarget],
]
