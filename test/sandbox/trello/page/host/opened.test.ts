import { describe, expect, it } from "vitest"
import { parseFragment } from "../../library/context.ts"
import type { PowerUp } from "../../library/powerUp.ts"
import { click, open, openPopup, stageWith } from "./clicked.ts"
import { ids, viewedBy } from "./samples.ts"
import { stageSecret } from "./stage.ts"

describe("a popup", () => {
  it("brings its page's signed address: secret, context of the click, locale and args", async () => {
    const stage = await stageWith(open)
    const { url } = await openPopup(stage)
    expect(url.split("#")[0]).toBe("https://pu.example/./popup.html")
    expect(parseFragment(url)).toEqual({
      secret: stageSecret,
      context: {
        board: ids.board,
        card: ids.card,
        member: ids.member,
        organization: ids.organization,
        permissions: { board: "write", organization: "write", card: "write" },
        version: "sandbox-1",
        locale: "en",
        theme: null,
        initialTheme: "dark",
        plugin: ids.plugin,
        command: "card-buttons",
        el: "el-ref-1",
      },
      locale: "en",
      args: { a: 1 },
    })
    expect(stage.seen.popups[0]).toMatchObject({
      title: "P",
      place: { card: ids.card, el: "el-ref-1" },
      content: { type: "iframe", height: 100, callback: null },
    })
  })

  it("is refused without an element or a mouse event", async () => {
    const stage = await stageWith(open)
    const { t } = stage.openPage(
      `https://pu.example/x#${encodeURIComponent(JSON.stringify({ secret: stageSecret, context: { board: ids.board } }))}`,
    )
    await expect(t.popup({ title: "P", url: "./popup.html" })).rejects.toThrow(/element/)
    await t.popup({ title: "P", url: "./y", mouseEvent: { clientX: 3, clientY: 4 } })
    expect(stage.seen.popups[0]?.pos).toEqual({ x: 3, y: 4 })
  })

  it("with items travels as a list whose functions can be run", async () => {
    const chosen: string[] = []
    const stage = await stageWith((t) =>
      t.popup({
        title: "L",
        items: { one: () => void chosen.push("one") },
        search: { count: 5, placeholder: "p", empty: "e" },
      }),
    )
    await click(stage)
    const content = stage.seen.popups[0]?.content
    if (content?.type !== "list" || "name" in content.items) throw new Error("Not a list.")
    expect(content.search).toMatchObject({ count: 5, placeholder: "p", empty: "e" })
    const callback = content.items[0]?.callback
    if (!callback) throw new Error("The item has no callback.")
    await stage.host.run(callback)
    expect(chosen).toEqual(["one"])
  })

  it("with a function for its items asks that function for every search", async () => {
    const stage = await stageWith((t) =>
      t.popup({
        title: "L",
        items: (_t: PowerUp, { search }: { search: string }) => [{ text: `for ${search}` }],
      }),
    )
    await click(stage)
    const content = stage.seen.popups[0]?.content
    if (content?.type !== "list" || !("name" in content.items)) throw new Error("Not a search.")
    expect(await stage.host.run(content.items, {}, { search: "abc" })).toEqual([
      { text: "for abc" },
    ])
  })

  it("that confirms has a style and refuses onCancel without cancelText", async () => {
    const stage = await stageWith((t) =>
      t.popup({ type: "confirm", title: "C", message: "Sure?", confirmText: "Yes" }),
    )
    await click(stage)
    expect(stage.seen.popups[0]?.content).toMatchObject({
      type: "confirm",
      confirmStyle: "primary",
      cancelText: null,
    })
    const bad = await stageWith((t) => t.popup({ type: "confirm", onCancel: () => null }))
    await expect(click(bad)).rejects.toThrow("cancelText")
  })

  it("for a date sends its dates as ISO text", async () => {
    const stage = await stageWith((t) =>
      t.popup({ type: "date", title: "D", date: new Date(0), callback: () => null }),
    )
    await click(stage)
    expect(stage.seen.popups[0]?.content).toMatchObject({
      type: "date",
      date: "1970-01-01T00:00:00.000Z",
    })
  })
})

describe("a page that Trello opened", () => {
  it("may ask at once, without a handshake, and reads its args", async () => {
    const stage = await stageWith(open)
    const { t } = await openPopup(stage)
    const before = stage.log.length
    expect(await t.card("name")).toEqual({ name: "First" })
    expect(stage.log[before]?.data).toMatchObject({
      secret: stageSecret,
      data: [{ type: "request", data: { command: "card" } }],
    })
    expect(t.arg("a")).toBe(1)
    expect(t.arg("b", "missing")).toBe("missing")
  })

  it("runs its render function at the bare message render, and only the last one given", async () => {
    const stage = await stageWith(open)
    const { t, page } = await openPopup(stage)
    const runs: string[] = []
    t.render(() => void runs.push("old"))
    t.render(() => void runs.push("new"))
    stage.host.renderFrame(page.toPage)
    await expect.poll(() => runs).toEqual(["new"])
    stage.host.renderFrames()
    stage.host.renderFrames()
    await expect.poll(() => runs).toEqual(["new", "new"])
  })

  it("sizes itself to an element, rounded up", async () => {
    const stage = await stageWith(open)
    const { t } = await openPopup(stage)
    await t.sizeTo("#content")
    await t.sizeTo(77)
    expect(stage.seen.heights).toEqual([120, 77])
  })

  it("shows the theme it was opened with and follows its changes", async () => {
    const stage = await stageWith(open)
    const { t, page } = await openPopup(stage)
    const heard: string[] = []
    const stop = t.subscribeToThemeChanges((theme) => void heard.push(theme))
    stage.host.sendTheme("light")
    await expect.poll(() => heard).toEqual(["light"])
    expect(page.modes).toEqual(["dark", "light"])
    stop()
    stage.host.sendTheme("dark")
    await expect.poll(() => page.modes).toEqual(["dark", "light", "dark"])
    expect(heard).toEqual(["light"])
  })

  it("is done with the bare message done, which a stranger cannot send", async () => {
    const stage = await stageWith(open)
    stage.window.deliver({ data: "done", source: { postMessage: () => undefined }, origin: "x" })
    const { t } = await openPopup(stage)
    t.notifyParent("done")
    await expect.poll(() => stage.seen.calls).toEqual(["done"])
  })

  it("alerts within limits", async () => {
    const stage = await stageWith(open)
    const { t } = await openPopup(stage)
    await t.alert({ message: "hi", duration: 7, display: "success" })
    expect(stage.seen.alerts).toEqual([{ message: "hi", durationMs: 7000, display: "success" }])
    await expect(t.alert({ message: "x".repeat(141) })).rejects.toThrow("140")
    await expect(t.alert({ message: "hi", duration: 4 })).rejects.toThrow("30")
  })

  it("attaches to the card only with the right to edit it", async () => {
    const stage = await stageWith(open)
    const { t } = await openPopup(stage)
    await t.attach({ url: "https://miro.example/x", name: "n" })
    expect(stage.seen.calls).toEqual([`attach ${ids.card} https://miro.example/x`])
    stage.state = viewedBy({ canWriteBoard: false })
    await expect(t.attach({ url: "https://miro.example/y" })).rejects.toThrow("No permission")
  })
})
