import { beforeEach, describe, expect, it } from "vitest"
import { EVERY_CARD, type JobAnswer } from "../../../core/contract/jobs.ts"
import type { Person } from "../../journey/person.ts"
import { until } from "../grantAt.ts"
import { consentAs, miroConnection, type World } from "../world.ts"
import { callsOf, itemsOn, jobOf, requestOf, type Stage, start, untilOver } from "./stage.ts"
import { buildWorld } from "../world.ts"

/** The seed's main board, with Ann's Miro board; Ben edits it too, Vera may only look. */
let stage: Stage
let world: World

beforeEach(async () => {
  world = await buildWorld()
  const { member } = world.people
  await member.connect()
  stage = {
    world,
    person: member,
    board: { id: world.board.id, lists: [], cards: [] },
    connection: miroConnection(world),
    miroBoard: world.miroBoard,
  }
})

async function connectAs(person: Person, user: "ann" | "ben" | "vera"): Promise<string> {
  await consentAs(world, person, world.users[user])
  await person.connect()
  return miroConnection(world, user)
}

const BULK = { method: "POST", path: "/v2/boards/*/items/bulk" } as const

/** A push that waits for Miro, so that others can come in between. */
async function waiting(): Promise<string> {
  const headers = { "retry-after": "30" }
  await world.standIns.faults("miro", { ...BULK, kind: "status", status: 429, headers })
  const { id } = await start(stage)
  await until(async () => jobOf(await stage.person.readJob(id)).state === "waiting")
  return id
}

describe("who sees and ends a job", () => {
  it("lets a member who may edit the Miro board watch and cancel it", async () => {
    const { admin } = world.people
    const ben = await connectAs(admin, "ben")
    const id = await waiting()
    expect(jobOf(await admin.readJob(id))).toMatchObject({ mine: false, state: "waiting" })
    expect((await admin.actOnJob(id, "cancel", ben)).status).toBe(200)
    expect((await untilOver(stage, id)).job.state).toBe("cancelled")
  })

  it("lets a member who may not edit it watch, and nothing else", async () => {
    const { admin } = world.people
    const vera = await connectAs(admin, "vera")
    const id = await waiting()
    expect((await admin.readJob(id)).status).toBe(200)
    for (const action of ["cancel", "undo"] as const) {
      expect((await admin.actOnJob(id, action, vera)).status).toBeGreaterThanOrEqual(403)
    }
    expect((await untilOver(stage, id)).job.state).toBe("done")
  })

  it("shows it to nobody whose own grant does not read the board", async () => {
    const id = await waiting()
    const { outsider } = world.people
    const jobs = `/api/jobs?workspace=${world.workspace}`
    for (const answer of [await outsider.readJob(id), await outsider.api("GET", jobs)]) {
      expect(answer).toMatchObject({ status: 409, body: { error: { code: "not_connected" } } })
    }
    await untilOver(stage, id)
  })

  it("stops when its person disconnects, calls nobody, and goes on when they connect again", async () => {
    const id = await waiting()
    const { workspace } = world
    const { connection } = stage
    await stage.person.api("POST", "/api/connections/disconnect", { workspace, connection })
    const before = await callsOf(stage)
    const { job } = await untilOver(stage, id)
    expect(job).toMatchObject({ state: "stopped", reason: "not_connected", mine: true })
    expect(await callsOf(stage)).toEqual(before)
    await consentAs(world, stage.person, world.users.ann)
    await stage.person.connect(["miro"])
    expect((await stage.person.actOnJob(id, "resume", connection)).status).toBe(200)
    expect((await untilOver(stage, id)).job).toMatchObject({ state: "done", failed: 0 })
  })

  it("takes cards off with the remover's own right to edit", async () => {
    const { id } = await start(stage)
    await untilOver(stage, id)
    const { admin } = world.people
    const vera = await connectAs(admin, "vera")
    const request = { ...requestOf(stage, { kind: "remove" }), connection: vera }
    const answer = await admin.job("", request)
    const stopped = await untilOver(stage, (answer.body as JobAnswer).job.id)
    expect(stopped.job).toMatchObject({ state: "stopped", removed: 0 })
    expect(stopped.job.reason).toMatch(/^miro_board_/)
  })
})

describe("what people do on the Miro board meanwhile", () => {
  it("gives back a card that was deleted, and makes a frame anew", async () => {
    const { id } = await start(stage)
    await untilOver(stage, id)
    const before = await itemsOn(stage)
    const frame = before.find(({ type }) => type === "frame")
    const inside = before.filter(({ parent }) => parent?.id === frame?.id)
    for (const item of [...inside, frame]) {
      const path = `/v2/boards/${encodeURIComponent(stage.miroBoard.id)}/items/${item?.id}`
      await deleteOn(path)
    }
    const again = await start(stage)
    const { job } = await untilOver(stage, again.id)
    expect(job).toMatchObject({ state: "done", created: inside.length, failed: 0 })
    expect(await itemsOn(stage)).toHaveLength(before.length)
  })

  it("shows custom fields by name, also when a card is pushed alone later", async () => {
    const planned = await stage.person.job("/plan", requestOf(stage))
    const { customFields } = planned.body as { customFields: string[] }
    expect(customFields.length).toBeGreaterThan(0)
    const { id } = await start(stage, { customFields })
    await untilOver(stage, id)
    const chips = async () =>
      (await itemsOn(stage)).flatMap(({ data }) =>
        (data.fields ?? []).filter(({ tooltip }) => customFields.includes(tooltip)),
      ).length
    const shown = await chips()
    expect(shown).toBeGreaterThan(0)
    const card = world.cardNamed("Redesign the navigation")
    await stage.person.push(card.id, stage.miroBoard, stage.connection)
    expect(await chips()).toBe(shown)
    const none = await start(stage, { customFields: [] })
    await untilOver(stage, none.id)
    expect(await chips()).toBe(0)
  })

  it("pushes the chosen list alone and leaves special cards out", async () => {
    const planned = await stage.person.job("/plan", requestOf(stage))
    const { columns } = planned.body as { columns: { list: string; created: number }[] }
    const [list] = columns
    const selection = { ...EVERY_CARD, lists: [list?.list ?? ""] }
    const { id } = await start(stage, { selection })
    const { job } = await untilOver(stage, id)
    expect(job).toMatchObject({ state: "done", created: list?.created })
  })
})

async function deleteOn(path: string): Promise<void> {
  const { env } = await import("cloudflare:workers")
  await env.GRANTS.getByName(stage.connection).call({ method: "DELETE", path })
}
