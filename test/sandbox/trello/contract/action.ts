import * as v from "valibot"
import { CustomFieldItem } from "./card.ts"
import { MemberCreator } from "./people.ts"
import { Id, LabelColour, Nothing, ShortLink, Timestamp, Url } from "./primitives.ts"

const B = v.strictObject({ id: Id, name: v.string(), shortLink: ShortLink })
const C = v.strictObject({ id: Id, name: v.string(), idShort: v.number(), shortLink: ShortLink })
const L = v.strictObject({ id: Id, name: v.string() })
const Named = v.strictObject({ id: Id, name: v.string() })
const Changed = v.strictObject({ id: Id })
const Colour = v.nullable(LabelColour)
const Old = v.record(v.string(), v.unknown())
const onCard = { board: B, card: C }
const onList = { ...onCard, list: L }
const Label = v.strictObject({ id: Id, name: v.string(), color: Colour })
const CheckItem = v.strictObject({
  id: Id,
  name: v.string(),
  state: v.picklist(["complete", "incomplete"]),
})
const labelled = v.strictObject({ ...onCard, label: Label, text: v.string(), value: Colour })
const person = { idMember: Id, member: Named }
const onChecklist = { ...onCard, checklist: Named }
const onCheckItem = { ...onChecklist, checkItem: CheckItem }
const Plugin = v.strictObject({ id: Id, name: v.string(), url: Url, public: v.boolean() })
const withPlugin = v.strictObject({ board: B, plugin: Plugin })
const withOrganization = v.strictObject({ board: B, organization: Named })
const withMember = v.strictObject({ board: B, ...person })
/** A card that names the field that changed besides its reference. */
const ChangedCard = v.looseObject(C.entries)

/** `data` of an action, by its type. */
export const ACTION_DATA = {
  createCard: v.strictObject(onList),
  copyCard: v.strictObject({ ...onList, cardSource: C }),
  updateCard: v.union([
    v.strictObject({ board: B, card: ChangedCard, list: L, old: Old }),
    v.strictObject({
      board: B,
      card: v.strictObject({ ...C.entries, idList: Id }),
      listBefore: L,
      listAfter: L,
      old: v.strictObject({ idList: Id }),
    }),
  ]),
  moveCardFromBoard: v.strictObject({ board: B, boardTarget: Changed, list: L, card: Named }),
  moveCardToBoard: v.strictObject({ ...onList, boardSource: B }),
  deleteCard: v.strictObject({
    board: B,
    list: L,
    card: v.strictObject({ id: Id, idShort: v.number(), shortLink: ShortLink }),
  }),
  addLabelToCard: labelled,
  removeLabelFromCard: labelled,
  createLabel: v.strictObject({ board: B, label: Label }),
  updateLabel: v.strictObject({ board: B, label: Label, old: Old }),
  deleteLabel: v.strictObject({ board: B, label: Changed }),
  addMemberToCard: v.strictObject({ ...onCard, ...person }),
  removeMemberFromCard: v.strictObject({ ...onCard, ...person, deactivated: v.boolean() }),
  commentCard: v.strictObject({
    ...onList,
    text: v.string(),
    dateLastEdited: v.optional(Timestamp),
  }),
  updateComment: v.strictObject({
    ...onList,
    action: v.strictObject({ id: Id, text: v.string() }),
    old: v.strictObject({ text: v.string() }),
  }),
  deleteComment: v.strictObject({ ...onList, action: Changed }),
  addAttachmentToCard: v.strictObject({
    ...onCard,
    attachment: v.strictObject({ id: Id, name: v.string(), url: Url }),
  }),
  deleteAttachmentFromCard: v.strictObject({ ...onCard, attachment: Named }),
  addChecklistToCard: v.strictObject(onChecklist),
  updateChecklist: v.strictObject({ ...onChecklist, old: Old }),
  removeChecklistFromCard: v.strictObject(onChecklist),
  copyChecklist: v.strictObject({ ...onChecklist, checklistSource: Named }),
  createCheckItem: v.strictObject(onCheckItem),
  updateCheckItem: v.strictObject({ ...onCheckItem, old: Old }),
  updateCheckItemStateOnCard: v.strictObject(onCheckItem),
  deleteCheckItem: v.strictObject(onCheckItem),
  updateCustomFieldItem: v.strictObject({
    ...onCard,
    customField: v.strictObject({ id: Id, name: v.string(), type: v.string() }),
    customFieldItem: CustomFieldItem,
    old: v.strictObject({ value: v.unknown(), idValue: v.nullable(Id) }),
  }),
  createList: v.strictObject({ board: B, list: L }),
  updateList: v.strictObject({ board: B, list: v.looseObject(L.entries), old: Old }),
  moveListFromBoard: v.strictObject({ board: B, list: L, boardTarget: Changed }),
  moveListToBoard: v.strictObject({ board: B, list: L, boardSource: B }),
  createBoard: v.strictObject({ board: B }),
  updateBoard: v.strictObject({ board: v.looseObject(B.entries), old: Old }),
  addToOrganizationBoard: withOrganization,
  removeFromOrganizationBoard: withOrganization,
  addMemberToBoard: withMember,
  removeMemberFromBoard: withMember,
  makeAdminOfBoard: withMember,
  makeNormalMemberOfBoard: withMember,
  makeObserverOfBoard: withMember,
  enablePlugin: withPlugin,
  disablePlugin: withPlugin,
} as const
export type ActionType = keyof typeof ACTION_DATA

/** The Power-Up whose client made a change. */
const AppCreator = v.strictObject({ id: Id, name: v.string(), idPlugin: Id })

/** An action; its `data` has the form of its type. */
export const Action = v.pipe(
  v.strictObject({
    id: Id,
    idMemberCreator: Id,
    data: v.looseObject({}),
    appCreator: v.nullable(AppCreator),
    type: v.picklist(Object.keys(ACTION_DATA) as [ActionType, ...ActionType[]]),
    date: Timestamp,
    limits: Nothing,
    display: v.strictObject({
      translationKey: v.pipe(v.string(), v.regex(/^action_[a-z_]+$/)),
      entities: v.strictObject({}),
    }),
    memberCreator: MemberCreator,
  }),
  v.check(
    ({ type, data }) => v.is(ACTION_DATA[type], data),
    ({ input }) => {
      const { type, data } = input as { type: ActionType; data: unknown }
      const issues = v.safeParse(ACTION_DATA[type], data).issues ?? []
      return `data of ${type}: ${issues.map((one) => `${v.getDotPath(one) ?? ""} ${one.message}`).join("; ")}`
    },
  ),
)
