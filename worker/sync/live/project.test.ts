import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { LINK_REASONS, LINK_STATES } from "../../../core/contract/sync.ts"
import { buildLink } from "../jobs/samples.fixture.ts"
import type { StoredLink } from "../link.ts"
import { type CardView, project } from "./project.ts"

const APP_CARD = { title: "<p>A</p>", description: "", fields: [], fillColor: "#2d9bf0" }
const TODAY: CardView = { kind: "card", card: APP_CARD, sent: { hash: "today", changeAt: 7 } }
const DELETED: CardView = { kind: "ended", reason: "card_deleted" }
const AWAY: CardView = { kind: "ended", reason: "card_out_of_reach" }
const LOST: CardView = { kind: "unread", reason: "trello_lost" }
const OFF: CardView = { kind: "unread", reason: "board_off" }
const UNREADABLE: CardView = { kind: "unreadable" }

type Link = Pick<StoredLink, "hash" | "shown"> & { readonly sync: StoredLink["sync"] }
const at = (
  state: StoredLink["sync"]["state"],
  reason: StoredLink["sync"]["reason"],
  shown: StoredLink["shown"],
  hash: string | null = "today",
): Link => ({ hash, shown, sync: { state, reason, since: 1 } })

const IN_STEP = at("in_step", null, "connected")
const OLD = at("in_step", null, "connected", "yesterday")
const DOUBTED = at("in_step", null, "connected", null)
const PAUSED = at("paused", "trello_lost", "disconnected")
const MIRO_LOST = at("paused", "miro_lost", "connected")
const MIRO_LOST_OLD = at("paused", "miro_read_only", "connected", "yesterday")
const ENDED = at("ended", "card_deleted", "disabled")
const GONE = at("gone", "deleted_on_miro", "connected", "yesterday")

const SHOWS = { content: "connected", end: "disabled", disconnect: "disconnected" } as const

const sends = (link: Link, view: CardView) => {
  const { send, after } = project(buildLink(1, link), view)
  const what = send === null ? "-" : send.kind
  return `${what} → ${after.state}${after.reason === null ? "" : ` ${after.reason}`}`
}

describe("what an app card becomes", () => {
  it.each([
    ["in step, and nothing changed", IN_STEP, TODAY, "- → in_step"],
    ["in step, and something changed", OLD, TODAY, "content → in_step"],
    ["in doubt", DOUBTED, TODAY, "content → in_step"],
    ["disconnected, and somebody reads Trello again", PAUSED, TODAY, "content → in_step"],
    ["paused by Miro, with today's content", MIRO_LOST, TODAY, "look → in_step"],
    ["paused by Miro, with older content", MIRO_LOST_OLD, TODAY, "content → in_step"],
    [
      "back from another board",
      at("ended", "card_out_of_reach", "disabled"),
      TODAY,
      "content → in_step",
    ],
    ["gone from Miro", GONE, TODAY, "- → gone deleted_on_miro"],
    ["in step, and its card is deleted", IN_STEP, DELETED, "end → ended card_deleted"],
    ["in step, and its card is out of reach", IN_STEP, AWAY, "end → ended card_out_of_reach"],
    ["ended, and says so", ENDED, DELETED, "- → ended card_deleted"],
    ["ended for another reason", ENDED, AWAY, "end → ended card_out_of_reach"],
    ["disconnected, and its card is deleted", PAUSED, DELETED, "end → ended card_deleted"],
    ["gone, and its card is deleted", GONE, DELETED, "- → gone deleted_on_miro"],
    ["in step, and nobody reads Trello", IN_STEP, LOST, "disconnect → paused trello_lost"],
    ["disconnected already", PAUSED, LOST, "- → paused trello_lost"],
    ["disconnected for another reason", PAUSED, OFF, "- → paused board_off"],
    ["ended, and nobody reads Trello", ENDED, LOST, "- → ended card_deleted"],
    ["gone, and nobody is to be asked", GONE, OFF, "- → gone deleted_on_miro"],
    ["in step, and Trello speaks in riddles", OLD, UNREADABLE, "- → paused trouble"],
  ])("%s", (_name, link, view, expected) => {
    expect(sends(link, view)).toBe(expected)
  })

  it("is sent again where a push that began has not ended", () => {
    const link = buildLink(1, { hash: "today", beganAt: 9, pushedAt: 8 })
    expect(project(link, TODAY).send?.kind).toBe("content")
  })

  it("knows when its text changes by itself while it is kept in step, and only then", () => {
    expect(project(buildLink(1, IN_STEP), TODAY).changeAt).toBe(7)
    expect(project(buildLink(1, OLD), TODAY).changeAt).toBe(7)
    for (const view of [DELETED, LOST, UNREADABLE]) {
      expect(project(buildLink(1, IN_STEP), view).changeAt).toBeNull()
    }
    expect(project(buildLink(1, GONE), TODAY).changeAt).toBeNull()
  })

  const anyLink = fc
    .record({
      hash: fc.constantFrom("today", "yesterday", null),
      shown: fc.constantFrom("connected", "disabled", "disconnected" as const),
      state: fc.constantFrom(...LINK_STATES),
      reason: fc.constantFrom(...LINK_REASONS, null),
    })
    .map(({ hash, shown, state, reason }) => buildLink(1, at(state, reason, shown, hash)))
  const anyView = fc.constantFrom(TODAY, DELETED, AWAY, LOST, OFF)

  it("is not sent twice: what was projected shows the view", () => {
    fc.assert(
      fc.property(anyLink, anyView, (link, view) => {
        const { send, after, changeAt } = project(link, view)
        const shown = send === null || send.kind === "look" ? link.shown : SHOWS[send.kind]
        const hash = send?.kind === "content" ? send.sent.hash : link.hash
        const next = buildLink(1, { hash, shown, changeAt, sync: { ...after, since: 2 } })
        expect(project(next, view).send).toBeNull()
        expect(project(next, view).after).toEqual(after)
      }),
    )
  })

  it("never comes back to Miro by itself", () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(project(buildLink(1, GONE), view).send).toBeNull()
      }),
    )
  })
})
