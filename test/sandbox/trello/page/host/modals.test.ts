import { describe, expect, it } from "vitest"
import { click, open, openPopup, stageWith } from "./clicked.ts"
import { ids, sampleState, viewedBy } from "./samples.ts"
import { buildStage } from "./stage.ts"

describe("a modal", () => {
  it("travels with its actions, whose functions keep their owner", async () => {
    const stage = await stageWith((t) =>
      t.modal({
        url: "./m",
        title: "M",
        accentColor: "red",
        actions: [{ icon: "./i.svg", alt: "Go", callback: () => null, position: "left" }],
      }),
    )
    await click(stage)
    expect(stage.seen.modals[0]).toMatchObject({
      title: "M",
      height: 400,
      fullscreen: false,
      actions: [
        {
          icon: "https://pu.example/./i.svg",
          alt: "Go",
          position: "left",
          callback: { owner: stage.connector.toPage },
        },
      ],
    })
  })

  it("cannot get another address while it is open", async () => {
    const stage = await stageWith((t) => t.updateModal({ url: "./other" }))
    await expect(click(stage)).rejects.toThrow("cannot be changed")
  })
})

describe("jwt", () => {
  it("asks with state and without the card, and shares identical calls", async () => {
    const stage = await stageWith(open)
    const { t } = await openPopup(stage)
    expect(await Promise.all([t.jwt({ state: "s" }), t.jwt({ state: "s" })])).toEqual([
      "h.p.s",
      "h.p.s",
    ])
    expect(stage.jwtRequests).toEqual([{ idBoard: ids.board, state: "s" }])
    await t.jwt({ card: true })
    expect(stage.jwtRequests[1]).toEqual({ idBoard: ids.board, idCard: ids.card })
  })

  it("rejects for somebody signed out, and without a card when one is asked for", async () => {
    const messages: string[] = []
    const note = (error: Error): void => void messages.push(error.message)
    const stage = await buildStage(viewedBy(null), { "board-buttons": (t) => t.jwt().catch(note) })
    await stage.host.ask("board-buttons")
    const signedIn = await buildStage(sampleState, {
      "board-buttons": (t) => t.jwt({ card: true }).catch(note),
    })
    await signedIn.host.ask("board-buttons")
    expect(messages).toEqual(["No active member in context.", "No card in context"])
  })
})
