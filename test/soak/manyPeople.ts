import { EVERY_CARD, type JobAnswer } from "../../core/contract/jobs.ts"
import { connectDirectly } from "../journey/directMiro.ts"
import { Person } from "../journey/person.ts"
import type { Stage } from "./people.ts"

const PEOPLE = 10
const CARDS = 500

export interface Crowd {
  /** Answers of 429, at both services. */
  readonly refused: number
  /** How long each push took, in milliseconds. */
  readonly times: readonly number[]
  readonly created: number
}

/** Ten people with accounts of their own push 500 cards each, all at once. */
export async function measureCrowd(stage: Stage): Promise<Crowd> {
  const { standIns, member, stack } = stage
  const [trello, miro] = await Promise.all([
    standIns.addPeople("trello", PEOPLE),
    standIns.addPeople("miro", PEOPLE),
  ])
  const { teams } = await standIns.miroSeed()
  const team = teams[0]?.id ?? ""
  const pushes = []
  for (const [index, { id }] of trello.people.entries()) {
    const user = miro.people[index]?.id ?? ""
    await standIns.consent("trello", "allow", id)
    await standIns.consent("miro", "allow", user, team)
    const board = await standIns.addBoard(CARDS)
    const person = new Person({ ...member.options, member: id, board: board.id })
    await person.connect()
    const target = await (await connectDirectly(stack.miro, standIns)).makeBoard("Crowd")
    pushes.push(() => push(person, target, `miro:${user}:${team}`))
  }
  const done = await Promise.all(pushes.map((start) => start()))
  const rows = [...(await standIns.requests("trello")), ...(await standIns.requests("miro"))]
  return {
    refused: rows.filter(({ status }) => status === 429).length,
    times: done.map(({ ms }) => ms),
    created: done.reduce((sum, { created }) => sum + created, 0),
  }
}

async function push(
  person: Person,
  miroBoard: { readonly id: string; readonly name: string },
  connection: string,
): Promise<{ readonly ms: number; readonly created: number }> {
  const began = performance.now()
  const request = { kind: "push", miroBoard, connection, selection: EVERY_CARD } as const
  const started = await person.job("", { ...request, customFields: null })
  const { job } = started.body as JobAnswer
  for (let tries = 0; tries < 1_200; tries++) {
    const { state, created } = ((await person.readJob(job.id)).body as JobAnswer).job
    if (state === "done") return { ms: performance.now() - began, created }
    await new Promise((later) => setTimeout(later, 100))
  }
  throw new Error("A push never ended")
}
