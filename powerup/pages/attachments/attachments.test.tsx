// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react"
import { describe, expect, it } from "vitest"
import { namesOf, show } from "../testing/show.tsx"
import { AttachmentsPage } from "./AttachmentsPage.tsx"

const sprint = { name: "Sprint 48", url: "https://miro.com/app/board/uXjVOD6LSME=/" }
const place = {
  name: "",
  url: "https://www.miro.com/app/board/uXjVBoard1%3D/?moveToWidget=34&cot=14",
}

function open(links: unknown, data: Record<string, unknown> = {}) {
  return show((props) => <AttachmentsPage {...props} miroOrigin="https://miro.com" />, {
    args: { links },
    data,
  })
}

// happy-dom loads no frames and says so on the console.
const frames = () => [...document.querySelectorAll("iframe")]
const press = (name: string) => screen.findByRole("button", { name })

describe("links to Miro boards", () => {
  it("are a drawing, a name and a way to open them, and nothing is fetched", async () => {
    const { fake, page } = open([sprint])
    const link = await screen.findByRole("link", { name: "Open in Miro: “Sprint 48”" })
    expect(link.getAttribute("href")).toBe("https://miro.com/app/board/uXjVOD6LSME%3D/")
    expect(link.getAttribute("rel")).toBe("noopener noreferrer")
    expect(page.container.querySelector("svg")?.getAttribute("aria-hidden")).toBe("true")
    expect(page.container.textContent).not.toContain("uXjV")
    expect(page.container.querySelectorAll("img, iframe")).toHaveLength(0)
    expect(namesOf(fake)).toEqual([])
  })

  it("keep the place on the board that they lead to", async () => {
    open([place])
    const link = await screen.findByRole("link", { name: "Open in Miro: “Miro board”" })
    expect(link.getAttribute("href")).toBe(
      "https://miro.com/app/board/uXjVBoard1%3D/?moveToWidget=34",
    )
    expect(screen.getByText("A place on this board")).toBeTruthy()
  })

  it("are named as the card's entry names the board where nobody named them", async () => {
    const board = { id: "uXjVBoard1=", item: "1", name: "Roadmap", state: "ok" }
    open([{ ...place, name: place.url }], { "card/shared/m": { v: 1, boards: [board] } })
    expect(await screen.findByText("Roadmap")).toBeTruthy()
  })

  it("are shown once each", async () => {
    open([sprint, { ...sprint, name: "Again" }, place])
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(2))
  })

  it.each([
    ["nothing", undefined],
    ["no list", { links: sprint }],
    ["another host", [{ name: "x", url: "https://miro.com.evil.example/app/board/a=" }]],
    ["a script", [{ name: "x", url: "javascript:alert(1)//miro.com/app/board/a=" }]],
    ["a name before the host", [{ name: "x", url: "https://a@miro.com/app/board/a=" }]],
  ])("are none in an address with %s", async (_, links) => {
    open(links)
    await screen.findByText("There is no link to a Miro board here any more.")
    expect(screen.queryAllByRole("link")).toEqual([])
    expect(screen.queryAllByRole("button")).toEqual([])
  })
})

describe("the live board", () => {
  it("comes with a press, and goes with another", async () => {
    const { user } = open([place])
    await user.click(await press("Show the board here: “Miro board”"))
    const [frame] = frames()
    expect(frame?.getAttribute("src")).toBe(
      "https://miro.com/app/live-embed/uXjVBoard1%3D/?embedMode=view_only_without_ui&autoplay=true&moveToWidget=34",
    )
    expect(frame?.title).toBe("The Miro board “Miro board”, to look at")
    expect(screen.getByText(/You may have to sign in to Miro/)).toBeTruthy()
    const back = await press("Hide the board: “Miro board”")
    expect(document.activeElement).toBe(back)
    await user.click(back)
    expect(frames()).toEqual([])
  })

  it("cannot lead Trello's page elsewhere and is not told where it is shown", async () => {
    const { user } = open([sprint])
    await user.click(await press("Show the board here: “Sprint 48”"))
    const [frame] = frames()
    const may = frame?.getAttribute("sandbox")?.split(" ") ?? []
    expect(may).toContain("allow-scripts")
    expect(may.filter((one) => /top-navigation|modals|downloads|pointer/.test(one))).toEqual([])
    expect(frame?.getAttribute("referrerpolicy")).toBe("no-referrer")
    expect(frame?.hasAttribute("allow")).toBe(false)
  })

  it("is one at a time", async () => {
    const { user } = open([sprint, place])
    await user.click(await press("Show the board here: “Sprint 48”"))
    await user.click(await press("Show the board here: “Miro board”"))
    expect(frames().map(({ title }) => title)).toEqual(["The Miro board “Miro board”, to look at"])
  })
})
