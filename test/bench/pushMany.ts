import { EVERY_CARD, type JobAnswer } from "../../core/contract/jobs.ts"
import { connectDirectly } from "../journey/directMiro.ts"
import type { Stage } from "../soak/people.ts"
import type { Metric } from "./metric.ts"

const CARDS = 200
/** What a call of Miro takes here; a stand-in on the same machine takes nothing. */
const LATENCY_MS = 150
/** 200 cards cost 20,000 of 100,000 credits: these do not hold anybody up, four at once is polite. */
const LANES = 4

/** 200 cards as one job, against the same cards in a call each, several at once. */
export async function measurePushMany(stage: Stage): Promise<Metric[]> {
  const { standIns, member, grants } = stage
  const board = await standIns.addBoard(CARDS)
  const person = member.on(board.id)
  const miro = await connectDirectly(stage.stack.miro, standIns)
  const [target, other] = [await miro.makeBoard("As a job"), await miro.makeBoard("One by one")]
  await standIns.faults("miro", {
    path: "/v2/boards/*",
    kind: "delay",
    delayMs: LATENCY_MS,
    times: 10_000,
  })
  const calls = async () => {
    const rows = await standIns.requests("miro")
    return rows.filter(({ path }) => path.startsWith("/v2/boards/")).length
  }

  const before = await calls()
  const began = performance.now()
  const request = {
    kind: "push",
    miroBoard: target,
    connection: grants.miro,
    selection: EVERY_CARD,
    customFields: null,
  } as const
  await person.job("/plan", request)
  const { job } = (await person.job("", request)).body as JobAnswer
  await untilDone(async () => (await person.readJob(job.id)).body as JobAnswer)
  const jobMs = performance.now() - began
  const jobCalls = (await calls()) - before

  const started = performance.now()
  const queue = board.cards.map(({ shortLink }) => shortLink)
  const path = `/v2/boards/${encodeURIComponent(other.id)}/app_cards`
  const lane = async () => {
    for (let card = queue.shift(); card !== undefined; card = queue.shift()) {
      await miro.call("POST", path, { data: { title: card, status: "connected" } })
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  const singleMs = performance.now() - started
  const singleCalls = (await calls()) - before - jobCalls
  return [
    { name: "push_200_cards_calls", value: jobCalls, unit: "Miro calls", target: 13 },
    { name: "push_200_cards", value: jobMs, unit: "ms", target: 5_000 },
    {
      name: "push_200_cards_one_by_one_calls",
      value: singleCalls,
      unit: "Miro calls",
      target: 200,
    },
    { name: "push_200_cards_one_by_one", value: singleMs, unit: "ms", target: 60_000 },
    { name: "push_200_cards_ratio", value: jobMs / singleMs, unit: "x one by one", target: 0.5 },
  ]
}

async function untilDone(read: () => Promise<JobAnswer>): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { job } = await read()
    if (job.state === "done" && job.failed === 0) return
    if (job.state !== "working") throw new Error(`The push is ${job.state}: ${job.reason}`)
    await new Promise((later) => setTimeout(later, 50))
  }
  throw new Error("The push never ended")
}
