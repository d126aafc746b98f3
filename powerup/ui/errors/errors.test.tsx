// @vitest-environment happy-dom
import { render, screen } from "@testing-library/react"
import { describe, expect, it } from "vitest"
import { ERROR_CODES, ERRORS } from "../../../core/contract/errors.ts"
import {
  ApiError,
  ApiNotConfiguredError,
  AuthClosedError,
  AuthDeniedError,
  AuthNotReadyError,
  NetworkError,
  NoWorkspaceError,
  PopupBlockedError,
  SignedOutError,
} from "../../client/index.ts"
import { PageTimeoutError } from "../state/deadline.ts"
import { describeCode, describeError } from "./describeError.ts"
import { ErrorNotice } from "./ErrorNotice.tsx"

const SENTENCE = /^\p{Lu}.*[.!?]$/su

describe("words for errors", () => {
  it.each(ERROR_CODES)("%s says what happened and what to do next", (code) => {
    for (const provider of ["trello", "miro"] as const) {
      const words = describeError(new ApiError(code, { provider }))
      expect(words.says).toMatch(SENTENCE)
      expect(words.next).toMatch(SENTENCE)
      expect(`${words.says} ${words.next}`).not.toMatch(/undefined|null|the other service/)
    }
  })

  it.each(ERROR_CODES)("%s reads well when nobody says whose error it is", (code) => {
    const words = describeError(new ApiError(code))
    expect(words.says).toMatch(SENTENCE)
    expect(words.next).toMatch(SENTENCE)
  })

  it.each(ERROR_CODES)("%s reads well when it stands in the answer about a job", (code) => {
    const words = describeCode(code)
    expect(words.says).toMatch(SENTENCE)
    expect(words.next).toMatch(SENTENCE)
    expect(words.action).toBe(ERRORS[code].action)
  })

  it("knows every error class of the client", () => {
    const errors = [
      new AuthDeniedError("x", "miro"),
      new AuthNotReadyError("x"),
      new ApiNotConfiguredError("x"),
      new AuthClosedError("x"),
      new PopupBlockedError("x"),
      new SignedOutError("x"),
      new NoWorkspaceError("x"),
      new NetworkError("x", false),
      new NetworkError("x", true),
      new PageTimeoutError("x"),
      new Error("x"),
      "x",
    ]
    const said = errors.map((error) => describeError(error).says)
    for (const words of said) expect(words).toMatch(SENTENCE)
    // A timed-out call and a page that stopped waiting are the same to a person, as are the two unknown ones.
    expect(new Set(said).size).toBe(errors.length - 2)
  })

  it("never shows the message of an error, which is meant for logs", () => {
    render(<ErrorNotice error={new Error("secret detail")} />)
    expect(screen.getByRole("alert").textContent).not.toContain("secret detail")
  })

  it("says how long to wait where the provider says so", () => {
    const error = new ApiError("upstream_rate_limited", {
      provider: "miro",
      retryAfterSeconds: 12.3,
    })
    expect(describeError(error).next).toBe("Try again in 13 seconds.")
  })

  it("says when to look again after an outcome that nobody knows", () => {
    const error = new ApiError("outcome_unknown", { provider: "miro", retryAfterSeconds: 18 })
    expect(describeError(error).next).toMatch(/^Try again in 18 seconds\. .*not doubled\.$/)
  })

  it("offers only steps that the page can take", () => {
    render(<ErrorNotice error={new ApiError("upstream_timeout")} />)
    expect(screen.queryByRole("button")).toBeNull()
  })
})
