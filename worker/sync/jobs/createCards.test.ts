import { describe, expect, it } from "vitest"
import { TIMED_OUT, answer } from "../../grants/answers.fixture.ts"
import type { UpstreamCall, UpstreamResult } from "../../grants/upstream.ts"
import { buildRow, itemId, JOB, MIRO_BOARD, START } from "./samples.fixture.ts"
import { type Body, bodiesOf, buildSending, made, numberOf, rowsOf } from "./sending.fixture.ts"

describe("new cards", () => {
  it("go twenty in a call, each tied to its own item", async () => {
    const { send, bodies, jobs, links } = buildSending(rowsOf(45), made)
    expect(await send()).toEqual({ kind: "more" })
    expect(bodies.map((body) => (body as Body[]).length)).toEqual([20, 20, 5])
    expect(jobs.counts(JOB)).toMatchObject({ created: 45, todo: 0 })
    const tied = links.onBoard(MIRO_BOARD)
    expect(tied.every(({ item, idShort }) => item === itemId(idShort ?? -1))).toBe(true)
  })

  it("are durable as an intent before the call goes out", async () => {
    const { send, store, jobs } = buildSending(rowsOf(1), () => {
      expect(store.unsynced).toBe(0)
      expect(jobs.rows(JOB, "sending")).toHaveLength(1)
      return answer(429)
    })
    await send()
    expect(jobs.rows(JOB, "todo")).toMatchObject([{ tries: 0 }])
  })

  it("are known in any order", async () => {
    const { send, link } = buildSending(rowsOf(3), (call) =>
      answer(201, {
        data: bodiesOf(call)
          .toReversed()
          .map((body) => ({ id: itemId(numberOf(body)), data: body.data })),
      }),
    )
    await send()
    expect([0, 1, 2].map((n) => link(n)?.item)).toEqual([0, 1, 2].map(itemId))
  })

  it("are known by their place where titles do not tell", async () => {
    const { send, link } = buildSending(rowsOf(3), (call) =>
      answer(201, {
        data: bodiesOf(call)
          .toReversed()
          .map(({ position, parent }) => ({
            id: itemId(position.x),
            data: { title: "Card" },
            position,
            parent,
          })),
      }),
    )
    await send()
    expect([0, 1, 2].map((n) => link(n)?.item)).toEqual([0, 10, 20].map(itemId))
  })

  it.each<[string, (call: UpstreamCall) => UpstreamResult]>([
    ["an answer gets lost", () => TIMED_OUT],
    ["a 503 may have had its effect", () => answer(503)],
    [
      "nothing tells them apart",
      (call) => answer(201, { data: bodiesOf(call).map((_, n) => ({ id: itemId(n) })) }),
    ],
    ["an item is missing", (call) => answer(201, { data: bodiesOf(call).slice(1) })],
  ])("are unsure where %s, and Miro is left alone for a while", async (_, miro) => {
    const { send, jobs, links, run } = buildSending(rowsOf(2), miro)
    expect(await send()).toMatchObject({ kind: "wait", failure: { provider: "miro" } })
    expect(jobs.rows(JOB, "unsure")).toMatchObject([
      { doubted: true, tries: 1 },
      { doubted: true, tries: 1 },
    ])
    expect(links.onBoard(MIRO_BOARD).every(({ state }) => state === "unsure")).toBe(true)
    expect(run.record()).toMatchObject({ checkNeeded: true, doubtAt: START })
  })

  it("go alone once they went without an answer twice", async () => {
    const rows = [buildRow(1, { tries: 2 }), buildRow(2), buildRow(3)]
    const { send, bodies } = buildSending(rows, made)
    await send()
    expect(bodies.map((body) => (body as Body[]).map(numberOf))).toEqual([[1], [2, 3]])
  })

  it("are given up one by one where Miro names them", async () => {
    const { send, jobs } = buildSending(rowsOf(3), (call) => {
      const at = bodiesOf(call).findIndex((body) => numberOf(body) === 1)
      return at < 0
        ? made(call)
        : answer(400, { context: { fields: [{ field: `${at}.data.title` }] } })
    })
    await send()
    await send()
    expect(jobs.rows(JOB, "failed")).toMatchObject([{ seq: 1, code: "miro_refused_card" }])
    expect(jobs.counts(JOB)).toMatchObject({ created: 2, failed: 1 })
  })

  it.each([
    ["no card", {}],
    ["a card that was not sent", { context: { fields: [{ field: "19.data.title" }] } }],
  ])("go alone where Miro refuses them and names %s", async (_, body) => {
    const { send, jobs, bodies } = buildSending(rowsOf(4), (call) =>
      bodiesOf(call).some((one) => numberOf(one) === 2) ? answer(400, body) : made(call),
    )
    for (let tries = 0; tries < 3; tries++) await send()
    expect(bodies.map((one) => (one as Body[]).length)).toEqual([4, 1, 1, 1, 1])
    expect(jobs.rows(JOB, "failed")).toMatchObject([{ seq: 2, code: "miro_refused_card" }])
    expect(jobs.counts(JOB).created).toBe(3)
  })

  it("wait as long as Miro says after a 429, without counting it as a try", async () => {
    const limited = { kind: "answer", status: 429, body: "", retryAfterSeconds: 17 } as const
    const { send, jobs, asked } = buildSending(rowsOf(100), () => limited)
    expect(await send()).toMatchObject({ kind: "wait", seconds: 17 })
    expect(asked.length).toBeLessThanOrEqual(4)
    expect(jobs.rows(JOB, "todo").every(({ tries }) => tries === 0)).toBe(true)
  })
})
