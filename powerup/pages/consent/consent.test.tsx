// @vitest-environment happy-dom
import { screen } from "@testing-library/react"
import { describe, expect, it } from "vitest"
import { NetworkError } from "../../client/index.ts"
import { buildFakeClient } from "../testing/fakeClient.ts"
import { connected, nothingConnected } from "../testing/samples.ts"
import { show } from "../testing/show.tsx"
import { ConsentPage } from "./ConsentPage.tsx"

const page = (fake = buildFakeClient(), context = {}) =>
  show((props) => <ConsentPage {...props} />, { fake, context })

describe("the page of “Authorize account”", () => {
  it("asks, then says that the person is connected and what to do next", async () => {
    const fake = buildFakeClient()
    fake.connections = nothingConnected
    const { user } = page(fake)
    await user.click(await screen.findByRole("button", { name: "Connect Trello and Miro" }))
    fake.connections = connected
    fake.windows[0]?.connect()
    await screen.findByText("You are connected to Trello and Miro.")
    expect(screen.getByText(/press “Push to Miro”/)).toBeTruthy()
  })

  it("says at once that the person is connected", async () => {
    page()
    expect(await screen.findByText("You are connected to Trello and Miro.")).toBeTruthy()
  })

  it("tells a signed-out viewer so without a call", async () => {
    const { fake } = page(undefined, { member: "notLoggedIn" })
    await screen.findByText("You are not signed in to Trello.")
    expect(fake.calls).toEqual([])
  })

  it("says that the service is out of reach, and tries again", async () => {
    const fake = buildFakeClient()
    fake.connections = new NetworkError("offline", false)
    const { user } = page(fake)
    await screen.findByText("The service could not be reached.")
    fake.connections = connected
    await user.click(screen.getByRole("button", { name: "Try again" }))
    expect(await screen.findByText("You are connected to Trello and Miro.")).toBeTruthy()
  })
})
