import { expect, it } from "vitest"
import { quote } from "./quote.ts"

it("puts a name in quotation marks", () => {
  expect(quote("Roadmap")).toBe("“Roadmap”")
  expect(quote("計画 🎉")).toBe("“計画 🎉”")
})

it.each(["خارطة الطريق", "מפת דרכים", "Plan ב"])(
  "isolates %s from the sentence around it",
  (name) => {
    expect(quote(name)).toBe(`“\u2068${name}\u2069”`)
  },
)
