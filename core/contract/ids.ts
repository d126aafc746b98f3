import * as v from "valibot"

/** The two services that a connection can be to. */
export const PROVIDERS = ["trello", "miro"] as const
export type Provider = (typeof PROVIDERS)[number]
export const ProviderSchema = v.picklist(PROVIDERS)

/** A Trello object id: 24 hex digits (https://developer.atlassian.com/cloud/trello/guides/rest-api/). */
export const TrelloIdSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{24}$/))

/** The eight characters that name a card or board in Trello's addresses. */
export const ShortLinkSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{8}$/))

/** A Miro board id, for example `uXjVOD6LSME=`. Encode it before it goes into a path. */
export const MiroBoardIdSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_=-]{1,64}$/))

/** A Miro item, user or team id: digits beyond 2^53, so always a string. */
export const MiroNumericIdSchema = v.pipe(v.string(), v.regex(/^[0-9]{1,24}$/))

/** The id of an attempt: 22 characters of base64url, 128 random bits. */
export const AttemptIdSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/))

/**
 * The name of a grant, which is also the id of the connection that uses it:
 * `trello:{idMember}:{idOrganization}` or `miro:{userId}:{teamId}`.
 */
export const ConnectionIdSchema = v.pipe(
  v.string(),
  v.regex(/^(?:trello:[0-9a-f]{24}:[0-9a-f]{24}|miro:[0-9]{1,24}:[0-9]{1,24})$/),
)
