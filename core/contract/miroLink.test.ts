import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { buildEmbedUrl, buildMiroUrl } from "../cards/miroAddress.ts"
import { parseMiroLink } from "./miroLink.ts"

const MIRO = "https://miro.com"
const parse = (text: string) => parseMiroLink(text, MIRO)

/** What addresses are made of, honest ones and others. */
const PIECES =
  "https://miro.com/app/board/a= https:// http: // miro.com www. evil.example @ :8443 \\ /app/ board/"
    .concat(" live-embed/ a= %3D %2F .. / ? # & moveToWidget= 7")
    .split(" ")

describe("a link to a Miro board", () => {
  it.each([
    ["as Miro's REST gives it", "https://miro.com/app/board/uXjVOD6LSME=", null],
    ["as the address bar shows it", "https://miro.com/app/board/uXjVOD6LSME=/", null],
    ["with www", "https://www.miro.com/app/board/uXjVOD6LSME=/", null],
    ["with an encoded id", "https://miro.com/app/board/uXjVOD6LSME%3D/?share_link_id=5", null],
    [
      "to an item",
      "https://miro.com/app/board/uXjVOD6LSME=/?moveToWidget=3458764517517819000&cot=14",
      "3458764517517819000",
    ],
    [
      "to an item behind other parameters",
      "https://miro.com/app/board/uXjVOD6LSME=?share_link_id=1&moveToWidget=34#x",
      "34",
    ],
    [
      "for a live embed",
      "https://miro.com/app/live-embed/uXjVOD6LSME=/?autoplay=true&moveToWidget=34",
      "34",
    ],
    [
      "for a live embed of a view",
      "https://miro.com/app/live-embed/uXjVOD6LSME=/?moveToViewport=1,2,3,4",
      null,
    ],
    [
      "with a fragment that looks like an item",
      "https://miro.com/app/board/uXjVOD6LSME=/#?moveToWidget=34",
      null,
    ],
    [
      "with an item that is no number",
      "https://miro.com/app/board/uXjVOD6LSME=/?moveToWidget=34x",
      null,
    ],
    ["typed in capitals", "HTTPS://MIRO.COM/app/board/uXjVOD6LSME=/", null],
  ])("is read %s", (_, text, item) => {
    expect(parse(text)).toEqual({ board: "uXjVOD6LSME=", item })
  })

  it.each([
    ["a host that begins like Miro's", "https://miro.com.evil.example/app/board/a="],
    ["a host that ends like Miro's", "https://evilmiro.com/app/board/a="],
    ["another name of Miro's", "https://help.miro.com/app/board/a="],
    ["www twice", "https://www.www.miro.com/app/board/a="],
    ["a name before the host", "https://miro.com@evil.example/app/board/a="],
    ["Miro's host with a name before it", "https://user:pass@miro.com/app/board/a="],
    ["a port", "https://miro.com:8443/app/board/a="],
    ["no TLS", "http://miro.com/app/board/a="],
    ["a script", "javascript:location='https://miro.com/app/board/a='"],
    ["data", "data:text/html,https://miro.com/app/board/a="],
    ["no scheme", "//miro.com/app/board/a="],
    ["a backslash", "https://evil.example\\@miro.com/app/board/a="],
    ["backslashes for slashes", "https:\\\\miro.com\\app\\board\\a="],
    ["a dot at the end", "https://miro.com./app/board/a="],
    ["another alphabet", "https://mirо.com/app/board/a="],
    ["a line break", "https://miro.com\n/app/board/a="],
    ["a blank in front", " https://miro.com/app/board/a="],
    ["another path", "https://miro.com/app/dashboard/"],
    ["no id", "https://miro.com/app/board/"],
    ["more behind the id", "https://miro.com/app/board/a=/../../oauth"],
    ["an encoded slash", "https://miro.com/app/board/a%2F..%2F="],
    ["an id that is too long", `https://miro.com/app/board/${"a".repeat(65)}`],
    ["an invitation", "https://miro.com/welcomeonboard/abc"],
    ["Miro in a parameter", "https://evil.example/?u=https://miro.com/app/board/a="],
    ["nothing", ""],
  ])("is not %s", (_, text) => {
    expect(parse(text)).toBeNull()
  })

  it("is read at the stand-in's address where that is Miro", () => {
    const local = "http://127.0.0.1:8789"
    expect(parseMiroLink(`${local}/app/board/a=/`, local)).toEqual({ board: "a=", item: null })
    expect(parseMiroLink("http://127.0.0.1:8789.evil.example/app/board/a=/", local)).toBeNull()
    expect(parseMiroLink("https://miro.com/app/board/a=/", local)).toBeNull()
  })

  const boards = fc.stringMatching(/^[A-Za-z0-9_=-]{1,64}$/)
  const items = fc.option(fc.stringMatching(/^[0-9]{1,24}$/))

  it("comes back from what is built of it", () => {
    fc.assert(
      fc.property(boards, items, (board, item) => {
        const link = { board, item }
        expect(parse(buildMiroUrl(MIRO, link))).toEqual(link)
        expect(parse(buildEmbedUrl(MIRO, link))).toEqual(link)
      }),
    )
  })

  it("never leads away from Miro, whatever was pasted", () => {
    const texts = fc.oneof(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((parts) => parts.join("")),
      fc.string({ unit: "binary" }).map((text) => `https://miro.com/app/board/${text}`),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const link = parse(text)
        if (link === null) return
        // The browser's own parser has to see Miro's host in it, too.
        expect(["miro.com", "www.miro.com"]).toContain(new URL(text).host)
        for (const built of [buildMiroUrl(MIRO, link), buildEmbedUrl(MIRO, link)]) {
          expect(new URL(built).origin).toBe(MIRO)
          expect(new URL(built).pathname).toMatch(/^\/app\/(?:board|live-embed)\/[\w=%-]+\/$/)
        }
      }),
      { numRuns: 1_000 },
    )
  })
})

describe("the addresses that are built", () => {
  const board = "uXjVOD6LSME="

  it("open the board or the item", () => {
    expect(buildMiroUrl(MIRO, { board, item: null })).toBe(
      "https://miro.com/app/board/uXjVOD6LSME%3D/",
    )
    expect(buildMiroUrl(MIRO, { board, item: "34" })).toBe(
      "https://miro.com/app/board/uXjVOD6LSME%3D/?moveToWidget=34",
    )
  })

  it("show the board without Miro's tools, at the item", () => {
    expect(buildEmbedUrl(MIRO, { board, item: null })).toBe(
      "https://miro.com/app/live-embed/uXjVOD6LSME%3D/?embedMode=view_only_without_ui&autoplay=true",
    )
    expect(buildEmbedUrl(MIRO, { board, item: "34" })).toContain("&moveToWidget=34")
  })
})
