import * as v from "valibot"

const common = {
  type: v.literal("error"),
  message: v.pipe(v.string(), v.minLength(1)),
}
const field = v.strictObject({
  field: v.pipe(v.string(), v.minLength(1)),
  message: v.string(),
  reason: v.exactOptional(v.string()),
})
const fields = v.strictObject({ fields: v.pipe(v.array(field), v.minLength(1)) })
const indexed = v.strictObject({
  fields: v.pipe(
    v.array(v.strictObject({ ...field.entries, field: v.pipe(v.string(), v.regex(/^\d+\./)) })),
    v.minLength(1),
  ),
})

/** Errors by kind: what the fact book and the OpenAPI file (Error, Error400 to Error429, BulkOperationError) say. */
export const ERROR_SHAPES = {
  parameters: v.strictObject({
    ...common,
    status: v.literal(400),
    code: v.literal("invalidParameters"),
    context: fields,
  }),
  item: v.strictObject({
    ...common,
    status: v.literal(400),
    code: v.pipe(v.string(), v.regex(/^\d+\.\d+$/)),
    context: fields,
  }),
  bulk: v.strictObject({
    ...common,
    status: v.literal(400),
    code: v.pipe(v.string(), v.regex(/^\d+\.\d+$/)),
    context: indexed,
  }),
  badToken: v.strictObject({
    ...common,
    status: v.literal(400),
    code: v.picklist(["tokenNotProvided", "tokenNotFound"]),
  }),
  noToken: v.strictObject({
    ...common,
    status: v.literal(401),
    code: v.literal("tokenNotProvided"),
  }),
  unknownToken: v.strictObject({
    ...common,
    status: v.literal(401),
    code: v.literal("tokenNotFound"),
  }),
  oauth: v.strictObject({ ...common, status: v.literal(401), code: v.literal("oauthError") }),
  permission: v.strictObject({
    ...common,
    status: v.literal(403),
    code: v.literal("insufficientPermissions"),
  }),
  boardLimit: v.strictObject({
    ...common,
    status: v.literal(403),
    code: v.literal("boardLimitReached"),
  }),
  missing: v.strictObject({ ...common, status: v.literal(404), code: v.literal("notFound") }),
  conflict: v.strictObject({ ...common, status: v.literal(409), code: v.literal("conflict") }),
  tooMany: v.strictObject({
    ...common,
    status: v.literal(429),
    code: v.literal("tooManyRequests"),
    context: v.null(),
  }),
} as const
export type ErrorKind = keyof typeof ERROR_SHAPES

/**
 * Holds an error's body and status against its kind and gives the names of the fields that it blames.
 * Throws when it is of another kind.
 */
export function readError(kind: ErrorKind, answer: { status: number; json: unknown }): string[] {
  const error = v.parse(ERROR_SHAPES[kind], answer.json)
  if (error.status !== answer.status) throw new Error(`${error.status} came as ${answer.status}`)
  const context: unknown = "context" in error ? error.context : null
  const fields = (context as { fields?: { field: string }[] } | null)?.fields ?? []
  return fields.map((one) => one.field)
}
