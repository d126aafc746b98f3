import type { PushAnswer } from "../../core/contract/cards.ts"
import { connectDirectly } from "../journey/directMiro.ts"
import { TrelloPerson } from "../journey/trelloEdits.ts"
import type { Stage } from "../soak/people.ts"
import { type Metric, quantile } from "./metric.ts"

const EDITS = 20

/** How long after an edit on Trello its text is on Miro, webhook, reading and updating included. */
export async function measureLiveEdits(stage: Stage): Promise<Metric[]> {
  const { standIns, member, grants, stack } = stage
  const { id, cards } = await standIns.addBoard(3)
  const card = cards[0]?.id ?? ""
  const miro = await connectDirectly(stack.miro, standIns)
  const board = await miro.makeBoard("In step")
  const pushed = (await member.on(id).push(card, board, grants.miro)).body as PushAnswer
  const trello = new TrelloPerson(stack.trello, member.options.member)
  const hooks = async () => {
    const rows = await standIns.requests("trello")
    return rows.filter(({ method, path }) => method === "POST" && path.startsWith("/1/webhooks"))
  }
  await until(async () => (await hooks()).some(({ status }) => status === 200))
  const samples: number[] = []
  for (let edit = 0; edit < EDITS; edit++) {
    const name = `Edit ${edit}`
    await trello.edit("PUT", `/cards/${card}`, { name })
    const began = performance.now()
    await until(async () =>
      (await miro.read(board.id, pushed.link.item)).data.title.includes(`>${name}<`),
    )
    samples.push(performance.now() - began)
  }
  return [
    { name: "edit_to_miro_p50", value: quantile(samples, 0.5), unit: "ms", target: 1_500 },
    { name: "edit_to_miro_p95", value: quantile(samples, 0.95), unit: "ms", target: 2_000 },
  ]
}

async function until(ready: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1_000; tries++) {
    if (await ready()) return
    await new Promise((later) => setTimeout(later, 20))
  }
  throw new Error("It never happened")
}
