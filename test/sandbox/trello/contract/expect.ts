import * as v from "valibot"
import { expect } from "vitest"
import type { Answer } from "../testing.ts"

/** Fails with the path of everything that the schema does not allow. */
export function expectForm<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const read = v.safeParse(schema, value)
  const words = read.issues?.map((issue) => `${v.getDotPath(issue) ?? ""}: ${issue.message}`)
  expect(words ?? []).toEqual([])
  return read.output as v.InferOutput<S>
}

/** Expects 200 with JSON of a form. */
export function expectAnswer<S extends v.GenericSchema>(
  schema: S,
  answer: Answer,
): v.InferOutput<S> {
  expect([answer.status, answer.status === 200 ? "" : answer.text]).toEqual([200, ""])
  expect(answer.headers.get("content-type")).toMatch(/^application\/json/)
  return expectForm(schema, JSON.parse(answer.text))
}
