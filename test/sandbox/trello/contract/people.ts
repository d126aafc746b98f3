import * as v from "valibot"
import { Id, Nothing, Text, Timestamp, Url } from "./primitives.ts"

const Handle = v.pipe(v.string(), v.regex(/^[a-z0-9_]{3,100}$/))

/** A member inside another answer, in the default fields. */
export const NestedMember = v.strictObject({
  id: Id,
  avatarHash: v.string(),
  avatarUrl: Url,
  fullName: v.string(),
  initials: v.string(),
  username: Handle,
})

const memberFields = {
  ...NestedMember.entries,
  aaId: Nothing,
  activityBlocked: v.boolean(),
  bio: Text,
  bioData: Nothing,
  confirmed: v.boolean(),
  idEnterprise: Nothing,
  memberType: v.literal("normal"),
  nonPublic: v.strictObject({}),
  nonPublicAvailable: v.boolean(),
  products: v.array(v.number()),
  status: v.string(),
  url: Url,
}

/** A member with all fields, as the lists of a card or board give them. */
export const FullMember = v.strictObject(memberFields)

/** `GET /members/{id}`. */
export const Member = v.strictObject({
  ...memberFields,
  idBoards: v.array(Id),
  idOrganizations: v.array(Id),
})

/** Who made an action. */
export const MemberCreator = v.strictObject({
  ...NestedMember.entries,
  activityBlocked: v.boolean(),
  idMemberReferrer: Nothing,
  nonPublic: v.strictObject({}),
  nonPublicAvailable: v.boolean(),
})

/** Somebody's role on a board or in a workspace. */
export const Membership = v.strictObject({
  id: Id,
  idMember: Id,
  memberType: v.picklist(["admin", "normal", "observer"]),
  unconfirmed: v.boolean(),
  deactivated: v.boolean(),
})
export const MembershipWithMember = v.strictObject({
  ...Membership.entries,
  member: NestedMember,
})

/** A workspace with all fields. */
export const Organization = v.strictObject({
  id: Id,
  name: Handle,
  displayName: v.string(),
  dateLastActivity: v.nullable(Timestamp),
  desc: Text,
  descData: Nothing,
  idBoards: v.array(Id),
  idEnterprise: Nothing,
  limits: v.strictObject({}),
  logoHash: Nothing,
  logoUrl: Nothing,
  memberships: v.array(Membership),
  offering: v.string(),
  powerUps: v.array(v.number()),
  premiumFeatures: v.array(v.string()),
  prefs: v.strictObject({ permissionLevel: v.string(), boardInviteRestrict: v.string() }),
  products: v.array(v.number()),
  teamType: v.nullable(v.string()),
  url: Url,
  website: Nothing,
})

const Permission = v.strictObject({
  idModel: Id,
  modelType: v.literal("Organization"),
  read: v.boolean(),
  write: v.boolean(),
})

/** `GET /tokens/{token}`. */
export const Token = v.strictObject({
  id: Id,
  identifier: v.string(),
  idMember: Id,
  dateCreated: Timestamp,
  dateExpires: Timestamp,
  permissions: v.array(Permission),
})
