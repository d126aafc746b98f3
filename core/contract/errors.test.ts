import * as v from "valibot"
import { describe, expect, it } from "vitest"
import { ERROR_CODES, ERRORS, ErrorAnswerSchema } from "./errors.ts"

const ACTIONS = [
  "reload",
  "sign_in",
  "retry",
  "wait",
  "connect",
  "reauthorize",
  "choose_board",
  "ask_admin",
  "fix_input",
  "none",
]

function advice(actions: readonly string[]) {
  return ERROR_CODES.filter((code) => actions.includes(ERRORS[code].action)).map((code) => ({
    code,
    retryable: ERRORS[code].retryable,
  }))
}

describe("error codes", () => {
  it.each(ERROR_CODES)("%s has a status, an action, and a name that can stay", (code) => {
    const { status, retryable, action } = ERRORS[code]
    expect(code).toMatch(/^[a-z]+(?:_[a-z]+)*$/)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
    expect(typeof retryable).toBe("boolean")
    expect(ACTIONS).toContain(action)
  })

  it("advise to try again or to wait where that can help, and only there", () => {
    expect(advice(["retry", "wait"]).filter(({ retryable }) => !retryable)).toEqual([])
    expect(advice(["none", "fix_input"]).filter(({ retryable }) => retryable)).toEqual([])
  })

  it.each(ERROR_CODES)("%s passes as an answer's code", (code) => {
    const answer = { error: { code, retryable: ERRORS[code].retryable, provider: "miro" } }
    expect(v.parse(ErrorAnswerSchema, answer)).toEqual(answer)
  })

  it.each(["", "toString", "miro_says_no"])("%j is none", (code) => {
    expect(v.is(ErrorAnswerSchema, { error: { code, retryable: false } })).toBe(false)
  })
})
