import { spawn } from "node:child_process"
import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { resolve } from "node:path"
import { describe, expect, it } from "vitest"

function start(...parameters: string[]) {
  const main = resolve(import.meta.dirname, "main.ts")
  return spawn(process.execPath, ["--import", "tsx", main, ...parameters])
}

async function read(stream: NodeJS.ReadableStream): Promise<string> {
  let text = ""
  for await (const chunk of stream) text += String(chunk)
  return text
}

describe("the sandbox process", () => {
  it("prints both origins once they answer, and ends on SIGTERM", async () => {
    const child = start("--trello-port", "0", "--miro-port", "0")
    const [line] = (await once(child.stdout, "data")) as [Buffer]
    const origins = JSON.parse(line.toString()) as { trello: string; miro: string }
    for (const origin of [origins.trello, origins.miro]) {
      expect((await fetch(`${origin}/_sandbox/seed`)).status).toBe(200)
    }
    child.kill("SIGTERM")
    expect(await once(child, "exit")).toEqual([0, null])
  })

  it("says in one sentence that a port is in use and exits with 1", async () => {
    const other = createServer()
    other.listen(0, "127.0.0.1")
    await once(other, "listening")
    const { port } = other.address() as AddressInfo
    const child = start("--trello-port", String(port), "--miro-port", "0")
    const [words, [code]] = await Promise.all([read(child.stderr), once(child, "exit")])
    expect([words, code]).toEqual([`Port ${port} is in use by another program.\n`, 1])
    other.close()
  })
})
