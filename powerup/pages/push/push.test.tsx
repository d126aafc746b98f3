// @vitest-environment happy-dom
import { screen, waitFor, within } from "@testing-library/react"
import { describe, expect, it } from "vitest"
import { AUDIENCES } from "../../../core/contract/cards.ts"
import { AUDIENCE_TEXTS } from "../../ui/boards/texts.ts"
import { buildFakeClient } from "../testing/fakeClient.ts"
import { button, last, openPush, pushing, roadmap, withLast } from "../testing/pushStage.tsx"
import { CARD, DESIGN, link, miroBoard, trelloCard } from "../testing/samples.ts"
import { namesOf } from "../testing/show.tsx"

describe("who cannot push", () => {
  it("tells a signed-out viewer so without a call", async () => {
    const { fake } = openPush({ context: { member: "notLoggedIn" } })
    expect(await screen.findByText("You are not signed in to Trello.")).toBeTruthy()
    expect(fake.calls).toEqual([])
  })

  it("tells that the board is in no workspace without a call", async () => {
    const { fake } = openPush({ context: { organization: undefined } })
    expect(await screen.findByText(/in no workspace/)).toBeTruthy()
    expect(fake.calls).toEqual([])
  })

  it("says so when Trello names no card", async () => {
    openPush({ card: { nothing: true } })
    expect(await screen.findByText("Trello did not say which card is open.")).toBeTruthy()
  })
})

describe("the fast path", () => {
  it("opens on the last choice, pushes with one press, and asks for no board list", async () => {
    const { fake, user } = openPush({ data: withLast, fake: pushing() })
    await screen.findByRole("heading", { name: "Push to “Roadmap”" })
    await user.click(await button("Push to Miro"))
    await screen.findByText("The card is on “Roadmap”.")
    expect(namesOf(fake)).toEqual(["connections", "pushCard"])
    expect(fake.calls.at(-1)?.params).toEqual({
      card: CARD,
      miroBoard: roadmap,
      connection: DESIGN,
      locale: "en-GB",
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      known: false,
    })
  })

  it("says that the card's entry knows it on Miro, as after a move between boards", async () => {
    const boards = [{ ...roadmap, item: "3458764517517819000", state: "ok" }]
    const data = { ...withLast, "card/shared/m": { v: 1, boards } }
    const { fake, user } = openPush({ data, fake: pushing() })
    await user.click(await button("Push to Miro"))
    await screen.findByText("The card is on “Roadmap”.")
    expect(fake.calls.at(-1)?.params).toMatchObject({ known: true })
  })

  it("puts the focus on the push button, so that Enter is enough", async () => {
    const { user } = openPush({ data: withLast, fake: pushing() })
    const push = await button("Push to Miro")
    await waitFor(() => expect(document.activeElement).toBe(push))
    await user.keyboard("{Enter}")
    expect(await screen.findByText("The card is on “Roadmap”.")).toBeTruthy()
  })

  it("starts with the Trello board's default where this person chose nothing yet", async () => {
    const standard = { ...last, connection: "miro:77:3458764500000000009" }
    const { fake, user } = openPush({ data: { "board/shared/default": standard }, fake: pushing() })
    await user.click(await button("Push to Miro"))
    await screen.findByText("The card is on “Roadmap”.")
    expect(fake.calls.at(-1)?.params).toMatchObject({ connection: DESIGN, miroBoard: roadmap })
  })

  it("lets the last choice win over the default", async () => {
    const data = { ...withLast, "board/shared/default": { ...last, name: "Team board" } }
    openPush({ data })
    expect(await screen.findByRole("heading", { name: "Push to “Roadmap”" })).toBeTruthy()
  })

  it("pushes once however often the button is pressed", async () => {
    const fake = pushing()
    fake.answers.pushCard = async () => {
      await new Promise((resolve) => setTimeout(resolve, 100))
      return { outcome: "created", link: link(roadmap), links: [link(roadmap)] }
    }
    const { user } = openPush({ data: withLast, fake })
    await user.click(await button("Push to Miro"))
    await user.click(await button("Pushing the card"))
    await screen.findByText("The card is on “Roadmap”.")
    expect(namesOf(fake).filter((name) => name === "pushCard")).toHaveLength(1)
  })
})

describe("the preview", () => {
  it("shows the app card that will be made: title, description, chips, without a call", async () => {
    const { fake } = openPush({ data: withLast })
    const preview = await screen.findByRole("figure", { name: "Preview of the card on Miro" })
    const title = within(preview).getByRole("link", { name: "Ship the tour" })
    expect(title.getAttribute("href")).toBe("https://trello.com/c/AbCd1234")
    expect(within(preview).getByText("first minutes").tagName).toBe("STRONG")
    expect(within(preview).getByText("Doing")).toBeTruthy()
    expect(within(preview).getByText("Ann Example")).toBeTruthy()
    expect(within(preview).getByText("Design").getAttribute("style")).toContain("#4dcc95")
    expect(namesOf(fake)).toEqual(["connections"])
  })

  it("says before a push that an archived card is archived", async () => {
    openPush({ data: withLast, card: { ...trelloCard, closed: true } })
    expect(await screen.findByText("This card is archived.")).toBeTruthy()
  })
})

describe("choosing with the keyboard", () => {
  it("leads to the preview and does not push with the same key", async () => {
    const fake = pushing()
    const { user } = openPush({ fake })
    await screen.findByRole("option", { name: /Retro/ })
    await user.keyboard("{ArrowDown}{Enter}")
    const push = await button("Push to Miro")
    expect(document.activeElement).toBe(push)
    expect(namesOf(fake)).not.toContain("pushCard")
    await user.keyboard("{Enter}")
    expect(await screen.findByText("The card is on “Retro”.")).toBeTruthy()
  })
})

describe("who can see the board", () => {
  it("has words for every audience", () => {
    for (const audience of AUDIENCES) expect(AUDIENCE_TEXTS[audience]).toMatch(/\w+ \w+/)
  })

  it("tells it for a remembered board, as of when it was chosen", async () => {
    openPush({ data: withLast })
    expect(
      await screen.findByText("Everyone with the link can view (when it was chosen)"),
    ).toBeTruthy()
  })

  it("tells it for a board chosen now", async () => {
    const fake = buildFakeClient({
      listBoards: () => ({
        boards: [miroBoard(1, "Roadmap", { audience: "link_can_edit" })],
        next: null,
      }),
    })
    const { user } = openPush({ fake })
    await user.click(await screen.findByRole("option", { name: /Roadmap/ }))
    expect(await screen.findByText("Everyone with the link can edit")).toBeTruthy()
  })
})

describe("the result", () => {
  it("offers to open the card on Miro in a window without a way back, and Undo", async () => {
    const { host, fake, user } = openPush({ data: withLast, fake: pushing() })
    await user.click(await button("Push to Miro"))
    const opened = await screen.findByRole("link", { name: "Open in Miro" })
    expect(opened.getAttribute("href")).toBe(link(roadmap).url)
    expect(opened.getAttribute("target")).toBe("_blank")
    expect(opened.getAttribute("rel")).toContain("noopener")
    await waitFor(() => expect(document.activeElement).toBe(opened))
    expect(host.data.get("card/shared/m")).toMatchObject({ boards: [{ id: roadmap.id }] })

    await user.click(await button("Undo"))
    await screen.findByText(/Removed from “Roadmap”/)
    const again = await button("Push to Miro")
    await waitFor(() => expect(document.activeElement).toBe(again))
    expect(fake.calls.at(-1)).toEqual({
      name: "removeCard",
      params: { card: CARD, miroBoard: roadmap.id, connection: DESIGN },
    })
    expect(host.data.has("card/shared/m")).toBe(false)
    expect(host.data.get("board/shared/m")).toBe("")
  })

  it("says that a card which was there already was updated, and offers to remove it", async () => {
    const { user } = openPush({ data: withLast, fake: pushing("updated") })
    await user.click(await button("Push to Miro"))
    await screen.findByText(/was on “Roadmap” already/)
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull()
    await user.click(await button("Remove from Miro"))
    expect(await screen.findByText(/Removed from “Roadmap”/)).toBeTruthy()
  })

  it("remembers the choice for this person on this Trello board", async () => {
    const fake = pushing()
    const { host, user } = openPush({ fake })
    await user.click(await screen.findByRole("option", { name: /Retro/ }))
    await user.click(await button("Push to Miro"))
    await screen.findByText("The card is on “Retro”.")
    expect(host.data.get("board/private/last")).toEqual({
      v: 1,
      connection: DESIGN,
      id: "uXjVBoard2=",
      name: "Retro",
      audience: "invited",
    })
  })

  it("repairs what the entries say from the links in the answer", async () => {
    const stale = { v: 1, boards: [{ id: "gone=", item: "1", name: "Gone", state: "ok" }] }
    const data = { ...withLast, "card/shared/m": stale, "board/shared/m": "1-3" }
    const { host, user } = openPush({ data, fake: pushing() })
    await user.click(await button("Push to Miro"))
    await screen.findByText("The card is on “Roadmap”.")
    expect(host.data.get("card/shared/m")).toEqual({
      v: 1,
      boards: [{ ...roadmap, item: "3458764517517819000", state: "ok" }],
    })
    expect(host.data.get("board/shared/m")).toBe("1-3.c")
  })

  it("writes no shared entry for an observer and says when the badge will appear", async () => {
    const { host, user } = openPush({ data: withLast, fake: pushing(), canWrite: false })
    expect(screen.queryByRole("checkbox")).toBeNull()
    await user.click(await button("Push to Miro"))
    await screen.findByText(
      /badge appears once someone .* opens “Push to Miro” at the top of the board/,
    )
    expect(host.writes.filter((key) => key.includes("/shared/"))).toEqual([])
    expect(host.writes).toContain("board/private/last")
  })
})

describe("the default of the Trello board", () => {
  it("is set and cleared by who may edit the board", async () => {
    const { host, user } = openPush({ data: withLast })
    const box = await screen.findByRole("checkbox", { name: "Default for this Trello board" })
    await user.click(box)
    await waitFor(() => expect(host.data.get("board/shared/default")).toMatchObject(roadmap))
    expect((box as HTMLInputElement).checked).toBe(true)
    await user.click(box)
    await waitFor(() => expect(host.data.has("board/shared/default")).toBe(false))
  })
})
