import { beforeAll, describe, expect, it } from "vitest"
import {
  addressOf,
  converse,
  handlers,
  type Line,
  type Message,
  popupUrl,
  pressed,
  transcript,
} from "./conversation.ts"
import { ids } from "./samples.ts"
import { type Stage, stageSecret } from "./stage.ts"

const icon = "https://pu.example/./send.svg"

describe("a whole conversation between host and Power-Up", () => {
  let stage: Stage
  let lines: Line[]
  beforeAll(async () => {
    stage = await converse()
    lines = transcript(stage)
  })

  it("begins with the handlers' names, the secret and the word that all is ready", () => {
    expect(lines.slice(0, 4)).toEqual([
      ["host", "initialize", [...Object.keys(handlers), "callback"]],
      [
        "plugin",
        "answer",
        { locale: "en", member: ids.member, secret: stageSecret, version: "sandbox-1" },
      ],
      ["host", "ready", undefined],
      ["plugin", "answer", null],
    ])
  })

  it("brings buttons and badges, while whose making the Power-Up reads the card", () => {
    expect(lines.slice(4, 12)).toEqual([
      ["plugin", "card-buttons", {}],
      [
        "host",
        "answer",
        [{ icon, text: "Send", condition: "edit", callback: { _callback: "cb1" } }],
      ],
      ["plugin", "card-badges", { attachments: [] }],
      ["host", "card", { fields: ["name"] }],
      ["plugin", "answer", { name: "First" }],
      ["host", "answer", [{ text: "First", color: "green", dynamic: { _callback: "cb2" } }]],
      ["plugin", "board-buttons", {}],
      [
        "host",
        "answer",
        {
          icon: { dark: "./dark.svg", light: "https://pu.example/light.svg" },
          text: "Overview",
          callback: { _callback: "cb3" },
        },
      ],
    ])
  })

  it("declines with a code, reads plugin data as texts, and knows no capability that is not there", () => {
    const stored = { board: { shared: '{"ok":true}' }, card: {}, member: {}, organization: {} }
    expect(lines.slice(12, 20)).toEqual([
      ["plugin", "format-url", { url: "https://a.example/" }],
      ["host", "refusal", { code: "not handled", message: "" }],
      ["plugin", "authorization-status", {}],
      ["host", "data", {}],
      ["plugin", "answer", stored],
      ["host", "answer", { authorized: true }],
      ["plugin", "list-actions", {}],
      [
        "host",
        "refusal",
        { code: "unsupported command", message: "unsupported command: list-actions" },
      ],
    ])
  })

  it("opens popups with a page and with a list, each answered before its cause is", () => {
    const run = { action: "run", callback: "cb1", options: { locale: "en" } }
    const content = { type: "iframe", url: popupUrl, height: 140 }
    const search = { count: 4, placeholder: "find", empty: "none" }
    const items = [{ text: "only", callback: { _callback: "cb4" } }]
    expect(lines.slice(20, 28)).toEqual([
      ["plugin", "callback", run],
      ["host", "popup", { title: "Send", content }],
      ["plugin", "answer", null],
      ["host", "answer", null],
      ["plugin", "show-settings", {}],
      ["host", "popup", { title: "Settings", content: { type: "list", items, search } }],
      ["plugin", "answer", null],
      ["host", "answer", null],
    ])
  })

  it("opens a modal with its actions, and runs nothing that it does not know or has let go", () => {
    const action = {
      icon: "https://pu.example/./x.svg",
      alt: "Leave",
      position: "left",
      callback: { _callback: "cb5" },
    }
    const content = {
      type: "iframe",
      url: addressOf("overview.html", pressed),
      title: "Overview",
      accentColor: "#00ff00",
      fullscreen: true,
      height: 400,
      actions: [action],
    }
    expect(lines.slice(28, 38)).toEqual([
      ["plugin", "callback", { action: "run", callback: "cb3", options: { locale: "en" } }],
      ["host", "modal", { content }],
      ["plugin", "answer", null],
      ["host", "answer", null],
      ["plugin", "callback", { action: "run", callback: "cb77", options: {} }],
      [
        "host",
        "refusal",
        { code: "not handled", message: "callback does not exist or was not retained" },
      ],
      ["plugin", "callback", { action: "retain", callback: "cb1", options: {} }],
      ["host", "answer", null],
      ["plugin", "callback", { action: "release", callback: "cb1", options: {} }],
      ["host", "answer", null],
    ])
  })

  it("lets a page size itself, sign, store, alert, attach, close, and say that it is done", () => {
    const stored = { board: { shared: '{"ok":true}' }, card: {}, member: {}, organization: {} }
    const done = ["plugin", "answer", null]
    expect(lines.slice(38)).toEqual([
      ["host", "resize", { height: 120 }],
      done,
      ["host", "jwt", { state: "nonce", includeCard: false }],
      ["plugin", "answer", "h.p.s"],
      ["host", "data", {}],
      ["plugin", "answer", stored],
      ["host", "set", { scope: "card", visibility: "shared", data: '{"note":[1]}' }],
      done,
      ["host", "alert", { message: "Saved", duration: 6, display: "info" }],
      done,
      ["host", "attach-to-card", { url: "https://b.example/x", name: "B" }],
      done,
      ["host", "close-popup", {}],
      done,
      ["host", "done"],
    ])
  })

  it("carries the secret in every envelope but the first, and the context in every request", () => {
    const envelopes = stage.log.filter(({ data }) => typeof data === "object")
    const [first, ...rest] = envelopes.map(({ data }) => data as { type: string; secret?: string })
    expect(first).not.toHaveProperty("secret")
    expect(rest.every(({ secret }) => secret === stageSecret)).toBe(true)
    const requests = stage.log
      .flatMap(({ data }) => (typeof data === "string" ? [] : (data as { data: Message[] }).data))
      .filter(({ type, data }) => type === "request" && (data.args?.length ?? 0) > 0)
      .slice(1)
    expect(requests.length).toBeGreaterThan(15)
    for (const { data } of requests) {
      expect(data.args?.[0]).toMatchObject({ context: { board: ids.board, plugin: ids.plugin } })
    }
  })
})
