import * as v from "valibot"
import { Action } from "./action.ts"
import { Deleted } from "./answers.ts"
import { Board, Label, List } from "./board.ts"
import { Attachment, Card, Checklist, CheckItem, CustomFieldItem } from "./card.ts"
import { FullMember, Membership } from "./people.ts"
import { Id } from "./primitives.ts"
import { Webhook } from "./webhook.ts"

/**
 * One write: method, path, body, form of the answer, and the name under which the answer's id is known afterwards.
 * `{name}` in paths and bodies stands for such an id.
 */
export type Step = readonly [
  method: string,
  path: string,
  body: unknown,
  form: v.GenericSchema,
  keep?: string,
]

const LINK = "https://miro.com/app/board/x/"
const Ids = v.array(Id)
const Members = v.array(FullMember)

/** Everything that a token for the workspace may write, in an order in which it works. */
export const STEPS: readonly Step[] = [
  ["POST", "/cards", { idList: "{list}", name: "New", urlSource: LINK }, Card, "card"],
  ["PUT", "/cards/{card}", { name: "Renamed", desc: "d", due: "2030-01-01" }, Card],
  ["PUT", "/cards/{card}", { start: "2030-01-01", dueComplete: true, closed: true }, Card],
  ["PUT", "/cards/{card}", { cover: { color: "red", size: "full" }, isTemplate: true }, Card],
  ["PUT", "/cards/{card}/closed", { value: false }, Card],
  ["PUT", "/cards/{card}/pos", { value: "top" }, Card],
  ["PUT", "/cards/{card}/idList", { value: "{list2}" }, Card],
  ["POST", "/cards/{card}/labels", { name: "Mine", color: "sky_light" }, Label, "label"],
  ["POST", "/labels", { idBoard: "{board}", name: "", color: null }, Label, "label2"],
  ["POST", "/boards/{board}/labels", { name: "x", color: "black" }, Label, "label3"],
  ["PUT", "/labels/{label2}", { name: "Named", color: "pink_dark" }, Label],
  ["PUT", "/labels/{label2}/color", { value: "lime" }, Label],
  ["POST", "/cards/{card}/idLabels", { value: "{label2}" }, Ids],
  ["DELETE", "/cards/{card}/idLabels/{label2}", undefined, Deleted],
  ["DELETE", "/labels/{label2}", undefined, Deleted],
  ["POST", "/cards/{card}/idMembers", { value: "{priya}" }, Members],
  ["DELETE", "/cards/{card}/idMembers/{priya}", undefined, Members],
  ["POST", "/cards/{card}/actions/comments", { text: "One" }, Action, "comment"],
  ["PUT", "/cards/{card}/actions/{comment}/comments", { text: "Two" }, Action],
  ["PUT", "/actions/{comment}", { text: "Three" }, Action],
  ["PUT", "/actions/{comment}/text", { value: "Four" }, Action],
  ["DELETE", "/actions/{comment}", undefined, Deleted],
  ["POST", "/cards/{card}/actions/comments", { text: "Five" }, Action, "comment2"],
  ["DELETE", "/cards/{card}/actions/{comment2}/comments", undefined, Deleted],
  ["POST", "/cards/{card}/attachments", { url: LINK, setCover: true }, Attachment, "link"],
  ["PUT", "/cards/{card}", { idAttachmentCover: "" }, Card],
  ["DELETE", "/cards/{card}/attachments/{link}", undefined, Deleted],
  ["POST", "/checklists", { idCard: "{card}", name: "Steps" }, Checklist, "checklist"],
  [
    "POST",
    "/checklists/{checklist}/checkItems",
    { name: "First", due: "2030-01-01", idMember: "{priya}" },
    CheckItem,
    "item",
  ],
  ["PUT", "/cards/{card}/checkItem/{item}", { name: "1st", state: "complete" }, CheckItem],
  ["POST", "/cards/{card}/checklists", { idChecklistSource: "{checklist}" }, Checklist, "copy"],
  ["PUT", "/cards/{card}/checklist/{copy}/checkItem/{item}", { pos: "top" }, CheckItem],
  ["PUT", "/checklists/{checklist}", { name: "More steps" }, Checklist],
  ["PUT", "/checklists/{checklist}/pos", { value: "bottom" }, Checklist],
  ["DELETE", "/cards/{card}/checkItem/{item}", undefined, Deleted],
  ["DELETE", "/checklists/{checklist}", undefined, Deleted],
  ["DELETE", "/cards/{card}/checklists/{copy}", undefined, Deleted],
  ["PUT", "/cards/{card}/customField/{effort}/item", { value: { number: "5" } }, CustomFieldItem],
  [
    "PUT",
    "/cards/{card}/customFields",
    {
      customFieldItems: [
        { idCustomField: "{priority}", idValue: "{high}" },
        { idCustomField: "{signedOff}", value: { checked: "true" } },
        { idCustomField: "{effort}", value: "" },
      ],
    },
    v.array(CustomFieldItem),
  ],
  ["POST", "/cards", { idList: "{list}", idCardSource: "{card}" }, Card, "copied"],
  ["PUT", "/cards/{copied}", { idBoard: "{roadmap}", idList: "{roadmapList}" }, Card],
  ["DELETE", "/cards/{copied}", undefined, Deleted],
  ["POST", "/lists", { idBoard: "{board}", name: "Later" }, List, "later"],
  ["POST", "/boards/{board}/lists", { name: "Sooner", pos: "bottom" }, List, "sooner"],
  ["PUT", "/lists/{later}", { name: "Much later", pos: "top" }, List],
  ["POST", "/lists/{list2}/moveAllCards", { idList: "{later}" }, v.strictObject({})],
  ["POST", "/lists/{later}/archiveAllCards", {}, v.strictObject({})],
  ["PUT", "/lists/{later}/idBoard", { value: "{roadmap}" }, List],
  ["PUT", "/lists/{later}/closed", { value: true }, List],
  ["POST", "/boards", { name: "Fresh", idOrganization: "{workspace}" }, Board, "fresh"],
  ["PUT", "/boards/{fresh}", { name: "Fresher", "prefs/permissionLevel": "org" }, Board],
  ["PUT", "/boards/{fresh}/desc", { value: "A board" }, Board],
  ["POST", "/boards/{fresh}/boardPlugins", { idPlugin: "{plugin}" }, v.array(v.looseObject({}))],
  ["DELETE", "/boards/{fresh}/boardPlugins/{plugin}", undefined, v.array(v.never())],
]

/** What needs scopes or rights that our client does not have; the web client does it. */
export const WEB_STEPS: readonly Step[] = [
  ["PUT", "/boards/{fresh}/members/{diego}", { type: "normal" }, Board],
  ["PUT", "/boards/{fresh}/members/{diego}", { type: "admin" }, Board],
  ["PUT", "/boards/{fresh}/members/{diego}", { type: "observer" }, Board],
  ["PUT", "/boards/{fresh}/members/{diego}", { type: "normal" }, Board],
  ["DELETE", "/boards/{fresh}/members/{diego}", undefined, Board],
  ["PUT", "/organizations/{workspace}/members/{diego}", { type: "admin" }, v.array(Membership)],
  ["PUT", "/boards/{fresh}", { idOrganization: "" }, Board],
  ["PUT", "/boards/{fresh}", { idOrganization: "{workspace}" }, Board],
  ["DELETE", "/boards/{fresh}", undefined, Deleted],
]

/** The life of a webhook. */
export const WEBHOOK_STEPS: readonly Step[] = [
  ["POST", "/webhooks", { idModel: "{list}", callbackURL: "{callback}" }, Webhook, "webhook"],
  ["GET", "/webhooks/{webhook}", undefined, Webhook],
  ["PUT", "/webhooks/{webhook}", { description: "Ours", active: false }, Webhook],
  ["DELETE", "/webhooks/{webhook}", undefined, Deleted],
]
