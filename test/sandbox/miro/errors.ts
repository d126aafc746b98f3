/** One wrong parameter, as `context.fields` names it. */
export interface FieldError {
  readonly field: string
  readonly message: string
  readonly reason?: string
}

/** An answer of Miro's that is not a success; thrown by handlers, sent by the server. */
export class ApiError extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 429
  readonly code: string
  readonly fields: readonly FieldError[] | null

  constructor(
    status: ApiError["status"],
    code: string,
    message: string,
    fields: readonly FieldError[] | null = null,
  ) {
    super(message)
    this.status = status
    this.code = code
    this.fields = fields
  }

  /** The body: `{type, code, message, status, context?}` (OpenAPI, components Error400 to Error429). */
  body(): Record<string, unknown> {
    return {
      type: "error",
      code: this.code,
      message: this.message,
      status: this.status,
      ...(this.fields === null ? {} : { context: { fields: this.fields } }),
      // The only documented 429 body has it (v1 reference, rate limiting).
      ...(this.status === 429 ? { context: null } : {}),
    }
  }
}

/** A wrong query or body of a board, member or tag call. */
export function invalidParameters(fields: readonly FieldError[]): ApiError {
  return new ApiError(400, "invalidParameters", "Invalid parameters", fields)
}

/** A wrong body of an item call: there the code is a number in a string (seen at Miro, not documented). */
export function invalidItem(fields: readonly FieldError[]): ApiError {
  return new ApiError(400, "2.0703", "Invalid parameters", fields)
}

/** Not there, or not for the caller: Miro tells both alike. */
export function notFound(what: string): ApiError {
  return new ApiError(404, "notFound", `${what} not found`)
}

export function insufficientPermissions(message: string): ApiError {
  return new ApiError(403, "insufficientPermissions", message)
}

/** Somebody else's change of the same item went through first. */
export function conflict(): ApiError {
  return new ApiError(409, "conflict", "The item was changed by somebody else meanwhile")
}

/** Every refusal at the token endpoint (https://developers.miro.com/docs/troubleshooting-oauth20). */
export function oauthError(message: string): ApiError {
  return new ApiError(401, "oauthError", message)
}
