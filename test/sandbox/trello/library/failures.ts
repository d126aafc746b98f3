/** An error that keeps its `code` on the way between Trello and the Power-Up. */
export class ProtocolError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = "ProtocolError"
    this.code = code
  }
}

/** What a handler throws or returns to decline a request. */
export function notHandled(message = ""): ProtocolError {
  return new ProtocolError("not handled", message)
}

/** The `response` of a failed request: `{code, message}` where a code is known, else plain words. */
export function buildFailure(error: unknown): { code: string; message: string } | string {
  if (error instanceof ProtocolError) return { code: error.code, message: error.message }
  return error instanceof Error ? error.message : String(error)
}

/** The reverse of `buildFailure`. */
export function parseFailure(response: unknown): Error {
  if (typeof response === "object" && response !== null && "code" in response) {
    const message = "message" in response ? String(response.message) : ""
    return new ProtocolError(String(response.code), message)
  }
  return new Error(typeof response === "string" ? response : "The request failed.")
}
