/**
 * A run through consent without Trello, Miro or a Worker: `npx tsx powerup/client/example.ts`.
 * In a page, `t` is `TrelloPowerUp.iframe({ targetOrigin: "https://trello.com" })` and `fetch` is left out.
 */
import { AuthClosedError, AuthDeniedError, createClient } from "./index.ts"
import { createFakeTrello } from "./testing/fakeTrello.ts"
import { createFakeWorker } from "./testing/fakeWorker.ts"

const trello = createFakeTrello()
const worker = createFakeWorker()
const client = createClient({ t: trello.t, fetch: worker.fetch })

const preparation = client.prepare(["trello", "miro"])
await preparation.ready
console.log("ready: the button may be clicked")

// In the click handler, before any await.
const connected = client.authorize(["trello", "miro"], {
  onLateResult: ({ status }) => console.log(`late: ${status}`),
})
console.log(`opened: ${trello.windows[0]?.url}`)
trello.windows[0]?.handOver("one-time-value")

try {
  const { status } = await connected
  console.log(`ended: ${status}`)
} catch (error) {
  if (error instanceof AuthDeniedError) console.log(`${error.provider} was told no`)
  else if (error instanceof AuthClosedError) console.log("closed: a late result may follow")
  else throw error
}
client.dispose()
