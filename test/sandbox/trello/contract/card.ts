import * as v from "valibot"
import { LABEL_HUES } from "../../../../core/cards/ticket.ts"
import { Label } from "./board.ts"
import {
  Count,
  Id,
  Limits,
  Nothing,
  Position,
  ShortLink,
  Text,
  Timestamp,
  Url,
} from "./primitives.ts"

const Badges = v.strictObject({
  attachments: Count,
  attachmentsByType: v.strictObject({ trello: v.strictObject({ board: Count, card: Count }) }),
  checkItems: Count,
  checkItemsChecked: Count,
  checkItemsEarliestDue: v.nullable(Timestamp),
  comments: Count,
  description: v.boolean(),
  due: v.nullable(Timestamp),
  dueComplete: v.boolean(),
  fogbugz: v.string(),
  location: v.boolean(),
  maliciousAttachments: Count,
  start: v.nullable(Timestamp),
  subscribed: v.boolean(),
  viewingMemberVoted: v.boolean(),
  votes: Count,
})

export const Cover = v.strictObject({
  color: v.nullable(v.picklist(LABEL_HUES)),
  idAttachment: v.nullable(Id),
  idUploadedBackground: Nothing,
  idPlugin: Nothing,
  size: v.picklist(["normal", "full"]),
  brightness: v.picklist(["light", "dark"]),
})

/** A card with all fields and no nested resources. */
export const Card = v.strictObject({
  id: Id,
  address: v.nullable(Text),
  badges: Badges,
  cardRole: v.nullable(v.picklist(["separator", "board", "mirror", "link"])),
  checkItemStates: v.array(v.strictObject({ idCheckItem: Id, state: v.literal("complete") })),
  closed: v.boolean(),
  coordinates: v.nullable(Text),
  cover: Cover,
  creationMethod: Nothing,
  dateLastActivity: Timestamp,
  desc: Text,
  descData: v.nullable(v.strictObject({ emoji: v.strictObject({}) })),
  due: v.nullable(Timestamp),
  dueComplete: v.boolean(),
  dueReminder: Nothing,
  email: Nothing,
  idAttachmentCover: v.nullable(Id),
  idBoard: Id,
  idChecklists: v.array(Id),
  idLabels: v.array(Id),
  idList: Id,
  idMemberCreator: Id,
  idMembers: v.array(Id),
  idMembersVoted: v.array(Id),
  idOrganization: v.nullable(Id),
  idShort: v.pipe(Count, v.minValue(1)),
  isTemplate: v.boolean(),
  labels: v.array(Label),
  limits: Limits,
  locationName: v.nullable(Text),
  manualCoverAttachment: v.boolean(),
  mirrorSourceId: v.nullable(Id),
  name: Text,
  pinned: v.boolean(),
  pos: Position,
  shortLink: ShortLink,
  shortUrl: v.pipe(Url, v.regex(/\/c\/[A-Za-z0-9]{8}$/)),
  start: v.nullable(Timestamp),
  subscribed: v.boolean(),
  url: v.pipe(Url, v.regex(/\/c\/[A-Za-z0-9]{8}\/\d+-/)),
})

export const CheckItem = v.strictObject({
  id: Id,
  idChecklist: Id,
  name: Text,
  nameData: Nothing,
  state: v.picklist(["complete", "incomplete"]),
  pos: Position,
  due: v.nullable(Timestamp),
  dueReminder: Nothing,
  idMember: v.nullable(Id),
})

export const Checklist = v.strictObject({
  id: Id,
  idBoard: Id,
  idCard: Id,
  name: Text,
  pos: Position,
  creationMethod: Nothing,
  checkItems: v.array(CheckItem),
})

/** A link; files are not taken. */
export const Attachment = v.strictObject({
  id: Id,
  name: v.string(),
  url: Url,
  mimeType: v.string(),
  idMember: Id,
  date: Timestamp,
  pos: Position,
  bytes: Nothing,
  edgeColor: Nothing,
  fileName: Nothing,
  isMalicious: v.boolean(),
  isUpload: v.literal(false),
  previews: v.array(v.never()),
})

const FieldValue = v.union([
  v.strictObject({ text: v.string() }),
  v.strictObject({ number: v.pipe(v.string(), v.regex(/^-?\d/)) }),
  v.strictObject({ date: Timestamp }),
  v.strictObject({ checked: v.literal("true") }),
])

/** The value of a custom field on a card: all kinds are texts, lists name their option. */
export const CustomFieldItem = v.strictObject({
  id: Id,
  idCustomField: Id,
  idModel: Id,
  modelType: v.literal("card"),
  idValue: v.nullable(Id),
  value: v.nullable(FieldValue),
})
