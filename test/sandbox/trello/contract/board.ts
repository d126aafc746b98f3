import * as v from "valibot"
import { Membership } from "./people.ts"
import {
  Count,
  Id,
  LabelColour,
  Limits,
  Nothing,
  Position,
  ShortLink,
  Text,
  Timestamp,
  Url,
} from "./primitives.ts"

const Prefs = v.strictObject({
  permissionLevel: v.picklist(["private", "org", "public"]),
  voting: v.string(),
  comments: v.string(),
  invitations: v.string(),
  selfJoin: v.boolean(),
  cardCovers: v.boolean(),
  isTemplate: v.boolean(),
  background: v.string(),
  backgroundColor: v.string(),
  backgroundImage: Nothing,
  backgroundBrightness: v.picklist(["light", "dark"]),
})

const defaults = {
  id: Id,
  name: Text,
  desc: Text,
  descData: Nothing,
  closed: v.boolean(),
  idOrganization: v.nullable(Id),
  pinned: v.boolean(),
  url: Url,
  shortUrl: Url,
  prefs: Prefs,
  labelNames: v.record(LabelColour, v.string()),
}

/** A board in the default fields. */
export const DefaultBoard = v.strictObject(defaults)

/** A board with all fields. */
export const Board = v.strictObject({
  ...defaults,
  creationMethod: Nothing,
  dateClosed: Nothing,
  dateLastActivity: Timestamp,
  dateLastView: Nothing,
  datePluginDisable: Nothing,
  enterpriseOwned: v.boolean(),
  idEnterprise: Nothing,
  idMemberCreator: v.nullable(Id),
  idTags: v.array(v.string()),
  ixUpdate: v.pipe(v.string(), v.regex(/^\d+$/)),
  limits: Limits,
  memberships: v.array(Membership),
  powerUps: v.array(v.string()),
  shortLink: ShortLink,
  starred: v.boolean(),
  subscribed: v.boolean(),
})

/** A list with all fields. */
export const List = v.strictObject({
  id: Id,
  idBoard: Id,
  name: Text,
  closed: v.boolean(),
  pos: Position,
  subscribed: v.boolean(),
  color: Nothing,
  limits: v.strictObject({}),
  softLimit: Nothing,
  type: Nothing,
})

export const Label = v.strictObject({
  id: Id,
  idBoard: Id,
  name: Text,
  color: v.nullable(LabelColour),
  uses: Count,
})

const Option = v.strictObject({
  id: Id,
  idCustomField: Id,
  value: v.strictObject({ text: v.string() }),
  color: v.string(),
  pos: Position,
})

/** The definition of a custom field; only lists have options. */
export const CustomField = v.strictObject({
  id: Id,
  idModel: Id,
  modelType: v.literal("board"),
  fieldGroup: v.string(),
  display: v.strictObject({ cardFront: v.boolean() }),
  name: v.string(),
  pos: Position,
  type: v.picklist(["text", "number", "date", "checkbox", "list"]),
  options: v.optional(v.array(Option)),
  isSuggestedField: v.boolean(),
})

/** Shared data of a Power-Up: one JSON text. */
export const PluginData = v.strictObject({
  id: Id,
  idPlugin: Id,
  scope: v.picklist(["board", "card", "organization"]),
  idModel: Id,
  value: v.pipe(v.string(), v.maxLength(8192)),
  access: v.literal("shared"),
  dateLastUpdated: Timestamp,
})

/** The Power-Up's record. */
export const Plugin = v.strictObject({
  id: Id,
  author: v.string(),
  capabilities: v.array(v.string()),
  categories: v.array(v.string()),
  claimedDomains: v.array(v.string()),
  compliance: v.strictObject({
    lastPolled: v.strictObject({ memberPrivacy: v.nullable(Timestamp) }),
    storesPersonalData: v.boolean(),
    dateUpdatedStoresPersonalData: Nothing,
  }),
  icon: v.strictObject({ url: Url }),
  iframeConnectorUrl: Url,
  listings: v.array(
    v.strictObject({
      name: v.string(),
      locale: v.string(),
      description: v.string(),
      overview: v.string(),
    }),
  ),
  moderatedState: v.nullable(v.picklist(["hidden", "moderated"])),
  name: v.string(),
  privacyUrl: v.nullable(Url),
  public: v.boolean(),
  supportEmail: v.nullable(v.string()),
  tags: v.array(v.string()),
  url: v.nullable(Url),
})

/** What became of people whose data the Power-Up may hold. */
export const PrivacyEvent = v.strictObject({
  id: Id,
  date: Timestamp,
  event: v.picklist(["accountDeleted", "accountUpdated", "tokenRevoked", "tokenExpired"]),
})
