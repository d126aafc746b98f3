// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react"
import { describe, expect, it, type Mock, vi } from "vitest"
import type { BoardsAnswer } from "../../../core/contract/cards.ts"
import { ApiError } from "../../client/index.ts"
import { buildFakeClient, type FakeClient } from "../../pages/testing/fakeClient.ts"
import { DESIGN, MARKETING, miroBoard, trelloConnection } from "../../pages/testing/samples.ts"
import { namesOf, show, type Shown } from "../../pages/testing/show.tsx"
import { BoardPicker } from "./BoardPicker.tsx"
import type { ChosenBoard, Suggestion } from "./boardOptions.ts"

const roadmap = miroBoard(1, "Roadmap")
const retro = miroBoard(2, "Retro", { audience: "link_can_view" })
const allHands = miroBoard(3, "All-hands", { canEdit: false })
const answer: BoardsAnswer = { boards: [roadmap, retro, allHands], next: null }

function pick(
  fake: FakeClient,
  options: { suggestion?: Suggestion; connections?: string[]; trelloBoard?: string } = {},
): Shown & { onChoose: Mock<(board: ChosenBoard) => void>; onBack: Mock<() => void> } {
  const onChoose = vi.fn<(board: ChosenBoard) => void>()
  const onBack = vi.fn<() => void>()
  const shown = show(
    ({ client, formats }) => (
      <BoardPicker
        client={client}
        formats={formats}
        connections={options.connections ?? [DESIGN]}
        suggestion={options.suggestion ?? null}
        trelloBoard={options.trelloBoard ?? "Website relaunch"}
        chosen={null}
        onChoose={onChoose}
        onBack={onBack}
        onConnect={() => undefined}
      />
    ),
    { fake },
  )
  return { ...shown, onChoose, onBack }
}

const rows = () => screen.queryAllByRole("option").map((row) => row.textContent)
const search = () => screen.getByRole<HTMLInputElement>("combobox", { name: /Search/ })
const active = () => {
  const id = search().getAttribute("aria-activedescendant")
  return id === null ? null : document.querySelector(`[id="${id}"]`)
}

describe("the list", () => {
  it("is Miro's order, with the remembered board on top, marked", async () => {
    const suggestion: Suggestion = {
      note: "last",
      remembered: {
        choice: { v: 1, connection: DESIGN, id: retro.id, name: retro.name },
        audience: null,
      },
    }
    pick(buildFakeClient({ listBoards: () => answer }), { suggestion })
    await waitFor(() => expect(rows()).toHaveLength(3))
    expect(rows()[0]).toContain("Retro Used last")
    expect(rows()[1]).toContain("Roadmap")
  })

  it("has the remembered board on top although it is on a later page", async () => {
    const suggestion: Suggestion = {
      note: "standard",
      remembered: {
        choice: { v: 1, connection: DESIGN, id: "far=", name: "Far down" },
        audience: null,
      },
    }
    pick(buildFakeClient({ listBoards: () => answer }), { suggestion })
    await waitFor(() => expect(rows()).toHaveLength(4))
    expect(rows()[0]).toContain("Far down Default of this Trello board")
  })

  it("says who can see each board, and in words which ones are view only", async () => {
    const { user, onChoose } = pick(buildFakeClient({ listBoards: () => answer }))
    const row = await screen.findByRole("option", { name: /All-hands/ })
    expect(row.textContent).toContain("View only")
    expect(row.getAttribute("aria-disabled")).toBe("true")
    expect(rows()[1]).toContain("Everyone with the link can view")
    await user.click(row)
    expect(onChoose).not.toHaveBeenCalled()
  })

  it("says what to do when every board is view only, or there is none", async () => {
    const fake = buildFakeClient({ listBoards: () => ({ boards: [allHands], next: null }) })
    const { page } = pick(fake)
    await screen.findByText(/You may only view the boards of this team/)
    page.unmount()
    pick(buildFakeClient({ listBoards: () => ({ boards: [], next: null }) }))
    expect(await screen.findByText(/You have no Miro boards in this team yet/)).toBeTruthy()
  })

  it("appends further pages once, and offers no more at the end", async () => {
    const listBoards = vi.fn<(params: { cursor?: string | undefined }) => BoardsAnswer>(
      ({ cursor }) => {
        return cursor === undefined
          ? { boards: [roadmap, retro], next: "2" }
          : { boards: [retro, miroBoard(9, "Archive")], next: null }
      },
    )
    const { user } = pick(buildFakeClient({ listBoards }))
    await user.click(await screen.findByRole("button", { name: "Load more boards" }))
    await screen.findByRole("option", { name: /Archive/ })
    expect(rows()).toHaveLength(3)
    expect(listBoards.mock.calls.map(([params]) => params.cursor)).toEqual([undefined, "2"])
    expect(screen.queryByRole("button", { name: "Load more boards" })).toBeNull()
  })

  it("keeps the pages it has when the next one fails, and tries again", async () => {
    let broken = true
    const fake = buildFakeClient({
      listBoards: ({ cursor }) => {
        if (cursor === undefined) return { boards: [roadmap], next: "1" }
        if (broken) throw new ApiError("upstream_unavailable", { provider: "miro" })
        return { boards: [retro], next: null }
      },
    })
    const { user } = pick(fake)
    await user.click(await screen.findByRole("button", { name: "Load more boards" }))
    await screen.findByText(/Miro is not available right now/)
    expect(rows()).toHaveLength(1)
    broken = false
    await user.click(screen.getByRole("button", { name: "Try again" }))
    await waitFor(() => expect(rows()).toHaveLength(2))
  })

  it("says why it could not load, and tries again", async () => {
    const fake = buildFakeClient({
      listBoards: () => Promise.reject(new ApiError("upstream_unavailable", { provider: "miro" })),
    })
    const { user } = pick(fake)
    await screen.findByRole("alert")
    fake.answers.listBoards = () => answer
    await user.click(screen.getByRole("button", { name: "Try again" }))
    expect(document.activeElement).toBe(search())
    await waitFor(() => expect(rows()).toHaveLength(3))
  })
})

describe("searching", () => {
  it("asks once when typing pauses", async () => {
    const fake = buildFakeClient({ listBoards: () => answer })
    const { user } = pick(fake)
    await waitFor(() => expect(rows()).toHaveLength(3))
    await user.type(search(), "road")
    await waitFor(() => expect(namesOf(fake)).toHaveLength(2))
    expect(fake.calls[1]?.params).toEqual({ connection: DESIGN, query: "road" })
  })

  it("drops the answer to an older search that comes after the newer one's", async () => {
    const pending = new Map<string, (boards: BoardsAnswer) => void>()
    const signals = new Map<string, AbortSignal | undefined>()
    const fake = buildFakeClient({
      listBoards: ({ query }, signal) => {
        signals.set(query ?? "", signal)
        return new Promise((resolve) => pending.set(query ?? "", resolve))
      },
    })
    const { user } = pick(fake)
    await waitFor(() => expect(pending.has("")).toBe(true))
    await user.type(search(), "r")
    await waitFor(() => expect(pending.has("r")).toBe(true))
    await user.type(search(), "o")
    await waitFor(() => expect(pending.has("ro")).toBe(true))
    pending.get("ro")?.({ boards: [roadmap], next: null })
    await waitFor(() => expect(rows()).toHaveLength(1))
    pending.get("r")?.({ boards: [roadmap, retro], next: null })
    pending.get("")?.(answer)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(rows()).toHaveLength(1)
    expect(signals.get("r")?.aborted).toBe(true)
    expect(signals.get("ro")?.aborted).toBe(false)
  })

  it("says when nothing matches", async () => {
    const fake = buildFakeClient({
      listBoards: ({ query }) => (query === "" ? answer : { boards: [], next: null }),
    })
    const { user } = pick(fake)
    await user.type(search(), "zzz")
    expect(await screen.findByText("No board matches “zzz”.")).toBeTruthy()
  })
})

describe("the keyboard", () => {
  it("starts in the search field; arrows move, Enter chooses", async () => {
    const { user, onChoose } = pick(buildFakeClient({ listBoards: () => answer }))
    await waitFor(() => expect(rows()).toHaveLength(3))
    expect(document.activeElement).toBe(search())
    expect(active()?.textContent).toContain("Roadmap")
    await user.keyboard("{ArrowDown}")
    expect(active()?.textContent).toContain("Retro")
    await user.keyboard("{ArrowUp}{ArrowUp}")
    expect(active()?.textContent).toContain("Roadmap")
    await user.keyboard("{ArrowDown}{Enter}")
    expect(onChoose).toHaveBeenCalledWith(expect.objectContaining({ id: retro.id }))
  })

  it("reaches a view-only board and does not choose it", async () => {
    const { user, onChoose } = pick(buildFakeClient({ listBoards: () => answer }))
    await waitFor(() => expect(rows()).toHaveLength(3))
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}")
    expect(active()?.textContent).toContain("All-hands")
    await user.keyboard("{Enter}")
    expect(onChoose).not.toHaveBeenCalled()
  })

  it("empties the search with Escape, then leaves", async () => {
    const { user, onBack } = pick(buildFakeClient({ listBoards: () => answer }))
    await user.type(search(), "x")
    await user.keyboard("{Escape}")
    expect(search().value).toBe("")
    expect(onBack).not.toHaveBeenCalled()
    await user.keyboard("{Escape}")
    expect(onBack).toHaveBeenCalledOnce()
  })
})

describe("several Miro teams", () => {
  it("are switched by their names, each with its own boards", async () => {
    const fake = buildFakeClient({
      listBoards: ({ connection }) =>
        connection === DESIGN ? answer : { boards: [miroBoard(7, "Launch")], next: null },
    })
    fake.check = (connection) =>
      Promise.resolve({
        connection: trelloConnection,
        account: null,
        place: { id: "1", name: connection === DESIGN ? "Design" : "Marketing" },
      })
    const { user } = pick(fake, { connections: [DESIGN, MARKETING] })
    await screen.findByRole("option", { name: "Marketing" })
    await user.selectOptions(screen.getByRole("combobox", { name: "Miro team" }), "Marketing")
    await screen.findByRole("option", { name: /Launch/ })
    expect(fake.calls.at(-1)?.params).toEqual({ connection: MARKETING, query: "" })
  })
})

describe("a new Miro board", () => {
  it("starts with the Trello board's name and is chosen when made", async () => {
    const made = miroBoard(8, "Website relaunch")
    const fake = buildFakeClient({
      listBoards: () => answer,
      createBoard: () => ({ board: made }),
    })
    const { user, onChoose } = pick(fake)
    await user.click(screen.getByRole("button", { name: "New Miro board" }))
    const field = screen.getByRole<HTMLInputElement>("textbox", { name: "Name of the new board" })
    expect(field.value).toBe("Website relaunch")
    await user.keyboard("{Enter}")
    await waitFor(() => expect(onChoose).toHaveBeenCalledWith(made))
    expect(fake.calls.at(-1)?.params).toEqual({ connection: DESIGN, name: "Website relaunch" })
  })

  it("starts with the name that was searched for and not found", async () => {
    const fake = buildFakeClient({
      listBoards: ({ query }) => (query === "" ? answer : { boards: [], next: null }),
    })
    const { user } = pick(fake)
    await user.type(search(), "Offsite")
    await screen.findByText("No board matches “Offsite”.")
    await user.click(screen.getByRole("button", { name: "New Miro board" }))
    expect(screen.getByRole<HTMLInputElement>("textbox").value).toBe("Offsite")
  })

  it("cuts a long suggestion to 60 characters, never within one", async () => {
    const trelloBoard = "🎉".repeat(40)
    const { user } = pick(buildFakeClient({ listBoards: () => answer }), { trelloBoard })
    await user.click(screen.getByRole("button", { name: "New Miro board" }))
    expect(screen.getByRole<HTMLInputElement>("textbox").value).toBe("🎉".repeat(30))
  })

  it("asks for a name before it asks Miro", async () => {
    const fake = buildFakeClient({ listBoards: () => answer })
    const { user } = pick(fake, { trelloBoard: "" })
    await user.click(screen.getByRole("button", { name: "New Miro board" }))
    await user.type(screen.getByRole("textbox"), "  ")
    await user.click(screen.getByRole("button", { name: "Create board" }))
    expect((await screen.findByRole("alert")).textContent).toBe("Give the board a name.")
    expect(namesOf(fake)).not.toContain("createBoard")
  })

  it("leads back to the boards when the plan allows no further one", async () => {
    const fake = buildFakeClient({
      listBoards: () => answer,
      createBoard: () => Promise.reject(new ApiError("miro_board_limit", { provider: "miro" })),
    })
    const { user } = pick(fake)
    await user.click(screen.getByRole("button", { name: "New Miro board" }))
    await user.click(screen.getByRole("button", { name: "Create board" }))
    await screen.findByText(/Your Miro plan allows no further board/)
    await user.click(screen.getByRole("button", { name: "Choose another board" }))
    await waitFor(() => expect(rows()).toHaveLength(3))
  })
})
