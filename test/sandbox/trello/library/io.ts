import { buildEnvelope, type Message, parseEnvelope, type RequestMessage } from "./envelope.ts"
import type { IncomingMessage, MessageSource, MessageTarget } from "./environment.ts"
import { buildFailure, parseFailure, ProtocolError } from "./failures.ts"

/** Answers one command; the result may be a promise. */
export type Handler = (...args: unknown[]) => unknown

/** One side of a conversation between two windows. */
export interface Io {
  request(command: string, ...args: unknown[]): Promise<unknown>
  setSecret(secret: string): void
  close(): void
}

export interface IoOptions {
  readonly local: MessageSource
  /** Null while it is not known; then only the secret proves who speaks. */
  readonly remote: MessageTarget | null
  readonly targetOrigin: string
  readonly secret: string | null
  readonly handlers: ReadonlyMap<string, Handler>
  readonly newId: () => string
  /** Makes a result fit to post: functions become references, relative addresses absolute. */
  readonly serialize: (value: unknown) => unknown
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

function isTarget(value: unknown): value is MessageTarget {
  return typeof value === "object" && value !== null && "postMessage" in value
}

/**
 * Starts to listen. Messages of one turn share an envelope. A message is heard when it comes from the remote
 * window or carries our secret.
 */
export function openIo(options: IoOptions): Io {
  const { local, remote, targetOrigin, handlers, newId, serialize } = options
  let secret = options.secret
  const waiting = new Map<string, Waiting>()
  const queues = new Map<MessageTarget, Message[]>()

  const post = (target: MessageTarget, message: Message): void => {
    const queue = queues.get(target)
    if (queue !== undefined) {
      queue.push(message)
      return
    }
    queues.set(target, [message])
    setTimeout(() => {
      const messages = queues.get(target) ?? []
      queues.delete(target)
      target.postMessage(buildEnvelope(messages, secret), targetOrigin)
    }, 0)
  }

  const answer = async (target: MessageTarget, { data }: RequestMessage): Promise<void> => {
    const respond = (success: boolean, response: unknown): void =>
      post(target, { type: "response", data: { to: data.id, success, response } })
    try {
      const handler = handlers.get(data.command)
      if (handler === undefined) {
        throw new ProtocolError("unsupported command", `unsupported command: ${data.command}`)
      }
      const result = await handler(...data.args)
      if (result instanceof Error) throw result
      respond(true, serialize(result) ?? null)
    } catch (error) {
      respond(false, buildFailure(error))
    }
  }

  const listen = (event: IncomingMessage): void => {
    const envelope = parseEnvelope(event.data)
    if (envelope === null) return
    const fromRemote = remote !== null && event.source === remote
    if (!fromRemote && (secret === null || envelope.secret !== secret)) return
    for (const message of envelope.messages) {
      if (message.type === "request") {
        if (isTarget(event.source)) void answer(event.source, message)
        continue
      }
      const call = waiting.get(message.data.to)
      waiting.delete(message.data.to)
      if (message.data.success) call?.resolve(message.data.response)
      else call?.reject(parseFailure(message.data.response))
    }
  }
  local.addEventListener("message", listen)

  return {
    request(command, ...args) {
      if (remote === null) return Promise.reject(new Error("There is no window to ask."))
      const id = newId()
      const result = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }))
      post(remote, { type: "request", data: { id, command, args: args.map(serialize) } })
      return result
    },
    setSecret: (value) => {
      secret = value
    },
    close: () => local.removeEventListener("message", listen),
  }
}
