import * as v from "valibot"
import { expect } from "vitest"
import type { Answer } from "../testing.ts"

/** What of a value the schema does not allow: path and reason of each. */
export function findProblems(schema: v.GenericSchema, value: unknown): string[] {
  const { issues = [] } = v.safeParse(schema, value)
  return issues.map((issue) => `${v.getDotPath(issue) ?? ""}: ${issue.message}`)
}

/** Fails with everything that the schema does not allow. */
export function expectForm<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  expect(findProblems(schema, value)).toEqual([])
  return v.parse(schema, value)
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
