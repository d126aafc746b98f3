// @vitest-environment happy-dom
import { act, cleanup, render, screen } from "@testing-library/react"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type { CallbackAnswer } from "../../../core/contract/connections.ts"
import { ApiError } from "../../client/index.ts"
import { buildAttemptCalls, readAttemptId, type AttemptCalls } from "./attemptCalls.ts"
import { CallbackPage } from "./CallbackPage.tsx"
import { findOpener, REDEEM_WITHIN_MS, type Opener } from "./handOver.ts"

const ID = "A".repeat(22)
const VALUE = "one-time-value"
const unconfirmed: CallbackAnswer = {
  attempt: ID,
  status: "unconfirmed",
  provider: "miro",
  error: null,
  value: VALUE,
  other: false,
  trello: { name: "Ann", place: "Northwind" },
  miro: { name: "Vera", place: "Design" },
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const pass = (ms: number) => act(async () => vi.advanceTimersByTimeAsync(ms))

function open(answers: readonly (CallbackAnswer | Error)[], opener: Opener | null = null) {
  const queue = [...answers]
  const read = vi.fn<AttemptCalls["read"]>(() => {
    const next = queue.length > 1 ? queue.shift() : queue[0]
    return next instanceof Error || next === undefined
      ? Promise.reject(next ?? new Error("no answer"))
      : Promise.resolve(next)
  })
  const decide = vi.fn<AttemptCalls["decide"]>((yes) =>
    Promise.resolve({
      attempt: ID,
      status: yes ? "connected" : "denied",
      provider: "miro",
      error: null,
    }),
  )
  const close = vi.fn<() => void>()
  const page = render(<CallbackPage calls={{ read, decide }} opener={opener} close={close} />)
  return { read, decide, close, page }
}

const press = (name: string) => act(async () => screen.getByRole("button", { name }).click())

describe("with the page on Trello that opened the window", () => {
  it("hands over the value, waits until it is redeemed, and closes", async () => {
    const opener = vi.fn<Opener>()
    const { close } = open(
      [unconfirmed, unconfirmed, { ...unconfirmed, status: "connected" }],
      opener,
    )
    await pass(600)
    expect(opener).toHaveBeenCalledExactlyOnceWith(VALUE)
    expect(close).not.toHaveBeenCalled()
    await pass(600)
    expect(screen.getByText("Connected. You can close this window.")).toBeTruthy()
    expect(close).toHaveBeenCalledOnce()
  })

  it("asks the person when nobody redeems it in time", async () => {
    open([unconfirmed], vi.fn<Opener>())
    await pass(REDEEM_WITHIN_MS - 100)
    expect(screen.queryByRole("button")).toBeNull()
    await pass(200)
    expect(screen.getByRole("button", { name: "Yes, connect" })).toBeTruthy()
  })

  it("asks the person at once where it is another account than the one to renew", async () => {
    const opener = vi.fn<Opener>()
    const { decide } = open([{ ...unconfirmed, value: null, other: true }], opener)
    await pass(0)
    expect(
      screen.getByRole("heading", { name: /^Add the Miro account Vera .* as well/ }),
    ).toBeTruthy()
    expect(screen.getByText(/you have both; the other one stays as it is/)).toBeTruthy()
    expect(opener).not.toHaveBeenCalled()
    await press("Yes, add it")
    expect(decide).toHaveBeenCalledWith(true)
  })

  it("asks the person when the opener fails", async () => {
    const opener = vi.fn<Opener>(() => {
      throw new Error("gone")
    })
    open([unconfirmed], opener)
    await pass(0)
    expect(screen.getByRole("button", { name: "Yes, connect" })).toBeTruthy()
  })

  it("keeps waiting when one look fails", async () => {
    const { close } = open(
      [unconfirmed, new Error("offline"), { ...unconfirmed, status: "connected" }],
      vi.fn<Opener>(),
    )
    await pass(1_100)
    expect(close).toHaveBeenCalledOnce()
  })

  it("shows the value nowhere", async () => {
    const { page } = open([unconfirmed], vi.fn<Opener>())
    await pass(REDEEM_WITHIN_MS + 100)
    expect(page.container.innerHTML).not.toContain(VALUE)
    expect(document.title + location.href).not.toContain(VALUE)
  })
})

describe("without it", () => {
  it("names both accounts and connects on yes", async () => {
    const { decide, close } = open([unconfirmed])
    await pass(0)
    expect(screen.getByRole("heading", { level: 2 }).textContent).toBe(
      "Connect the Miro account Vera (team Design) with the Trello account Ann in the workspace Northwind?",
    )
    await press("Yes, connect")
    expect(decide).toHaveBeenCalledExactlyOnceWith(true)
    expect(screen.getByText("Connected. You can close this window.")).toBeTruthy()
    expect(close).toHaveBeenCalledOnce()
  })

  it("connects nothing on no", async () => {
    const { decide } = open([unconfirmed])
    await pass(0)
    await press("No")
    expect(decide).toHaveBeenCalledExactlyOnceWith(false)
    expect(screen.getByText("Nothing was connected. You can close this window.")).toBeTruthy()
  })

  it("says why a yes did not work, and takes another", async () => {
    const { decide } = open([unconfirmed])
    decide.mockRejectedValueOnce(new ApiError("upstream_timeout", { provider: "miro" }))
    await pass(0)
    await press("Yes, connect")
    expect(screen.getByRole("alert").textContent).toContain("Miro took too long to answer.")
    expect(screen.getAllByRole("button")).toHaveLength(2)
    await press("Yes, connect")
    expect(screen.getByText("Connected. You can close this window.")).toBeTruthy()
  })

  it("names the one account where one was asked for", async () => {
    open([{ ...unconfirmed, trello: null }])
    await pass(0)
    expect(screen.getByRole("heading", { level: 2 }).textContent).toBe(
      "Connect the Miro account Vera (team Design) to Cards for Miro?",
    )
  })
})

describe("when the second of two consents was denied", () => {
  const half: CallbackAnswer = { ...unconfirmed, error: "consent_denied", miro: null }

  it("says so and asks for the first alone", async () => {
    open([half])
    await pass(0)
    expect(screen.getByRole("alert").textContent).toContain("You did not allow access at Miro")
    expect(screen.getByRole("heading", { level: 2 }).textContent).toBe(
      "Connect the Trello account Ann in the workspace Northwind to Cards for Miro?",
    )
  })

  it("says what was denied once the first is confirmed by the page on Trello", async () => {
    const { close } = open([half, { ...half, status: "denied", value: null }], vi.fn<Opener>())
    await pass(600)
    expect(screen.getByRole("alert").textContent).toContain("You did not allow access at Miro")
    expect(close).not.toHaveBeenCalled()
  })
})

describe("other ends", () => {
  it.each([
    ["denied", { status: "denied", error: "consent_denied" }, /You did not allow access at Miro/],
    ["wrong account", { status: "failed", error: "wrong_account" }, /another account/],
    ["failed without a code", { status: "failed", error: null }, /Miro did not finish connecting/],
    ["expired", { status: "expired", error: null }, /longer than ten minutes/],
  ] as const)("%s: says so with the next step", async (_name, end, words) => {
    const { close } = open([{ ...unconfirmed, value: null, ...end }])
    await pass(0)
    expect(screen.getByRole("alert").textContent).toMatch(words)
    expect(close).not.toHaveBeenCalled()
  })

  it("says when the consent came back to another browser", async () => {
    open([new ApiError("wrong_browser")])
    await pass(0)
    expect(screen.getByRole("alert").textContent).toMatch(/another browser/)
  })

  it("says when it is not finished", async () => {
    open([{ ...unconfirmed, status: "consenting", value: null }])
    await pass(0)
    expect(screen.getByText("Connecting is not finished yet.")).toBeTruthy()
  })
})

describe("the opener", () => {
  const location = { origin: "https://app.example" }

  it("is used when it is of our own origin and can take the value", () => {
    const authorize = vi.fn<Opener>()
    findOpener({ location, opener: { location, authorize } })?.(VALUE)
    expect(authorize).toHaveBeenCalledExactlyOnceWith(VALUE)
  })

  it("is not used when it is foreign, cut, or no page of ours", () => {
    const authorize = vi.fn<Opener>()
    const foreign = {
      get location(): never {
        throw new Error("SecurityError")
      },
      authorize,
    }
    const evil = { location: { origin: "https://evil.example" }, authorize }
    expect(findOpener({ location, opener: foreign })).toBeNull()
    expect(findOpener({ location, opener: evil })).toBeNull()
    expect(findOpener({ location, opener: null })).toBeNull()
    expect(findOpener({ location, opener: { location } })).toBeNull()
  })
})

describe("the calls", () => {
  it("go to the attempt's own addresses with its cookie", async () => {
    const sent: unknown[][] = []
    const calls = buildAttemptCalls(ID, (...call) => {
      sent.push([call[0], call[1].method, call[1].credentials])
      const { trello: _trello, miro: _miro, value: _value, ...decided } = unconfirmed
      const body = call[1].method === "GET" ? unconfirmed : decided
      return Promise.resolve(Response.json(body))
    })
    await calls.read()
    await calls.decide(true)
    await calls.decide(false)
    expect(sent).toEqual([
      [`/oauth/attempts/${ID}`, "GET", "same-origin"],
      [`/oauth/attempts/${ID}/confirm`, "POST", "same-origin"],
      [`/oauth/attempts/${ID}/refuse`, "POST", "same-origin"],
    ])
  })

  it("turn refusals and silence into errors with words", async () => {
    const body = { error: { code: "wrong_browser", retryable: false } }
    const refused = buildAttemptCalls(ID, () =>
      Promise.resolve(Response.json(body, { status: 403 })),
    )
    await expect(refused.read()).rejects.toMatchObject({ code: "wrong_browser" })
    const silent = buildAttemptCalls(ID, () => Promise.reject(new TypeError("failed")))
    await expect(silent.read()).rejects.toMatchObject({ code: "network" })
  })

  it("read the attempt from the address, and nothing that is no attempt", () => {
    expect(readAttemptId(`?attempt=${ID}`)).toBe(ID)
    for (const search of ["", "?attempt=", "?attempt=../../api", `?attempt=${ID}x`]) {
      expect(readAttemptId(search)).toBeNull()
    }
  })
})
