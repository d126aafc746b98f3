import {
  buildEnvelope,
  type Message,
  parseEnvelope,
  type RequestMessage,
} from "../../library/envelope.ts"
import type { IncomingMessage, MessageSource, MessageTarget } from "../../library/environment.ts"
import { buildFailure, parseFailure, ProtocolError } from "../../library/failures.ts"

export interface ChannelOptions {
  readonly local: MessageSource
  /** 64 characters that every message but `initialize` carries. */
  readonly secret: string
  /** The connector's window: the only one that is heard without the secret, and then only for `initialize`. */
  readonly connector: () => MessageTarget | null
  /** The origin that a window must have to get our messages. */
  readonly originOf: (target: MessageTarget) => string
  /** Answers a command; throws to refuse. */
  readonly answer: (command: string, args: readonly unknown[], from: MessageTarget) => unknown
  /** A bare text such as "done". */
  readonly onText: (text: string, from: MessageTarget) => void
}

/** The host's end of all conversations with one Power-Up. */
export interface Channel {
  /** Asks a window of the Power-Up; rejects with code `timeout` when no answer comes in time. */
  request(
    to: MessageTarget,
    command: string,
    argument: unknown,
    timeoutMs?: number,
  ): Promise<unknown>
  close(): void
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

function isTarget(value: unknown): value is MessageTarget {
  return typeof value === "object" && value !== null && "postMessage" in value
}

/** Listens to the one window that all frames of a Power-Up post to. */
export function openChannel(options: ChannelOptions): Channel {
  const { local, secret } = options
  const waiting = new Map<string, Waiting>()
  let count = 0

  const post = (to: MessageTarget, message: Message, origin: string): void =>
    to.postMessage(buildEnvelope([message], secret), origin)

  const answer = async (from: MessageTarget, request: RequestMessage, origin: string) => {
    const { id, command, args } = request.data
    try {
      const response = (await options.answer(command, args, from)) ?? null
      post(from, { type: "response", data: { to: id, success: true, response } }, origin)
    } catch (error) {
      const response = buildFailure(error)
      post(from, { type: "response", data: { to: id, success: false, response } }, origin)
    }
  }

  const settle = (to: string, success: boolean, response: unknown): void => {
    const call = waiting.get(to)
    waiting.delete(to)
    if (success) call?.resolve(response)
    else call?.reject(parseFailure(response))
  }

  const listen = (event: IncomingMessage): void => {
    const { source } = event
    if (!isTarget(source)) return
    if (typeof event.data === "string") {
      options.onText(event.data, source)
      return
    }
    const envelope = parseEnvelope(event.data)
    if (envelope === null) return
    const proven = envelope.secret === secret
    for (const message of envelope.messages) {
      const greets = message.type === "request" && message.data.command === "initialize"
      if (!proven && !(greets && source === options.connector())) continue
      if (message.type === "request") void answer(source, message, event.origin)
      else settle(message.data.to, message.data.success, message.data.response)
    }
  }
  local.addEventListener("message", listen)

  return {
    request(to, command, argument, timeoutMs) {
      count += 1
      const id = `H${count}`
      return new Promise((resolve, reject) => {
        const origin = options.originOf(to)
        const timer =
          timeoutMs === undefined
            ? undefined
            : setTimeout(() => {
                waiting.delete(id)
                reject(new ProtocolError("timeout", `${command} took longer than ${timeoutMs} ms`))
              }, timeoutMs)
        const done = (): void => clearTimeout(timer)
        waiting.set(id, {
          resolve(value) {
            done()
            resolve(value)
          },
          reject(error) {
            done()
            reject(error)
          },
        })
        post(to, { type: "request", data: { id, command, args: [argument] } }, origin)
      })
    },
    close: () => local.removeEventListener("message", listen),
  }
}
