// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react"
import { describe, expect, it } from "vitest"
import { ApiError } from "../../client/index.ts"
import { buildFakeClient, type FakeClient } from "../testing/fakeClient.ts"
import type { FakeHostOptions } from "../testing/fakeHost.ts"
import {
  CARD,
  connected,
  DESIGN,
  link,
  MARKETING,
  miroConnection,
  WORKSPACE,
} from "../testing/samples.ts"
import { namesOf, show } from "../testing/show.tsx"
import { SectionPage } from "./SectionPage.tsx"

const roadmap = { id: "uXjVBoard1=", name: "Roadmap" }
const entry = (state = "ok") => ({
  v: 1,
  boards: [{ ...roadmap, item: "3458764517517819000", state }],
})
const connectedNote = { [`member/private/c:${WORKSPACE}`]: { v: 1, trello: true, miro: true } }

function open(options: FakeHostOptions & { fake?: FakeClient } = {}) {
  const data = { "card/shared/m": entry(), "board/shared/m": "c", ...options.data }
  return show((props) => <SectionPage {...props} miroOrigin="https://miro.com" />, {
    ...options,
    data,
  })
}

const linked = () => buildFakeClient({ cardLinks: () => ({ links: [link(roadmap)] }) })

describe("the section", () => {
  it("is painted from the entry before any call", async () => {
    const { fake } = open({ fake: linked(), data: connectedNote })
    const opened = await screen.findByRole("link", { name: "Open in Miro: “Roadmap”" })
    expect(opened.getAttribute("href")).toBe(link(roadmap).url)
    expect(opened.getAttribute("rel")).toContain("noopener")
    await waitFor(() => expect(namesOf(fake)).toEqual(["cardLinks"]))
  })

  it("repairs the entry with one call, for a connected member", async () => {
    const other = { id: "uXjVBoard2=", name: "Retro" }
    const fake = buildFakeClient({ cardLinks: () => ({ links: [link(other)] }) })
    const { host } = open({ fake, data: connectedNote })
    await screen.findByText("Retro")
    expect(screen.queryByText("Roadmap")).toBeNull()
    await waitFor(() => expect(host.data.get("card/shared/m")).toMatchObject({ boards: [other] }))
    expect(namesOf(fake)).toEqual(["cardLinks"])
  })

  it("makes no call for somebody who never connected or is signed out", async () => {
    const first = open({ fake: linked() })
    await screen.findByText("Roadmap")
    first.page.unmount()
    const second = open({ data: connectedNote, context: { member: "notLoggedIn" } })
    await screen.findByText("Roadmap")
    expect(screen.queryByRole("button")).toBeNull()
    expect([...first.fake.calls, ...second.fake.calls]).toEqual([])
  })

  it("shows the entry although the repair fails", async () => {
    const fake = buildFakeClient({
      cardLinks: () => Promise.reject(new ApiError("internal_error")),
    })
    open({ fake, data: connectedNote })
    await screen.findByText("Roadmap")
    await waitFor(() => expect(namesOf(fake)).toEqual(["cardLinks"]))
    expect(screen.queryByRole("alert")).toBeNull()
  })

  it("says so when the card is on no board any more", async () => {
    open({ fake: buildFakeClient({ cardLinks: () => ({ links: [] }) }), data: connectedNote })
    expect(await screen.findByText("This card is on no Miro board any more.")).toBeTruthy()
  })

  it("says in words what is broken", async () => {
    open({ data: { "card/shared/m": entry("broken") } })
    expect(await screen.findByText(/The board or the card on it is gone/)).toBeTruthy()
  })
})

describe("what can be done there", () => {
  it("pushes again and says that the board shows the present text", async () => {
    const fake = linked()
    fake.answers.pushCard = () => ({
      outcome: "updated",
      link: link(roadmap),
      links: [link(roadmap)],
    })
    const { host, user } = open({ fake, data: { "card/shared/m": entry("broken") } })
    await user.click(await screen.findByRole("button", { name: "Push again to “Roadmap”" }))
    await screen.findByText("“Roadmap” shows the present text now.")
    expect(host.data.get("card/shared/m")).toEqual(entry())
    expect(screen.queryByText(/is gone/)).toBeNull()
  })

  it("tries each Miro team, the last used one first", async () => {
    const fake = linked()
    fake.connections = {
      ...connected,
      miro: [miroConnection(DESIGN), miroConnection(MARKETING)],
    }
    const tried: string[] = []
    fake.answers.removeCard = ({ connection, card, miroBoard }) => {
      tried.push(connection)
      expect([card, miroBoard]).toEqual([CARD, roadmap.id])
      if (connection === MARKETING) throw new ApiError("miro_board_not_found", { provider: "miro" })
      return { links: [] }
    }
    const last = { v: 1, connection: MARKETING, id: "x", name: "x" }
    const { host, user } = open({ fake, data: { "board/private/last": last } })
    await user.click(await screen.findByRole("button", { name: "Remove from “Roadmap”" }))
    await screen.findByText("This card is on no Miro board any more.")
    expect(tried).toEqual([MARKETING, DESIGN])
    expect(host.data.has("card/shared/m")).toBe(false)
    expect(host.data.get("board/shared/m")).toBe("")
  })

  it("marks the entry as broken when Miro does not show the board", async () => {
    const fake = linked()
    fake.answers.pushCard = () =>
      Promise.reject(new ApiError("miro_board_not_found", { provider: "miro" }))
    const { host, user } = open({ fake })
    await user.click(await screen.findByRole("button", { name: /Push again/ }))
    await screen.findByText(/Miro does not show this board to your account/)
    expect(host.data.get("card/shared/m")).toEqual(entry("broken"))
  })

  it("says where to connect when that is missing", async () => {
    const fake = linked()
    fake.connections = { ...connected, miro: [] }
    const { user } = open({ fake })
    await user.click(await screen.findByRole("button", { name: /Push again/ }))
    await screen.findByText("Your Miro account is not connected here.")
    expect(screen.getByText(/open “Push to Miro” on this card/)).toBeTruthy()
  })
})
