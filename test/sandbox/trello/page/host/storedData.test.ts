import { describe, expect, it } from "vitest"
import type { PowerUp } from "../../library/powerUp.ts"
import { ids, sampleState, viewedBy } from "./samples.ts"
import { buildStage, type Stage } from "./stage.ts"
import type { PageState } from "./state.ts"

/** Runs something with the `t` of a handler that sees the first card. */
async function runWith<T>(
  state: PageState,
  work: (t: PowerUp) => Promise<T>,
): Promise<{ result: T; stage: Stage }> {
  const results: T[] = []
  const stage = await buildStage(state, {
    "card-badges": async (t) => {
      results.push(await work(t))
      return []
    },
  })
  await stage.host.ask("card-badges", { card: ids.card })
  const [result] = results
  if (results.length === 0) throw new Error("The handler did not finish.")
  return { result: result as T, stage }
}

function requests(stage: Stage, command: string): unknown[] {
  return stage.log.filter(({ data }) => JSON.stringify(data).includes(`"command":"${command}"`))
}

describe("plugin data", () => {
  it("is written as the whole text of its scope", async () => {
    const { stage } = await runWith(sampleState, (t) => t.set("card", "shared", "foo", { b: 2 }))
    expect(stage.saved).toEqual([
      { scope: "card", visibility: "shared", idModel: ids.card, value: '{"foo":{"b":2}}' },
    ])
  })

  it("keeps what other writes of the same page put there", async () => {
    const { result } = await runWith(sampleState, async (t) => {
      await Promise.all([t.set("member", "private", "a", 1), t.set("member", "private", { b: 2 })])
      await t.remove("member", "private", "a")
      return [
        await t.get("member", "private"),
        await t.get("member", "private", "a", "gone"),
        await t.getAll(),
      ]
    })
    expect(result).toEqual([
      { b: 2 },
      "gone",
      expect.objectContaining({ member: { private: { b: 2 } } }),
    ])
  })

  it("is not written again when nothing changed", async () => {
    const { stage } = await runWith(sampleState, async (t) => {
      await t.set("board", "private", "a", 1)
      await t.set("board", "private", "a", 1)
    })
    expect(requests(stage, "set")).toHaveLength(1)
  })

  it.each([
    ["board", 8192],
    ["organization", 8192],
    ["card", 4096],
    ["member", 4096],
  ])("of a %s ends at %i characters", async (scope, limit) => {
    const { result, stage } = await runWith(sampleState, async (t) => {
      await t.set(scope, "private", "a", "x".repeat(limit - '{"a":""}'.length))
      return t.set(scope, "private", "a", "x".repeat(limit)).then(
        () => "written",
        (error: Error) => error.message,
      )
    })
    expect(stage.saved).toHaveLength(1)
    expect(result).toContain(`${limit} characters exceeded`)
  })

  it("reaches another card by id or short link", async () => {
    const { result, stage } = await runWith(sampleState, async (t) => {
      await t.set(ids.otherCard, "shared", "a", 1)
      return t.get("Short002", "shared", "a")
    })
    expect(stage.saved[0]).toMatchObject({ scope: "card", idModel: ids.otherCard })
    expect(result).toBe(1)
  })

  it.each(["token", "refreshToken", "refresh_token", "auth-token", "secret", "Token"])(
    "refuses a shared %s, and keeps a private one",
    async (name) => {
      const { result, stage } = await runWith(sampleState, async (t) => {
        await t.set("member", "private", name, "x")
        return t.set("board", "shared", name, "x").then(
          () => "written",
          (error: Error) => error.message,
        )
      })
      expect(result).toContain("potential secret")
      expect(stage.saved.map(({ scope }) => scope)).toEqual(["member"])
    },
  )

  it("of a board is shared by those who may edit it, and private for everybody signed in", async () => {
    const { result } = await runWith(viewedBy({ canWriteBoard: false }), async (t) => {
      await t.set("board", "private", "a", 1)
      return t.set("board", "shared", "a", 1).then(
        () => "written",
        (error: Error) => error.message,
      )
    })
    expect(result).toContain("No permission")
    const signedOut = await runWith(viewedBy(null), (t) =>
      t.set("board", "private", "a", 1).then(
        () => "written",
        (error: Error) => error.message,
      ),
    )
    expect(signedOut.result).toContain("Sign in")
  })
})

describe("reads", () => {
  it("give id and name unless other fields are asked for, and nothing that is not allowed", async () => {
    const { result } = await runWith(sampleState, async (t) => [
      await t.card(),
      await t.card("name", "labels"),
      await t.board("id", "idOrganization"),
      await t.lists("name"),
      await t.cards("idShort"),
      await t.member("fullName"),
      await t.organization("name"),
      await t.list("id"),
      await t.card("email").catch((error: Error) => error.message),
    ])
    expect(result).toEqual([
      { id: ids.card, name: "First" },
      { name: "First", labels: [{ id: "1".repeat(24), name: "Urgent", color: "red" }] },
      { id: ids.board, idOrganization: ids.organization },
      [{ name: "To do" }],
      [{ idShort: 1 }, { idShort: 2 }],
      { fullName: "Mia Member" },
      { name: "Workspace" },
      { id: ids.list },
      "Invalid fields for card: email",
    ])
  })
})
