import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

/** One POST that a callback got. */
export interface Delivery {
  readonly path: string
  readonly body: string
  /** The header `X-Trello-Webhook`. */
  readonly signature: string
}

/** The far end of webhooks: answers HEAD and POST as it is told and keeps what came. */
export interface Receiver {
  readonly origin: string
  readonly deliveries: Delivery[]
  /** What HEAD is answered with. */
  headStatus: number
  /** What the next POSTs are answered with; 200 when none is left. `hang` never answers. */
  readonly statuses: (number | "hang")[]
  /** Forgets everything. */
  clear(): void
  close(): Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const deliveries: Delivery[] = []
  const statuses: (number | "hang")[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const head = request.method === "HEAD"
      if (!head) {
        const signature = String(request.headers["x-trello-webhook"])
        const body = Buffer.concat(chunks).toString()
        deliveries.push({ path: request.url ?? "", body, signature })
      }
      const status = head ? receiver.headStatus : (statuses.shift() ?? 200)
      if (status === "hang") return
      response.statusCode = status
      response.end()
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve)
  })
  const receiver: Receiver = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliveries,
    headStatus: 200,
    statuses,
    clear: () => {
      deliveries.length = 0
      statuses.length = 0
      receiver.headStatus = 200
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return receiver
}
