import * as v from "valibot"

/** A numeric id beyond 2^53, as text. */
export const id = v.pipe(v.string(), v.regex(/^\d{19}$/))
export const boardId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{11}=$/))
export const time = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/))
export const address = v.pipe(v.string(), v.url())
export const count = v.pipe(v.number(), v.integer(), v.minValue(0))
export const hex = v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/))
const role = v.picklist(["viewer", "commenter", "editor", "coowner", "owner"])
const access = v.picklist(["private", "view", "comment", "edit"])

const person = v.strictObject({ id, name: v.string(), type: v.literal("user") })
const member = { id, name: v.string(), role, type: v.literal("board_member") }

/** A row of a board's members. */
export const MemberShape = v.strictObject(member)
/** A member asked for alone. */
export const MemberWithLinksShape = v.strictObject({
  ...member,
  links: v.strictObject({ self: address }),
})

const board = {
  id: boardId,
  type: v.literal("board"),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  description: v.pipe(v.string(), v.maxLength(300)),
  viewLink: address,
  team: v.strictObject({ id, name: v.string(), type: v.literal("team") }),
  policy: v.strictObject({
    permissionsPolicy: v.strictObject({
      collaborationToolsStartAccess: v.picklist(["all_editors", "board_owners_and_coowners"]),
      copyAccess: v.picklist(["anyone", "team_members", "team_editors", "board_owner"]),
      sharingAccess: v.picklist(["team_members_with_editing_rights", "owner_and_coowners"]),
    }),
    sharingPolicy: v.strictObject({
      access,
      accessPasswordRequired: v.boolean(),
      inviteToAccountAndBoardLinkAccess: v.picklist([
        "viewer",
        "commenter",
        "editor",
        "coowner",
        "owner",
        "guest",
        "no_access",
      ]),
      organizationAccess: access,
      teamAccess: access,
    }),
  }),
  owner: person,
  currentUserMembership: v.exactOptional(MemberShape),
  createdAt: time,
  createdBy: person,
  lastOpenedAt: time,
  lastOpenedBy: person,
  modifiedAt: time,
  modifiedBy: person,
}

/** A row of a list of boards. */
export const BoardShape = v.strictObject(board)
/** A board asked for alone, made, changed or copied. */
export const BoardWithLinksShape = v.strictObject({
  ...board,
  links: v.strictObject({ self: address, related: address }),
})

export const TagShape = v.strictObject({
  id,
  title: v.pipe(v.string(), v.maxLength(120)),
  fillColor: v.picklist([
    "red",
    "light_green",
    "cyan",
    "yellow",
    "magenta",
    "green",
    "blue",
    "gray",
    "violet",
    "dark_green",
    "dark_blue",
    "black",
  ]),
  type: v.literal("tag"),
})
export const TagWithLinksShape = v.strictObject({
  ...TagShape.entries,
  links: v.strictObject({ self: address }),
})
/** The tags of one item come under a name of their own. */
export const ItemTagsShape = v.strictObject({ tags: v.pipe(v.array(TagShape), v.maxLength(8)) })

const links = {
  self: address,
  first: v.exactOptional(address),
  prev: v.exactOptional(address),
  next: v.exactOptional(address),
  last: v.exactOptional(address),
}

/** A list that pages by offset. */
export function offsetPageOf<S extends v.GenericSchema>(row: S) {
  return v.pipe(
    v.strictObject({
      data: v.array(row),
      total: count,
      size: count,
      offset: count,
      limit: v.pipe(count, v.minValue(1), v.maxValue(50)),
      links: v.strictObject(links),
      type: v.literal("list"),
    }),
    v.check(({ data, size, limit }) => data.length === size && size <= limit, "size"),
  )
}

/** A list that pages by cursor: a cursor says that there is more. */
export function cursorPageOf<S extends v.GenericSchema>(row: S) {
  return v.pipe(
    v.strictObject({
      data: v.array(row),
      total: count,
      size: count,
      cursor: v.exactOptional(v.pipe(v.string(), v.minLength(1))),
      limit: v.pipe(count, v.minValue(10), v.maxValue(50)),
      links: v.strictObject(links),
      type: v.literal("cursor-list"),
    }),
    v.check(({ data, size, limit }) => data.length === size && size <= limit, "size"),
    v.check(({ cursor, links: { next } }) => (cursor === undefined) === (next === undefined)),
  )
}

/** What `POST …/items/bulk` answers. */
export function bulkListOf<S extends v.GenericSchema>(row: S) {
  return v.strictObject({
    data: v.pipe(v.array(row), v.minLength(1), v.maxLength(20)),
    type: v.literal("bulk-list"),
  })
}

const party = (type: string) => v.strictObject({ type: v.literal(type), name: v.string(), id })

/** `GET /v1/oauth-token`. A team outside any organisation has none. */
export const TokenContextShape = v.strictObject({
  type: v.string(),
  organization: v.exactOptional(party("organization")),
  team: party("team"),
  createdBy: party("user"),
  user: party("user"),
  scopes: v.array(v.string()),
})

/** The token answer, once its `team_id` has been put in quotes: it is a bare number beyond 2^53. */
export const TokenShape = v.strictObject({
  token_type: v.literal("bearer"),
  team_id: id,
  access_token: v.pipe(v.string(), v.regex(/^mia_[A-Za-z0-9]{40}$/)),
  refresh_token: v.pipe(v.string(), v.regex(/^mir_[A-Za-z0-9]{40}$/)),
  scope: v.literal("boards:write boards:read"),
  expires_in: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3599)),
  user_id: id,
})
