import { describe, expect, it } from "vitest"
import type { TrelloCard } from "../../core/cards/fromTrello.ts"
import { slotPosition } from "../../core/cards/layout.ts"
import { answer } from "../grants/answers.fixture.ts"
import type { UpstreamCall, UpstreamResult } from "../grants/upstream.ts"
import type { PushPlan } from "./pushes.ts"
import { type PushContext, pushCard } from "./pushCard.ts"

const CARD: TrelloCard = {
  id: "65e5a0c8bba57282b6b58eda",
  idBoard: "65e58fac43f2305508861612",
  idList: null,
  idShort: 4,
  shortLink: "AbCd1234",
  name: "Title",
  desc: "",
  closed: false,
  due: null,
  dueComplete: false,
  cover: null,
  labels: [],
  list: null,
  members: [],
  badges: null,
  cardRole: null,
  isTemplate: false,
  customFieldItems: [],
}
const TARGET = { id: "uX=", name: "Roadmap" }
const ITEM = "3458764600000240318"

const CREATED = answer(201, { id: ITEM })
const SLOW: UpstreamResult = { kind: "no_answer", reason: "timeout" }
const found = (cursor?: string) => {
  const data = { title: '<a href="https://trello.example/c/AbCd1234">x</a>', owned: true }
  return answer(200, { data: [{ id: ITEM, type: "app_card", data }], cursor })
}
const nothing = (cursor?: string) => answer(200, { data: [], cursor })

/** Links and Miro as fakes: what was asked of them, in order. Miro's answers are used up one by one. */
function contextOf(plan: PushPlan, answers: readonly UpstreamResult[], mine = true) {
  const asked: string[] = []
  const bodies: unknown[] = []
  const left = [...answers]
  const note = (name: string) => async () => {
    asked.push(name)
  }
  const context: PushContext = {
    miro: async ({ method, path, body }: UpstreamCall) => {
      asked.push(`${method} ${path.replace(/^\/v2\/boards\/uX%3D/, "").split("?")[0] ?? ""}`)
      bodies.push(body === undefined ? null : JSON.parse(body))
      const next = left.shift()
      if (next === undefined) throw new Error("Miro was asked once too often")
      return next
    },
    links: {
      begin: async () => {
        asked.push("begin")
        return plan
      },
      commit: async (_card, _board, { item }) => {
        asked.push(`commit ${item}`)
      },
      abandon: note("abandon"),
      doubt: note("doubt"),
      lose: async () => {
        asked.push("lose")
        return mine ? 3 : null
      },
    },
    pusher: { member: "65e58fac43f2305508861613", connection: "miro:1:2", workspace: "w" },
    customFields: [],
    format: { locale: "en", timeZone: "UTC" },
    trelloOrigin: "https://trello.example",
    now: 0,
    wait: async (ms) => {
      asked.push(`wait ${ms}`)
    },
  }
  return { asked, bodies, run: () => pushCard(CARD, TARGET, context), context }
}

const CREATE: PushPlan = { kind: "create", slot: 3 }
const SEARCH: PushPlan = { kind: "search", slot: 3, settlesInMs: 0 }
const UPDATE: PushPlan = { kind: "update", item: ITEM, slot: 3 }

describe("a card that is not on the board yet", () => {
  it("is created at its slot, connected, and recorded after Miro has it", async () => {
    const push = contextOf(CREATE, [CREATED])
    expect(await push.run()).toEqual({ ok: true, value: "created" })
    expect(push.asked).toEqual(["begin", "POST /app_cards", `commit ${ITEM}`])
    expect(push.bodies[0]).toMatchObject({
      data: { status: "connected" },
      position: slotPosition(3),
    })
  })

  it.each([
    ["no answer", SLOW],
    ["500", answer(500)],
    ["503", answer(503)],
    ["an answer without id", answer(201, {})],
  ])("stays in doubt after %s", async (_, result) => {
    const push = contextOf(CREATE, [result])
    expect(await push.run()).toMatchObject({ failure: { code: "outcome_unknown" } })
    expect(push.asked.at(-1)).toBe("doubt")
  })

  it.each([
    [403, "miro_board_read_only"],
    [404, "miro_board_not_found"],
    [429, "upstream_rate_limited"],
    [409, "upstream_unavailable"],
    [400, "upstream_refused"],
  ])("is given up after %i, which had no effect", async (status, code) => {
    const push = contextOf(CREATE, [answer(status)])
    expect(await push.run()).toMatchObject({ failure: { code } })
    expect(push.asked.at(-1)).toBe("abandon")
  })
})

describe("a card that may have arrived", () => {
  const YOUNG: PushPlan = { ...SEARCH, settlesInMs: 3_000 }

  it("is made anew when the earlier push cannot arrive any more", async () => {
    const push = contextOf(YOUNG, [nothing(), nothing(), CREATED])
    expect(await push.run()).toEqual({ ok: true, value: "created" })
    const looks = ["GET /items", "wait 3000", "GET /items"]
    expect(push.asked).toEqual(["begin", ...looks, "POST /app_cards", `commit ${ITEM}`])
  })

  it("is adopted when it arrives meanwhile", async () => {
    const push = contextOf(YOUNG, [nothing(), found(), answer(200)])
    expect(await push.run()).toEqual({ ok: true, value: "updated" })
    expect(push.asked).not.toContain("POST /app_cards")
  })

  it("is not waited for where it is there", async () => {
    const push = contextOf(YOUNG, [found(), answer(200)])
    await push.run()
    expect(push.asked).not.toContain("wait 3000")
  })

  it("is for later where it may arrive for long", async () => {
    const push = contextOf({ kind: "doubtful", settlesInMs: 12_001 }, [])
    expect(await push.run()).toMatchObject({
      failure: { code: "outcome_unknown", retryAfterSeconds: 13 },
    })
    expect(push.asked).toEqual(["begin"])
  })

  it("is looked for on every page, and adopted", async () => {
    const push = contextOf(SEARCH, [nothing("2"), nothing("3"), found(), answer(200)])
    expect(await push.run()).toEqual({ ok: true, value: "updated" })
    const search = ["GET /items", "GET /items", "GET /items"]
    expect(push.asked).toEqual(["begin", ...search, `PATCH /app_cards/${ITEM}`, `commit ${ITEM}`])
  })

  it("is created when it is nowhere", async () => {
    const push = contextOf(SEARCH, [nothing(), CREATED])
    expect(await push.run()).toEqual({ ok: true, value: "created" })
  })

  it("is created when it vanishes while it is being adopted", async () => {
    const push = contextOf(SEARCH, [found(), answer(404), CREATED])
    expect(await push.run()).toEqual({ ok: true, value: "created" })
  })

  it.each([
    ["the search fails", [answer(429)]],
    ["the adoption fails", [found(), answer(503)]],
    ["the adoption gets no answer", [found(), SLOW]],
  ])("stays in doubt, and busy for nobody, when %s", async (_, answers) => {
    const push = contextOf(SEARCH, answers)
    expect(await push.run()).toMatchObject({ ok: false })
    expect(push.asked.at(-1)).toBe("doubt")
  })

  it("is not looked for without end", async () => {
    const push = contextOf(
      SEARCH,
      Array.from({ length: 21 }, () => nothing("on")),
    )
    expect(await push.run()).toMatchObject({ failure: { code: "outcome_unknown" } })
    expect(push.asked.filter((call) => call === "GET /items")).toHaveLength(20)
    expect(push.asked.at(-1)).toBe("doubt")
  })
})

describe("a card that is on the board", () => {
  it("is updated where it lies", async () => {
    const push = contextOf(UPDATE, [answer(200)])
    expect(await push.run()).toEqual({ ok: true, value: "updated" })
    expect(push.asked).toEqual(["begin", `PATCH /app_cards/${ITEM}`, `commit ${ITEM}`])
    expect(push.bodies[0]).not.toHaveProperty("position")
  })

  it("comes back when somebody deleted it on Miro", async () => {
    const push = contextOf(UPDATE, [answer(404), answer(200), answer(404), CREATED])
    expect(await push.run()).toEqual({ ok: true, value: "created" })
    expect(push.asked.slice(-3)).toEqual(["lose", "POST /app_cards", `commit ${ITEM}`])
  })

  it("is not made anew where this account did not see the board for a moment", async () => {
    const push = contextOf(UPDATE, [answer(404), answer(200), answer(200)])
    expect(await push.run()).toEqual({ ok: true, value: "updated" })
    expect(push.asked).not.toContain("lose")
  })

  it("is as it was where this account does not see the board", async () => {
    const push = contextOf(UPDATE, [answer(404), answer(404)])
    expect(await push.run()).toMatchObject({ failure: { code: "miro_board_not_found" } })
    expect(push.asked.at(-1)).toBe("abandon")
  })

  it("comes back once when two people push it", async () => {
    const push = contextOf(UPDATE, [answer(404), answer(200), answer(404)], false)
    expect(await push.run()).toMatchObject({ failure: { code: "push_in_progress" } })
  })

  it.each([403, 429])("is as it was after %i", async (status) => {
    const push = contextOf(UPDATE, [answer(status)])
    expect(await push.run()).toMatchObject({ ok: false })
    expect(push.asked).toEqual(["begin", `PATCH /app_cards/${ITEM}`, "abandon"])
  })

  it.each([503, 500])("is in doubt after %i: what was sent may have arrived", async (status) => {
    const push = contextOf(UPDATE, [answer(status)])
    expect(await push.run()).toMatchObject({ ok: false })
    expect(push.asked).toEqual(["begin", `PATCH /app_cards/${ITEM}`])
  })
})

it("waits for somebody else's push of the same card", async () => {
  const push = contextOf({ kind: "busy" }, [])
  expect(await push.run()).toMatchObject({
    failure: { code: "push_in_progress", retryAfterSeconds: 5 },
  })
})

it("asks nobody about an archived card", async () => {
  const { context, asked } = contextOf(CREATE, [])
  for (const archived of [{ closed: true }, { list: { name: "Done", closed: true } }]) {
    const pushed = await pushCard({ ...CARD, ...archived }, TARGET, context)
    expect(pushed).toMatchObject({ failure: { code: "card_archived" } })
  }
  expect(asked).toEqual([])
})
