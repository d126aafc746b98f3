import * as fc from "fast-check"
import { expect, it } from "vitest"
import { buildHookStage, Crash, type Fault } from "./hooks.fixture.ts"
import { HookKeeper } from "./hookKeeper.fixture.ts"

const MEMBERS = ["65e58d9004454f64ba8d6f47", "65e58d9004454f64ba8d6f48"] as const

type Step =
  | { readonly do: "ensure" | "check"; readonly member: string }
  | { readonly do: "retire"; readonly member: string | null }
  | { readonly do: "lose" | "deactivate" | "deliver" }
  | { readonly do: "fail"; readonly fault: Fault }

const member = fc.constantFrom(...MEMBERS)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom("ensure" as const, "check" as const), member }),
  fc.record({ do: fc.constant("retire" as const), member: fc.option(member) }),
  fc.record({ do: fc.constantFrom("lose" as const, "deactivate" as const, "deliver" as const) }),
  fc.record({
    do: fc.constant("fail" as const),
    fault: fc.oneof(
      fc.constantFrom("drop_before", "drop_after", "crash_before", "crash_after"),
      fc.record({ status: fc.constantFrom(400, 403, 404, 429, 500) }),
      fc.record({ failure: fc.constantFrom("reauth_required", "upstream_rate_limited") }),
    ) as fc.Arbitrary<Fault>,
  }),
)

/** Things asked for at once: the keeper does one after the other, and a crash ends one of them. */
async function run(steps: readonly Step[]) {
  const stage = buildHookStage()
  const keeper = new HookKeeper(() => stage.ports)
  const running: Promise<unknown>[] = []
  let most = 0
  for (const one of steps) {
    switch (one.do) {
      case "ensure":
      case "check":
        running.push(keeper[one.do](stage.trello.owner(one.member)).catch(ignoreCrash))
        break
      case "retire": {
        const call = one.member === null ? null : stage.trello.owner(one.member).call
        running.push(keeper.retire(call).catch(ignoreCrash))
        break
      }
      case "fail":
        stage.trello.faults.push(one.fault)
        break
      case "lose":
        stage.trello.webhooks.clear()
        break
      case "deactivate":
        for (const hook of stage.trello.webhooks.values()) hook.active = false
        break
      case "deliver":
        await Promise.all(running)
        most = Math.max(most, stage.deliver().length)
    }
  }
  await Promise.all(running)
  stage.trello.faults.length = 0
  return { ...stage, keeper, most }
}

function ignoreCrash(error: unknown): void {
  if (!(error instanceof Crash)) throw error
}

it("whatever happened, no two hooks deliver, and one check later exactly one does", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), member, async (steps, member) => {
      const { keeper, trello, tables, deliver, most } = await run(steps)
      expect(most).toBeLessThanOrEqual(1)
      expect(await keeper.check(trello.owner(member))).toMatchObject({ kind: "active" })
      const [first] = deliver()
      expect(first).toBe(tables.hooks.active()?.path)
      expect([...trello.webhooks.values()].filter(({ active }) => active)).toHaveLength(1)
      expect(tables.hooks.inState("making")).toEqual([])
    }),
    { numRuns: 500 },
  )
})

it("whatever happened, nothing is delivered to a board whose hook was given up", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { keeper, trello, deliver } = await run(steps)
      await keeper.retire(null)
      expect(deliver()).toEqual([])
      expect([...trello.webhooks.values()].filter(({ active }) => active)).toEqual([])
    }),
    { numRuns: 300 },
  )
})
