import { readFile } from "node:fs/promises"
import { join } from "node:path"
import * as marked from "marked"
import { describe, expect, it } from "vitest"
import { cutToLexer } from "./lexerOnly.ts"

const FILE = join(import.meta.dirname, "../node_modules/marked/lib/marked.esm.js")
const whole = await readFile(FILE, "utf8")

/** Everything that Trello's Markdown has, and some of what it has not. */
const SAMPLES = [
  "# Title\n\nSome **bold**, *slanted*, ~~struck~~ and `code`.\nNext line",
  "- one\n- [x] two\n  1. three\n     > quoted\n\n---\n",
  "[link](https://a.example 'title') <https://b.example> https://c.example ![i](https://d.example/i.png)",
  "```js\nlet a = 1\n```\n\n    indented\n\n| a | b |\n|---|:-:|\n| 1 | 2 |",
  "<b>html</b> &amp; <!-- comment --> [ref]\n\n[ref]: https://e.example",
  "",
]

describe("marked, cut to its lexer", () => {
  it("makes the same tokens as the whole", async () => {
    const cut = cutToLexer(whole)
    const module = `data:text/javascript;base64,${Buffer.from(cut).toString("base64")}`
    const { Lexer } = (await import(/* @vite-ignore */ module)) as Pick<typeof marked, "Lexer">
    const options = { gfm: true, breaks: true }
    const lex = (Class: typeof Lexer) => SAMPLES.map((text) => new Class({ ...options }).lex(text))
    expect(JSON.stringify(lex(Lexer))).toBe(JSON.stringify(lex(marked.Lexer)))
  })

  it("has no other export, so that a bundler drops what is not needed for it", () => {
    expect(cutToLexer(whole).match(/export\{.*/)?.[0]).toMatch(/^export\{\w+ as Lexer\};$/)
  })

  it.each([
    ["another file", "export const a = 1"],
    ["no lexer", whole.replace(" as Lexer", " as Scanner")],
    ["no instance", whole.replaceAll("=new ", "=make ")],
  ])("fails the build where the file has changed: %s", (_, code) => {
    expect(() => cutToLexer(code)).toThrow(/marked's file has changed/)
  })
})
