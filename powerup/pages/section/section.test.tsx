// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react"
import { describe, expect, it } from "vitest"
import { ApiError } from "../../client/index.ts"
import { buildFakeClient } from "../testing/fakeClient.ts"
import { CARD, connected, DESIGN, link, MARKETING, miroConnection } from "../testing/samples.ts"
import {
  connectedNote,
  entry,
  linked,
  openSection,
  retro,
  roadmap,
  standing,
} from "../testing/sectionStage.tsx"
import { namesOf } from "../testing/show.tsx"

const button = (name: string | RegExp) => screen.findByRole("button", { name })

describe("the section", () => {
  it("is painted from the entry before any call", async () => {
    const { fake } = openSection({ fake: linked(link(roadmap)), data: connectedNote })
    const opened = await screen.findByRole("link", { name: "Open in Miro: “Roadmap”" })
    expect(opened.getAttribute("href")).toBe(link(roadmap).url)
    expect(opened.getAttribute("rel")).toContain("noopener")
    await waitFor(() => expect(namesOf(fake)).toEqual(["cardLinks"]))
  })

  it("repairs the entry with one call, for a connected member", async () => {
    const { host, fake } = openSection({ fake: linked(link(retro)), data: connectedNote })
    await screen.findByRole("heading", { name: "Retro" })
    expect(screen.queryByRole("heading", { name: "Roadmap" })).toBeNull()
    const item = link(retro).item
    await waitFor(() =>
      expect(host.data.get("card/shared/m")).toEqual({
        v: 1,
        boards: [{ ...retro, item, state: "ok" }],
      }),
    )
    expect(namesOf(fake)).toEqual(["cardLinks"])
  })

  it("writes a lasting state into the entry, which the badge is drawn from", async () => {
    const { host } = openSection({
      fake: linked(standing("paused", "miro_lost")),
      data: connectedNote,
    })
    await waitFor(() => expect(host.data.get("card/shared/m")).toEqual(entry("stale")))
  })

  it("makes no call for somebody who never connected or is signed out", async () => {
    const first = openSection({ fake: linked(link(roadmap)) })
    await screen.findByText("Roadmap")
    first.page.unmount()
    const second = openSection({ data: connectedNote, context: { member: "notLoggedIn" } })
    await screen.findByText("Roadmap")
    expect(screen.queryByRole("button")).toBeNull()
    expect([...first.fake.calls, ...second.fake.calls]).toEqual([])
  })

  it("shows the entry although the question fails", async () => {
    const fake = buildFakeClient({
      cardLinks: () => Promise.reject(new ApiError("internal_error")),
    })
    openSection({ fake, data: connectedNote })
    await screen.findByText("Roadmap")
    await waitFor(() => expect(namesOf(fake)).toEqual(["cardLinks"]))
    expect(screen.queryByRole("alert")).toBeNull()
  })

  it("says so when the card is on no board any more, and offers a push", async () => {
    openSection({ fake: linked(), data: connectedNote })
    await screen.findByText("This card is on no Miro board any more.")
    expect(await button("Push to Miro")).toBeTruthy()
  })

  it("waits for the answer where only the board's entry names the card", async () => {
    const data = { ...connectedNote, "card/shared/m": null }
    openSection({ fake: linked(link(roadmap)), data })
    await screen.findByText("Looking up where this card is on Miro")
    expect(await screen.findByRole("heading", { name: "Roadmap" })).toBeTruthy()
  })

  it("says that the card is on Miro where nobody can be asked on which board", async () => {
    openSection({ data: { "card/shared/m": null } })
    await screen.findByText("This card is on Miro.")
    expect(screen.getByText(/To see where, connect Trello and Miro/)).toBeTruthy()
  })
})

describe("what can be done there", () => {
  it("pushes again and says that the board shows the present text", async () => {
    const fake = linked(link(roadmap))
    fake.answers.pushCard = () => ({
      outcome: "updated",
      link: link(roadmap),
      links: [link(roadmap)],
    })
    const { host, user } = openSection({ fake, data: { "card/shared/m": entry("broken") } })
    await user.click(await button("Push again to “Roadmap”"))
    await screen.findByText("“Roadmap” shows the present text now.")
    expect(host.data.get("card/shared/m")).toEqual(entry())
    expect(screen.queryByText(/is gone/)).toBeNull()
  })

  it("tries each Miro team, the last used one first, and says what was removed", async () => {
    const fake = linked(link(roadmap))
    fake.connections = { ...connected, miro: [miroConnection(DESIGN), miroConnection(MARKETING)] }
    const tried: string[] = []
    fake.answers.removeCard = ({ connection, card, miroBoard }) => {
      tried.push(connection)
      expect([card, miroBoard]).toEqual([CARD, roadmap.id])
      if (connection === MARKETING) throw new ApiError("miro_board_not_found", { provider: "miro" })
      return { links: [] }
    }
    const last = { v: 1, connection: MARKETING, id: "x", name: "x" }
    const { host, user } = openSection({ fake, data: { "board/private/last": last } })
    await user.click(await button("Remove from “Roadmap”"))
    await screen.findByText("This card is on no Miro board any more.")
    expect(host.alerts).toEqual(["Removed from “Roadmap”."])
    expect(tried).toEqual([MARKETING, DESIGN])
    expect(host.data.has("card/shared/m")).toBe(false)
    expect(host.data.get("board/shared/m")).toBe("")
  })

  it("leaves it to the Worker to say that a board is gone which this account does not see", async () => {
    const fake = linked(link(roadmap))
    fake.answers.pushCard = () =>
      Promise.reject(new ApiError("miro_board_not_found", { provider: "miro" }))
    const { host, user } = openSection({ fake })
    await user.click(await button(/Push again/))
    await screen.findByText(/Miro does not show this board to your account/)
    expect(host.data.get("card/shared/m")).toEqual(entry())
  })

  it("leads to connecting when that is missing", async () => {
    const fake = linked(link(roadmap))
    fake.connections = { ...connected, miro: [] }
    const { host, user } = openSection({ fake })
    await user.click(await button(/Push again/))
    await screen.findByText("Your Miro account is not connected here.")
    await user.click(await button("Connect Miro"))
    expect(host.popups.at(-1)?.url).toBe("https://app.example/push/")
  })

  it("leads to the settings when the connection has ended", async () => {
    const fake = linked(link(roadmap))
    fake.answers.pushCard = () =>
      Promise.reject(new ApiError("reauth_required", { provider: "trello" }))
    const { host, user } = openSection({ fake })
    await user.click(await button(/Push again/))
    await user.click(await button("Reauthorize Trello"))
    expect(host.popups.at(-1)?.url).toBe("https://app.example/settings/")
  })

  it("opens the push of the card to another board in Trello's popup", async () => {
    const { host, user } = openSection()
    await user.click(await button("Push to another board"))
    await waitFor(() =>
      expect(host.popups).toEqual([
        {
          title: "Push to Miro",
          url: "https://app.example/push/",
          height: 320,
          mouseEvent: { clientX: 0, clientY: 0 },
        },
      ]),
    )
  })

  it("says so when Trello opens no popup", async () => {
    const shown = openSection()
    shown.host.t.popup = () => Promise.reject(new Error("No place for it"))
    await shown.user.click(await button("Push to another board"))
    expect(await screen.findByText(/Trello did not open the window/)).toBeTruthy()
  })
})
