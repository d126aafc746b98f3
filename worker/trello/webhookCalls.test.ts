import { describe, expect, it } from "vitest"
import { answer } from "../grants/answers.fixture.ts"
import type { UpstreamResult } from "../grants/upstream.ts"
import {
  buildActivateWebhook,
  buildCreateWebhook,
  buildDeleteWebhook,
  buildReadWebhook,
  parseCreateWebhook,
  parseDeleteWebhook,
  parseReadWebhook,
} from "./webhookCalls.ts"

const ID = "65e5b1d2c0ffee0123456700"
const BOARD = "65e58fac43f2305508861612"
const URL_OF_HOOK = `https://app.example/hooks/trello/${BOARD}.Qm9hcmRzQW5kQ2FyZHM1Nw`
const WEBHOOK = { id: ID, idModel: BOARD, callbackURL: URL_OF_HOOK, active: true }

const LOST: UpstreamResult = { kind: "no_answer", reason: "cut" }
const UNSENT: UpstreamResult = { kind: "failure", failure: { code: "reauth_required" } }

const kindOf = (result: UpstreamResult) => {
  const parsed = parseCreateWebhook(result)
  return "failure" in parsed ? [parsed.kind, parsed.failure.code] : [parsed.kind]
}

describe("the calls about webhooks", () => {
  it("carry what is needed in the body, and leave room for people", () => {
    const create = buildCreateWebhook(BOARD, URL_OF_HOOK, "Ours")
    expect(create).toMatchObject({ method: "POST", path: "/1/webhooks", priority: "background" })
    expect(JSON.parse(create.body ?? "")).toEqual({
      idModel: BOARD,
      callbackURL: URL_OF_HOOK,
      description: "Ours",
      active: true,
    })
    const path = `/1/webhooks/${ID}`
    expect(buildReadWebhook(ID)).toEqual({ method: "GET", path, priority: "background" })
    expect(buildDeleteWebhook(ID)).toEqual({ method: "DELETE", path, priority: "background" })
    expect(buildActivateWebhook(ID)).toEqual({
      method: "PUT",
      path,
      body: '{"active":true}',
      priority: "background",
    })
  })
})

describe("what making a webhook leads to", () => {
  it("is the webhook", () => {
    expect(parseCreateWebhook(answer(200, { ...WEBHOOK, description: "x" }))).toEqual({
      kind: "ok",
      value: WEBHOOK,
    })
  })

  it.each([
    [
      "a duplicate",
      answer(400, "A webhook with that callback, model, and token already exists"),
      ["duplicate"],
    ],
    [
      "a callback out of reach",
      answer(400, "URL (x) did not return 200 status code, got 404"),
      ["unreachable"],
    ],
    ["another 400", answer(400, "invalid value for idModel"), ["failed", "upstream_refused"]],
    ["a board out of sight", answer(404, "model not found"), ["failed", "trello_board_not_found"]],
    ["another workspace", answer(403, "forbidden"), ["failed", "outside_workspace"]],
    ["too many calls", answer(429, "{}"), ["failed", "upstream_rate_limited"]],
    ["a grant that does not work", UNSENT, ["failed", "reauth_required"]],
    ["no answer", LOST, ["unknown", "upstream_unavailable"]],
    ["trouble at Trello", answer(503, "x"), ["unknown", "upstream_unavailable"]],
    [
      "a success in words that we do not know",
      answer(200, "done"),
      ["unknown", "upstream_malformed"],
    ],
  ])("is told of %s", (_name, result, expected) => {
    expect(kindOf(result)).toEqual(expected)
  })
})

describe("looking after a webhook", () => {
  it.each([
    ["one that is there", answer(200, WEBHOOK), "ok"],
    ["one that is not", answer(404, "The requested resource was not found."), "gone"],
    ["one of another grant", answer(401, "webhook does not belong to token"), "gone"],
    ["another 401", answer(401, "unauthorized permission requested"), "failed"],
    ["no answer", LOST, "unknown"],
    ["trouble at Trello", answer(500, ""), "unknown"],
    ["a grant that does not work", UNSENT, "failed"],
  ])("tells %s", (_name, result, kind) => {
    expect(parseReadWebhook(result).kind).toBe(kind)
  })

  it.each([
    ["done", answer(200, { _value: null }), "ok"],
    ["done before", answer(404, "The requested resource was not found."), "gone"],
    ["not ours", answer(401, "webhook does not belong to token"), "gone"],
    ["refused", answer(403, "no"), "failed"],
    ["not known to be done", LOST, "unknown"],
  ])("tells of a deletion that it is %s", (_name, result, kind) => {
    expect(parseDeleteWebhook(result).kind).toBe(kind)
  })
})
