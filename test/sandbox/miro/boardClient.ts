import { ROADMAP, TEAM_A } from "./seed.ts"
import type { Rig } from "./testing.ts"

/** An item, tag, board, page of them or error: tests name what they look for. */
export interface Json {
  readonly id: string
  readonly type: string
  readonly data: Record<string, unknown>
  readonly position: { readonly x: number; readonly y: number; readonly relativeTo: string }
  readonly geometry: { readonly width: number; readonly height: number }
  readonly parent?: { readonly id: string }
  readonly code?: string
  readonly context?: { readonly fields: readonly { readonly field: string }[] } | null
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly json: Json
  /** The rows of a page. */
  readonly rows: readonly Json[]
}

/** Somebody who works on one board. Paths begin after the board's; those that begin with `/` are whole. */
export interface BoardClient {
  readonly token: string
  readonly user: string
  call(method: string, path: string, body?: unknown): Promise<Answer>
  /** Creates in a collection, which must go well. */
  make(collection: string, body?: unknown): Promise<Json>
  /** Every item of a type, page by page. */
  all(query?: string): Promise<Json[]>
  /** Status, code and fields of a refusal. */
  refusal(method: string, path: string, body?: unknown): Promise<unknown[]>
  /** A call of the board page, as the same person. */
  page(method: string, path: string, body?: unknown): Promise<Answer>
}

/** Connects somebody of the seed and gives them a board to work on. */
export async function openBoard(
  rig: Rig,
  member: string,
  board: string = ROADMAP,
  team: string = TEAM_A,
): Promise<BoardClient> {
  const { access_token: token } = await rig.connect({ member, team })
  const root = `/v2/boards/${encodeURIComponent(board)}`
  const at = (path: string) => {
    if (path.startsWith("/")) return path
    return path === "" || path.startsWith("?") ? root + path : `${root}/${path}`
  }
  const call: BoardClient["call"] = async (method, path, body) =>
    read(await rig.api(token, method, at(path), body))
  return {
    token,
    user: member,
    call,
    make: async (collection, body = {}) => {
      const answer = await call("POST", collection, body)
      if (answer.status !== 201) throw new Error(`${answer.status}: ${JSON.stringify(answer.json)}`)
      return answer.json
    },
    all: async (query = "") => {
      const rows: Json[] = []
      let cursor: string | undefined = ""
      while (cursor !== undefined) {
        const page = await call(
          "GET",
          `items?limit=50&cursor=${encodeURIComponent(cursor)}${query}`,
        )
        rows.push(...page.rows)
        cursor = cursorOf(page)
      }
      return rows
    },
    refusal: async (method, path, body) => {
      const { status, json } = await call(method, path, body)
      return [status, json.code, ...(json.context?.fields ?? []).map(({ field }) => field)]
    },
    page: async (method, path, body) =>
      read(
        await fetch(`${rig.origin}/_page/boards/${encodeURIComponent(board)}/${path}`, {
          method,
          headers: { cookie: `miro_viewer=${member}` },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      ),
  }
}

/** The cursor of a page; none on the last one. */
export function cursorOf(page: Answer): string | undefined {
  const { cursor } = page.json as unknown as { cursor?: string }
  return cursor
}

async function read(answer: Response): Promise<Answer> {
  const text = await answer.text()
  const json = (text === "" ? {} : JSON.parse(text)) as Json
  const { status, headers } = answer
  return { status, headers, json, rows: Array.isArray(json.data) ? (json.data as Json[]) : [] }
}
