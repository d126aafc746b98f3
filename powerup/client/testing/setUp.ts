import type { AttemptAnswer } from "../../../core/contract/connections.ts"
import { type AuthorizeOptions, type Client, createClient } from "../index.ts"
import { createFakeTrello } from "./fakeTrello.ts"
import { createFakeWorker } from "./fakeWorker.ts"

/** A client between a Trello and a Worker that do as a test says. */
export function setUp(context: Parameters<typeof createFakeTrello>[0] = {}) {
  const trello = createFakeTrello(context)
  const worker = createFakeWorker()
  return { trello, worker, client: createClient({ t: trello.t, fetch: worker.fetch }) }
}

/** The same with a start address for Miro at hand. */
export async function prepared() {
  const parts = setUp()
  const preparation = parts.client.prepare("miro")
  await preparation.ready
  return { ...parts, preparation }
}

/** How a click on Connect has ended so far; null while it has not. */
export interface Click {
  end: AttemptAnswer | Error | null
}

/** Clicks, and keeps the end. */
export function click(
  client: Client,
  options: AuthorizeOptions = {},
  provider: "miro" | "trello" = "miro",
): Click {
  const made: Click = { end: null }
  const keep = (end: AttemptAnswer | Error) => {
    made.end = end
  }
  client.authorize(provider, options).then(keep, keep)
  return made
}
