import { describe, expect, it } from "vitest"
import type { IncomingMessage } from "./environment.ts"
import { buildPage } from "../page/host/stage.ts"
import { authorize } from "./authorize.ts"

const silent = {
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  deliver: () => undefined,
}

function buildCaller() {
  return buildPage(silent, "https://pu.example/popup.html", [])
}

/** "waiting" while a promise has not settled. */
async function peek(promise: Promise<unknown>): Promise<unknown> {
  await new Promise((resolve) => setTimeout(resolve, 20))
  return Promise.race([promise, Promise.resolve("waiting")])
}

describe("authorize with an address", () => {
  it("opens the window in the same turn and hands it over", () => {
    const page = buildCaller()
    const handed: unknown[] = []
    void authorize(page.environment, "https://auth.example/", {
      width: 500,
      height: 400,
      windowCallback: (opened) => void handed.push(opened),
    })
    expect(page.opened).toEqual([
      { url: "https://auth.example/", name: "authorize", features: "width=500,height=400" },
    ])
    expect(handed).toEqual([page.toPage])
  })

  it("is 800 by 600 unless told otherwise", () => {
    const page = buildCaller()
    void authorize(page.environment, "https://auth.example/")
    expect(page.opened[0]?.features).toBe("width=800,height=600")
  })

  it("resolves with what the popup gives to opener.authorize", async () => {
    const page = buildCaller()
    const result = authorize(page.environment, "https://auth.example/")
    page.authorize()?.("done")
    expect(await result).toBe("done")
  })

  it("does not hear falsy values, so that a denial never settles it", async () => {
    const page = buildCaller()
    const result = authorize(page.environment, "https://auth.example/")
    for (const value of [null, "", 0, false, undefined]) page.authorize()?.(value)
    expect(await peek(result)).toBe("waiting")
  })

  it("waits for a value that validToken accepts", async () => {
    const page = buildCaller()
    const result = authorize(page.environment, "https://auth.example/", {
      validToken: (value) => value === "good",
    })
    page.authorize()?.("bad")
    expect(await peek(result)).toBe("waiting")
    page.authorize()?.("good")
    expect(await result).toBe("good")
  })

  it("is overwritten by the next one on the same page", async () => {
    const page = buildCaller()
    const first = authorize(page.environment, "https://auth.example/1")
    const second = authorize(page.environment, "https://auth.example/2")
    page.authorize()?.("value")
    expect(await second).toBe("value")
    expect(await peek(first)).toBe("waiting")
  })
})

const post = (secret: string | null, token: unknown): IncomingMessage["data"] => ({
  type: "bulk",
  data: [{ type: "request", data: { id: "any", command: "value", args: [{ token }] } }],
  ...(secret === null ? {} : { secret }),
})

function start() {
  const page = buildCaller()
  const secrets: string[] = []
  const answers: unknown[] = []
  const result = authorize(
    page.environment,
    (secret) => {
      secrets.push(secret)
      return `https://auth.example/?s=${secret}`
    },
    { targetOrigin: "https://auth.example" },
  )
  const popup = {
    postMessage: (message: unknown, origin: string) => void answers.push({ message, origin }),
  }
  const deliver = (data: unknown): void =>
    page.local.deliver({ data, source: popup, origin: "https://auth.example" })
  return { page, result, deliver, answers, secret: secrets[0] ?? "" }
}

describe("authorize with a function", () => {
  it("puts 16 characters of secret into the address", () => {
    const { page, secret } = start()
    expect(secret).toMatch(/^[0-9A-Za-z]{16}$/)
    expect(page.opened[0]?.url).toBe(`https://auth.example/?s=${secret}`)
  })

  it("resolves with a value posted with the secret from any origin, and answers it", async () => {
    const { result, deliver, answers, secret } = start()
    deliver(post(secret, "code"))
    expect(await result).toBe("code")
    await expect
      .poll(() => answers)
      .toEqual([
        {
          origin: "https://auth.example",
          message: {
            type: "bulk",
            data: [{ type: "response", data: { to: "any", success: true, response: null } }],
            secret,
          },
        },
      ])
  })

  it("does not hear a wrong or missing secret, nor a falsy value", async () => {
    const { result, deliver, secret } = start()
    deliver(post(null, "code"))
    deliver(post("wrong", "code"))
    deliver(post(secret, ""))
    expect(await peek(result)).toBe("waiting")
  })
})
