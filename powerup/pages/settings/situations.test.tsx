// @vitest-environment happy-dom
import { screen, waitFor, within } from "@testing-library/react"
import { describe, expect, it } from "vitest"
import type { ConnectionReason, ConnectionState } from "../../../core/contract/connections.ts"
import { buildFakeClient } from "../testing/fakeClient.ts"
import { connected, DESIGN, miroConnection, trelloConnection } from "../testing/samples.ts"
import { namesOf, show } from "../testing/show.tsx"
import { SettingsPage } from "./SettingsPage.tsx"
import { STATE_TEXTS } from "./texts.ts"

/** Opens the settings with a Miro connection in this situation; gives its part of the page. */
async function openWith(state: ConnectionState, reason: ConnectionReason | null) {
  const fake = buildFakeClient()
  const miro = miroConnection(DESIGN, { state, reason })
  fake.connections = { ...connected, miro: [miro] }
  fake.check = (id) => {
    const connection = id === DESIGN ? miro : trelloConnection
    return Promise.resolve({ connection, account: null, place: null })
  }
  const { user } = show((props) => <SettingsPage {...props} />, { fake })
  const part = await screen.findByRole("region", { name: /^Miro/ })
  return { fake, part, user }
}

type Row = readonly [
  state: ConnectionState,
  reason: ConnectionReason | null,
  words: RegExp | null,
  tone: "works" | "ended" | "alarm",
  button: RegExp,
]

const EXPECTED = /That is expected/
const REAUTHORIZE = /^Reauthorize Miro$/
const CONNECT = /^Connect Miro$/

const ROWS: readonly Row[] = [
  ["never_connected", null, null, "ended", CONNECT],
  ["connected", null, null, "works", REAUTHORIZE],
  ["degraded", "provider_unavailable", /heals by itself/, "works", REAUTHORIZE],
  ["degraded", "provider_rate_limited", /heals by itself/, "works", REAUTHORIZE],
  ["degraded", "outcome_unknown", /heals by itself/, "works", REAUTHORIZE],
  ["reauth_required", "refused_by_provider", /it ended there/, "alarm", REAUTHORIZE],
  ["reauth_required", "lost_rotation", /got lost on its way/, "alarm", REAUTHORIZE],
  ["reauth_required", "unreadable_record", /cannot be read any more/, "alarm", REAUTHORIZE],
  ["reauth_required", "consent_expired", EXPECTED, "ended", REAUTHORIZE],
  ["reauth_required", "idle_policy", EXPECTED, "ended", REAUTHORIZE],
  ["revoked", "disconnected_by_member", /You disconnected it/, "ended", CONNECT],
  ["revoked", "revoked_by_admin", /Ask them before you connect again/, "ended", CONNECT],
  ["scope_insufficient", "scope_missing", /The rest works/, "alarm", REAUTHORIZE],
]

describe("a connection that is", () => {
  it.each(ROWS)(
    "%s (%s) says so and offers what helps",
    async (state, reason, words, tone, button) => {
      const { part } = await openWith(state, reason)
      const badge = within(part).getByText(STATE_TEXTS[state])
      expect(badge.className).toBe(`state state--${tone}`)
      expect(words === null || within(part).getByText(words)).toBeTruthy()
      expect(await within(part).findByRole("button", { name: button })).toBeTruthy()
    },
  )

  it.each(ROWS)("%s (%s) is checked only where calls go out", async (state, reason, _, tone) => {
    const calls = tone === "works" || state === "scope_insufficient"
    const { fake, part } = await openWith(state, reason)
    expect(within(part).queryAllByRole("button", { name: "Check now: Miro" })).toHaveLength(
      calls ? 1 : 0,
    )
    const checks = () => namesOf(fake).filter((name) => name === "check").length
    await waitFor(() => expect(checks()).toBe(calls ? 2 : 1))
  })
})
