/** A call across the wire; the answer names its `id`. */
export interface RequestMessage {
  readonly type: "request"
  readonly data: { readonly id: string; readonly command: string; readonly args: unknown[] }
}

/** The answer to the request `to`. */
export interface ResponseMessage {
  readonly type: "response"
  readonly data: { readonly to: string; readonly success: boolean; readonly response: unknown }
}

export type Message = RequestMessage | ResponseMessage

/** What is posted: one or more messages and, after the handshake, the shared secret. */
export interface Envelope {
  readonly type: "bulk"
  readonly data: Message[]
  readonly secret?: string
}

type Fields = Readonly<Record<string, unknown>>

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

function parseMessage(value: unknown): Message | null {
  if (!isFields(value) || !isFields(value["data"])) return null
  const data = value["data"]
  if (value["type"] === "request") {
    const { id, command, args } = data
    if (typeof id !== "string" || typeof command !== "string") return null
    return { type: "request", data: { id, command, args: Array.isArray(args) ? args : [] } }
  }
  if (value["type"] !== "response" || typeof data["to"] !== "string") return null
  const { to, success, response } = data
  return { type: "response", data: { to, success: success === true, response: response ?? null } }
}

/** Reads a posted value: a bulk envelope or one bare message. Null when it is neither. */
export function parseEnvelope(
  value: unknown,
): { messages: Message[]; secret: string | null } | null {
  if (!isFields(value)) return null
  const secret = typeof value["secret"] === "string" ? value["secret"] : null
  if (value["type"] === "bulk") {
    if (!Array.isArray(value["data"])) return null
    const messages = value["data"].map(parseMessage).filter((message) => message !== null)
    return { messages, secret }
  }
  const message = parseMessage(value)
  return message === null ? null : { messages: [message], secret }
}

/** An envelope ready to post; without a secret before the handshake. */
export function buildEnvelope(messages: Message[], secret: string | null): Envelope {
  return secret === null
    ? { type: "bulk", data: messages }
    : { type: "bulk", data: messages, secret }
}
