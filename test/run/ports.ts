import { createServer } from "node:net"
import type { Ports } from "./stack.ts"

/** The Worker's port as text, and the next two for the stand-ins. Rejects in words when one is not free. */
export async function portsFrom(text: string): Promise<Ports> {
  const worker = Number(text)
  if (!Number.isInteger(worker) || worker < 1 || worker > 65_533) {
    throw new Error(`PORT must be a number from 1 to 65533, not "${text}".`)
  }
  const ports = { worker, trello: worker + 1, miro: worker + 2 }
  for (const port of Object.values(ports)) {
    if (!(await isFree(port))) {
      throw new Error(
        `Port ${port} is in use by another program. Stop it, or choose others: PORT=9787 npm start`,
      )
    }
  }
  return ports
}

/** Three free ports in a row, for tests. */
export async function findPorts(): Promise<Ports> {
  for (let attempt = 0; attempt < 50; attempt++) {
    // Below the ports that systems hand out themselves.
    const worker = 20_000 + Math.floor(Math.random() * 12_000)
    const ports = { worker, trello: worker + 1, miro: worker + 2 }
    const free = await Promise.all(Object.values(ports).map(isFree))
    if (free.every(Boolean)) return ports
  }
  throw new Error("No three free ports in a row were found.")
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer()
    server.once("error", () => done(false))
    server.listen(port, "127.0.0.1", () => server.close(() => done(true)))
  })
}
