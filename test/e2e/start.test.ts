import { spawn } from "node:child_process"
import { once } from "node:events"
import { resolve } from "node:path"
import { expect, it } from "vitest"
import { findPorts } from "../run/ports.ts"

const root = resolve(import.meta.dirname, "../..")
const answers = (port: number) =>
  fetch(`http://localhost:${port}/`).then(
    () => true,
    () => false,
  )

it("runs all three programs and leaves none of them behind at Ctrl+C", async () => {
  const { worker, trello, miro } = await findPorts()
  // In a group of its own, as a terminal has it.
  const child = spawn("npm", ["start"], {
    cwd: root,
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
    // Somebody may be using the usual ones.
    env: { ...process.env, PORT: String(worker), SANDBOX_FOLDER: ".wrangler/e2e-start" },
  })
  let said = ""
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString()
  })
  await expect.poll(() => said, { timeout: 60_000 }).toContain("Ctrl+C ends all three.")
  const ports = [worker, trello, miro]
  expect(await Promise.all(ports.map(answers))).toEqual([true, true, true])
  // A terminal tells every process of the group.
  process.kill(-(child.pid ?? 0), "SIGINT")
  await once(child, "close")
  const left = () => Promise.all(ports.map(answers))
  await expect.poll(left, { timeout: 10_000 }).toEqual([false, false, false])
})
