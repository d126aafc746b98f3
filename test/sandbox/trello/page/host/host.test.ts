import { describe, expect, it } from "vitest"
import type { PowerUp } from "../../library/powerUp.ts"
import { parseButtons } from "./capabilities.ts"
import { ids, sampleState } from "./samples.ts"
import { buildStage, stageSecret } from "./stage.ts"

const context = {
  board: ids.board,
  card: ids.card,
  member: ids.member,
  organization: ids.organization,
  permissions: { board: "write", organization: "write", card: "write" },
  version: "sandbox-1",
  locale: "en",
  theme: null,
  initialTheme: "dark",
  plugin: ids.plugin,
}

describe("the handshake", () => {
  it("goes initialize, secret, ready, and only the first message lacks the secret", async () => {
    const { log } = await buildStage(sampleState, { "card-buttons": () => [] })
    const [hello, welcome, ready] = log
    expect(hello).toEqual({
      to: "host",
      data: {
        type: "bulk",
        data: [
          {
            type: "request",
            data: {
              id: expect.stringMatching(/^[0-9A-Za-z]{16}1$/),
              command: "initialize",
              args: [["card-buttons", "callback"]],
            },
          },
        ],
      },
    })
    expect(welcome?.data).toMatchObject({
      secret: stageSecret,
      data: [
        {
          type: "response",
          data: {
            success: true,
            response: {
              locale: "en",
              member: ids.member,
              secret: stageSecret,
              version: "sandbox-1",
            },
          },
        },
      ],
    })
    expect(ready?.data).toMatchObject({
      secret: stageSecret,
      data: [{ type: "request", data: { command: "ready", args: [] } }],
    })
  })

  it("does not hear a stranger without the secret", async () => {
    const stage = await buildStage(sampleState, {})
    const stranger = { postMessage: () => undefined }
    const message = { type: "request", data: { id: "x", command: "close-popup", args: [] } }
    const post = (data: unknown): void =>
      stage.window.deliver({ data, source: stranger, origin: "https://evil.example" })
    post({ type: "bulk", data: [message] })
    post({ type: "bulk", data: [message], secret: "wrong" })
    expect(stage.seen.calls).toEqual([])
    post({ type: "bulk", data: [message], secret: stageSecret })
    expect(stage.seen.calls).toEqual(["closePopup"])
  })
})

describe("a capability", () => {
  it("gets context and locale, and its functions and addresses come back fit to use", async () => {
    const asked: unknown[] = []
    const stage = await buildStage(sampleState, {
      "card-buttons": (_t, options) => {
        asked.push(options)
        return [{ icon: "./icon.svg", text: "Push", condition: "edit", callback: () => null }]
      },
    })
    const answer = await stage.host.ask("card-buttons", { card: ids.card }, { attachments: [] })
    expect(asked).toEqual([{ attachments: [], context, locale: "en" }])
    expect(answer).toEqual([
      {
        icon: "https://pu.example/./icon.svg",
        text: "Push",
        condition: "edit",
        callback: { _callback: "cb1" },
      },
    ])
  })

  it("leaves relative icons inside {dark, light} alone, and the host drops such a button", async () => {
    const stage = await buildStage(sampleState, {
      "board-buttons": () => ({
        icon: { dark: "./d.svg", light: "https://x.example/l.svg" },
        text: "Sync",
      }),
    })
    const answer = await stage.host.ask("board-buttons")
    expect(answer).toMatchObject({ icon: { dark: "./d.svg" } })
    expect(parseButtons(answer, stage.connector.toPage)).toEqual([])
  })

  it.each([
    [
      "throws",
      (t: PowerUp) => {
        throw t.NotHandled()
      },
    ],
    ["returns", (t: PowerUp) => t.NotHandled()],
  ])("that %s NotHandled fails with that code and no words", async (_how, handler) => {
    const stage = await buildStage(sampleState, { "format-url": handler })
    await expect(stage.host.ask("format-url")).rejects.toMatchObject({
      code: "not handled",
      message: "",
    })
  })

  it("that nobody handles is an unsupported command", async () => {
    const stage = await buildStage(sampleState, {})
    await expect(stage.host.ask("list-actions")).rejects.toMatchObject({
      code: "unsupported command",
      message: "unsupported command: list-actions",
    })
    expect(stage.host.handles("list-actions")).toBe(false)
  })

  it("that fails otherwise brings its words", async () => {
    const stage = await buildStage(sampleState, {
      "show-settings": () => Promise.reject(new Error("No luck.")),
    })
    await expect(stage.host.ask("show-settings")).rejects.toThrow("No luck.")
  })

  it("that answers nothing answers null", async () => {
    const stage = await buildStage(sampleState, { "on-enable": () => undefined })
    expect(await stage.host.ask("on-enable")).toBeNull()
  })
})

describe("a callback", () => {
  it("runs with the context of the click and its options", async () => {
    const seen: unknown[] = []
    const stage = await buildStage(sampleState, {
      "card-buttons": () => [
        {
          text: "Push",
          callback: (t: PowerUp, options: unknown) => void seen.push(t.getContext(), options),
        },
      ],
    })
    const answer = await stage.host.ask("card-buttons", { card: ids.card })
    const [button] = parseButtons(answer, stage.connector.toPage)
    const handle = button?.callback
    if (!handle) throw new Error("The button has no callback.")
    expect(
      await stage.host.run(handle, { card: ids.card, command: "card-buttons", el: "el-1" }),
    ).toBeNull()
    expect(seen).toEqual([{ ...context, command: "card-buttons", el: "el-1" }, { locale: "en" }])
  })

  it("that does not exist is not handled", async () => {
    const stage = await buildStage(sampleState, {})
    const handle = { name: "cb999", owner: stage.connector.toPage }
    await expect(stage.host.run(handle)).rejects.toMatchObject({
      code: "not handled",
      message: "callback does not exist or was not retained",
    })
  })

  it("cannot be run in a page that is gone", async () => {
    const stage = await buildStage(sampleState, {})
    const handle = { name: "cb1", owner: { postMessage: () => undefined } }
    await expect(stage.host.run(handle)).rejects.toMatchObject({ code: "not handled" })
  })
})
