import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type JobView, nextStep, type Step } from "./nextStep.ts"

const VIEW: JobView = {
  kind: "push",
  phase: "send",
  cancelling: false,
  checkNeeded: false,
  tidied: false,
  strays: 0,
  frames: { todo: 0, unsure: 0 },
  rows: { todo: 0, unsure: 0 },
}
const framesOf = (todo: number, unsure: number) => ({ frames: { todo, unsure } })
const rowsOf = (todo: number, unsure: number) => ({ rows: { todo, unsure } })
const CANCELLING = { cancelling: true } as const
const SURVEY = { phase: "survey" } as const
const REMOVE = { kind: "remove" } as const

describe("what a job does next", () => {
  it.each<[string, Partial<JobView>, Step]>([
    ["a new push looks at the board", SURVEY, "survey"],
    ["a push makes frames before cards", { ...framesOf(1, 0), ...rowsOf(9, 0) }, "frames"],
    ["then cards", rowsOf(9, 0), "cards"],
    ["a frame that may be there is looked for before cards", framesOf(1, 1), "search"],
    ["cards that may be there wait until the others were sent", rowsOf(1, 5), "cards"],
    ["and are looked for then", rowsOf(0, 5), "search"],
    ["after something was sent again the board is looked at", { checkNeeded: true }, "search"],
    ["doubles are deleted before anything else", { strays: 1, ...rowsOf(9, 9) }, "strays"],
    ["doubles are deleted although it was cancelled", { strays: 1, ...CANCELLING }, "strays"],
    ["a push that is done ends", {}, "finish"],
    ["a removal looks after its frames", REMOVE, "tidy"],
    ["and ends then", { ...REMOVE, tidied: true }, "finish"],
    ["a removal takes cards off first", { ...REMOVE, ...rowsOf(3, 1) }, "cards"],
    ["then what may be there", { ...REMOVE, ...rowsOf(0, 1) }, "search"],
    ["one that is cancelled sends nothing", { ...CANCELLING, ...rowsOf(9, 0) }, "finish"],
    ["and makes no frames", { ...CANCELLING, ...framesOf(3, 0) }, "finish"],
    ["nor does it look where there is room", { ...CANCELLING, ...SURVEY }, "finish"],
    ["but it looks for what may be there", { ...CANCELLING, ...rowsOf(9, 1) }, "search"],
    ["frames too", { ...CANCELLING, ...framesOf(0, 1) }, "search"],
    ["nothing is placed while a card may still arrive", { ...SURVEY, ...rowsOf(5, 1) }, "search"],
    ["or a frame of an earlier push", { ...SURVEY, ...framesOf(0, 1) }, "search"],
  ])("%s", (_, changes, step) => {
    expect(nextStep({ ...VIEW, ...changes })).toBe(step)
  })
})

/** How a run of the model goes on where it is not decided: numbers in [0, 1), used up one by one. */
type Luck = () => number

/** What a step makes of a view: all that it did went well, or some of it, as luck has it. */
function model(view: JobView, step: Exclude<Step, "finish">, luck: Luck): JobView {
  const part = (count: number) => Math.floor(luck() * (count + 1))
  switch (step) {
    case "survey":
      return { ...view, phase: "send", frames: { todo: part(3), unsure: 0 } }
    case "frames":
    case "cards": {
      const at = step === "frames" ? "frames" : "rows"
      const lost = part(view[at].todo)
      const kept = part(view[at].todo - lost)
      const unsure = view[at].unsure + lost
      const again = step === "cards" && luck() > 0.7 ? ({ phase: "survey" } as const) : {}
      const checkNeeded = view.checkNeeded || lost > 0
      return { ...view, ...again, checkNeeded, [at]: { todo: kept, unsure } }
    }
    case "search": {
      const frames = part(view.frames.unsure)
      const rows = part(view.rows.unsure)
      return {
        ...view,
        checkNeeded: frames + rows > 0,
        strays: part(2),
        frames: { todo: view.frames.todo + frames, unsure: 0 },
        rows: { todo: view.rows.todo + rows, unsure: 0 },
      }
    }
    case "strays":
      return { ...view, strays: 0 }
    case "tidy":
      return { ...view, tidied: true }
  }
}

/** How much a job leaves behind that it should not: anything unsure, and what is to be done unless it was cancelled. */
function leftAt({ frames, rows, strays, checkNeeded, cancelling }: JobView): number {
  const unsure = frames.unsure + rows.unsure + strays + (checkNeeded ? 1 : 0)
  return unsure + (cancelling ? 0 : frames.todo + rows.todo)
}

describe("a job whose luck runs out of bad turns", () => {
  const view = fc.record({
    kind: fc.constantFrom("push", "remove"),
    phase: fc.constantFrom("survey", "send"),
    cancelling: fc.boolean(),
    checkNeeded: fc.boolean(),
    tidied: fc.boolean(),
    strays: fc.nat(3),
    frames: fc.record({ todo: fc.nat(3), unsure: fc.nat(3) }),
    rows: fc.record({ todo: fc.nat(30), unsure: fc.nat(30) }),
  }) as fc.Arbitrary<JobView>

  it("ends from every state, with nothing unsure and, unless it was cancelled, nothing left", () => {
    fc.assert(
      fc.property(
        view,
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (first, turns) => {
          const left = [...turns]
          const luck: Luck = () => left.shift() ?? 0
          let now = first
          for (let steps = 0; steps < turns.length + 12; steps++) {
            const step = nextStep(now)
            if (step === "finish") break
            now = model(now, step, luck)
          }
          expect([nextStep(now), leftAt(now)]).toEqual(["finish", 0])
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
