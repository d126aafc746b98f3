import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import type { Held } from "../journey/relayLine.ts"

/** How long a test that asks for requests waits for the next one. Milliseconds. */
const LOOK_MS = 100

/**
 * The network between Trello and a Worker that runs inside a test, where nobody can call it: it holds what comes until
 * the test has carried it into the Worker, and passes the Worker's own answer back. While no test carries, the Worker
 * counts as down. `GET /_relay/next` gives what waits, `POST /_relay/answer` ends one, `POST /_relay/open` and
 * `/_relay/close` begin and end the carrying.
 */
export async function startRelay(): Promise<{ origin: string; close(): Promise<void> }> {
  const relay = new Relay()
  const server = createServer((request, response) => {
    void relay.serve(request, response)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve)
  })
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, close: () => close(server) }
}

class Relay {
  #open = false
  #count = 0
  #waiting: Held[] = []
  readonly #answers = new Map<number, ServerResponse>()
  #arrived: () => void = () => {}

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request)
    switch (request.url) {
      case "/_relay/open":
      case "/_relay/close":
        this.#open = request.url === "/_relay/open"
        this.#drop()
        this.#arrived()
        return end(response, 200)
      case "/_relay/next":
        if (this.#waiting.length === 0) await this.#nextArrival()
        response.setHeader("content-type", "application/json")
        return end(response, 200, JSON.stringify(this.#waiting.splice(0)))
      case "/_relay/answer": {
        const { id, status } = JSON.parse(body.toString()) as { id: number; status: number }
        const held = this.#answers.get(id)
        this.#answers.delete(id)
        if (held !== undefined) end(held, status)
        return end(response, 200)
      }
      default:
        if (!this.#open) return end(response, 503)
        this.#hold(request, response, body)
    }
  }

  #hold(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const { method = "GET", url = "/" } = request
    this.#count += 1
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    )
    this.#answers.set(this.#count, response)
    this.#waiting.push({
      id: this.#count,
      method,
      path: url,
      headers,
      body: body.toString("base64"),
    })
    this.#arrived()
  }

  #nextArrival(): Promise<void> {
    return new Promise((resolve) => {
      this.#arrived = resolve
      setTimeout(resolve, LOOK_MS)
    })
  }

  /** What an earlier test left behind is not carried into a later one. */
  #drop(): void {
    for (const response of this.#answers.values()) end(response, 503)
    this.#answers.clear()
    this.#waiting = []
  }
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function end(response: ServerResponse, status: number, body?: string): void {
  response.statusCode = status
  response.end(body)
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
