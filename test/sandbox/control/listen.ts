import { createAdaptorServer } from "@hono/node-server"

/** A server that listens on the loopback address. */
export interface Listening {
  /** For example `http://127.0.0.1:8788`. */
  readonly origin: string
  /** Ends every connection and stops listening. */
  close(): Promise<void>
}

/**
 * Serves `fetch` on 127.0.0.1. Port 0 takes any free one.
 * Rejects with one sentence when the port is in use.
 */
export function listen(
  fetch: Parameters<typeof createAdaptorServer>[0]["fetch"],
  port: number,
): Promise<Listening> {
  const server = createAdaptorServer({ fetch })
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE"
      reject(taken ? new Error(`Port ${port} is in use by another program.`) : error)
    })
    server.listen(port, "127.0.0.1", () => {
      const address = server.address()
      const actual = typeof address === "object" && address !== null ? address.port : port
      resolve({
        origin: `http://127.0.0.1:${actual}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            if ("closeAllConnections" in server) server.closeAllConnections()
          }),
      })
    })
  })
}
