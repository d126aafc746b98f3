import * as fc from "fast-check"
import * as v from "valibot"
import { describe, expect, it } from "vitest"
import {
  AttemptIdSchema,
  ConnectionIdSchema,
  MiroBoardIdSchema,
  MiroNumericIdSchema,
  ShortLinkSchema,
  TrelloIdSchema,
} from "./ids.ts"

const HEX = "64b7c0ffee64b7c0ffee64b7"
const SCHEMAS = [
  ["a Trello id", TrelloIdSchema, HEX],
  ["a short link", ShortLinkSchema, "AbCd1234"],
  ["a Miro board id", MiroBoardIdSchema, "uXjVOD6LSME="],
  ["a Miro number", MiroNumericIdSchema, "3458764517517819000"],
  ["an attempt's id", AttemptIdSchema, "AbCd1234AbCd1234AbCd12"],
  ["a Trello connection", ConnectionIdSchema, `trello:${HEX}:${HEX}`],
  ["a Miro connection", ConnectionIdSchema, "miro:3074457353169356300:3074457358607431473"],
] as const

describe("ids", () => {
  it.each(SCHEMAS)("%s is known", (_name, schema, id) => {
    expect(v.is(schema, id)).toBe(true)
  })

  it.each(SCHEMAS)(
    "%s with anything that would change an address is not one",
    (_name, schema, id) => {
      const changers = fc.constantFrom("/", "..", "?", "#", "%2f", "\n", "\0", "\\", "@", " ", ";")
      fc.assert(
        fc.property(changers, fc.nat(id.length), (character, at) => {
          expect(v.is(schema, id.slice(0, at) + character + id.slice(at))).toBe(false)
          expect(v.is(schema, id.slice(0, at) + character + id.slice(at + character.length))).toBe(
            false,
          )
        }),
      )
    },
  )

  it.each(SCHEMAS)("%s is text, not a number or a list of it", (_name, schema, id) => {
    expect(v.is(schema, [id])).toBe(false)
    expect(v.is(schema, 3)).toBe(false)
    expect(v.is(schema, "")).toBe(false)
  })
})
