// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react"
import { expect, it } from "vitest"
import type { RevocationState } from "../../../core/contract/connections.ts"
import { buildFakeClient, type FakeClient } from "../testing/fakeClient.ts"
import { connected, DESIGN, miroConnection } from "../testing/samples.ts"
import { show } from "../testing/show.tsx"
import { SettingsPage } from "./SettingsPage.tsx"

/** A client whose Miro connection ends so. */
function ending(upstream: RevocationState): FakeClient {
  const fake = buildFakeClient()
  const reason = "disconnected_by_member"
  const connection = miroConnection(DESIGN, { state: "revoked", reason })
  fake.check = (name) => {
    const known = [connected.trello, ...connected.miro].find(({ id }) => id === name)
    return Promise.resolve({ connection: known ?? connection, account: null, place: null })
  }
  fake.clearToken = () => {
    fake.connections = { ...connected, miro: [connection] }
    return Promise.resolve([{ connection, revokedUpstream: upstream === "ended", upstream }])
  }
  return fake
}

it.each<[RevocationState, readonly RegExp[]]>([
  ["ended", []],
  ["kept", []],
  ["pending", [/^Miro could not be told yet.* keep trying for a day/]],
  [
    "unknown",
    [/Miro could not be told.* remove Cards for Miro among the apps of your Miro account/],
  ],
])("says after a disconnect what Miro knows of it: %s", async (upstream, words) => {
  const { user } = show((props) => <SettingsPage {...props} />, { fake: ending(upstream) })
  await user.click(await screen.findByRole("button", { name: "Disconnect Miro" }))
  await user.click(screen.getByRole("button", { name: "Disconnect" }))
  await screen.findByText("You disconnected it.")
  await waitFor(() => expect(screen.queryByRole("button", { name: "Disconnect Miro" })).toBeNull())
  const notices = screen.queryAllByText(/could not be told/).map((notice) => notice.textContent)
  expect(notices).toEqual(words.map((text) => expect.stringMatching(text)))
})
