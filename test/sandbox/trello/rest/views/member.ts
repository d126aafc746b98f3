import type { Member } from "../../store/model.ts"
import type { Trello } from "../../trello.ts"

/** The fields of a member inside other answers unless others are asked for. */
export const MEMBER_FIELDS = ["avatarHash", "avatarUrl", "fullName", "initials", "username"]

/** A member as the API knows them. `avatarUrl` needs `/30.png`, `/50.png` or `/170.png` behind it. */
export function viewMember(trello: Trello, member: Member): Record<string, unknown> {
  const { origin } = trello
  return {
    id: member.id,
    aaId: null,
    activityBlocked: false,
    avatarHash: member.id,
    avatarUrl: `${origin}/avatars/${member.id}`,
    bio: "",
    bioData: null,
    confirmed: true,
    fullName: member.fullName,
    idEnterprise: null,
    initials: member.initials,
    memberType: "normal",
    nonPublic: {},
    nonPublicAvailable: true,
    products: [],
    url: `${origin}/u/${member.username}`,
    username: member.username,
    status: "disconnected",
  }
}

/** A member as an action names them. */
export function viewAuthor(trello: Trello, member: Member | undefined): unknown {
  if (member === undefined) return null
  const { id, fullName, initials, username } = member
  return {
    id,
    activityBlocked: false,
    avatarHash: id,
    avatarUrl: `${trello.origin}/avatars/${id}`,
    fullName,
    idMemberReferrer: null,
    initials,
    nonPublic: {},
    nonPublicAvailable: true,
    username,
  }
}
