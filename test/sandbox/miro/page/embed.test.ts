import { describe, expect, it } from "vitest"
import { parseEmbed } from "./embed.ts"

const parse = (query: string) => parseEmbed(new URLSearchParams(query))

describe("the address of a live embed", () => {
  it("shows the board's name and waits for a press unless it says otherwise", () => {
    expect(parse("")).toEqual({ autoplay: false, withUi: true, widget: null, viewport: null })
    expect(parse("autoplay=true&embedMode=view_only_without_ui")).toMatchObject({
      autoplay: true,
      withUi: false,
    })
  })

  it("leads to an item or to a part of the board, not to both", () => {
    const viewport = { x: -10, y: 20, width: 300, height: 200 }
    expect(parse("moveToViewport=-10,20,300,200").viewport).toEqual(viewport)
    expect(parse("moveToViewport=-10,20,300,200&moveToWidget=34")).toMatchObject({
      widget: "34",
      viewport: null,
    })
  })

  it.each(["1,2,3", "1,2,3,4,5", "a,2,3,4", "1,2,0,4", ""])("takes %j for no part", (text) => {
    expect(parse(`moveToViewport=${text}`).viewport).toBeNull()
  })
})
