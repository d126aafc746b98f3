/** A call that the server refused; `message` is what it said. */
export class RefusedError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = "RefusedError"
    this.status = status
  }
}

export type Method = "GET" | "POST" | "PUT" | "DELETE"

/** Words of a refused call: Trello answers text or `{message}`. */
function readWords(body: string, status: number): string {
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value === "object" && value !== null && "message" in value)
      return String(value.message)
  } catch {
    return body.slice(0, 200) || `Trello answered ${status}.`
  }
  return `Trello answered ${status}.`
}

/** The body of an answer. Rejects with `RefusedError`. */
async function callText(method: Method, path: string, body?: unknown): Promise<string> {
  const response = await fetch(path, {
    method,
    credentials: "same-origin",
    ...(body === undefined
      ? {}
      : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new RefusedError(response.status, readWords(text, response.status))
  return text
}

/** Calls the stand-in as the person who looks. Rejects with `RefusedError`. */
export async function callApi(method: Method, path: string, body?: unknown): Promise<unknown> {
  const text = await callText(method, path, body)
  if (text === "") return null
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** Everything about one board, as the viewer sees it, as JSON of a `PageState`. */
export function fetchStateText(board: string): Promise<string> {
  return callText("GET", `/_page/state?board=${encodeURIComponent(board)}`)
}

/** The board that a card is on. */
export async function fetchBoardOfCard(card: string): Promise<string> {
  const answer = (await callApi("GET", `/1/cards/${encodeURIComponent(card)}?fields=idBoard`)) as {
    readonly idBoard: string
  }
  return answer.idBoard
}

export async function fetchJwt(idPlugin: string, request: object): Promise<string> {
  const answer = (await callApi("POST", `/1/plugin/${idPlugin}/jwt`, request)) as {
    readonly jwt: string
  }
  return answer.jwt
}
