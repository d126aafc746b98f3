/** Deliveries of Trello's webhooks for tests, in the documented shapes, with ids and texts of our own. */

export const BOARD_ID = "65e58fac43f2305508861612"
export const CARD_ID = "65e5a0c8bba57282b6b58eda"
export const OTHER_CARD_ID = "65e5a0c8bba57282b6b58edb"
export const OTHER_BOARD_ID = "65e58fac43f2305508861699"
export const MEMBER_ID = "65e58d9004454f64ba8d6f47"
export const PLUGIN_ID = "65e58d90f7c20a039d245f80"
export const ACTION_ID = "65e5b1d2c0ffee0123456789"
const LIST_ID = "65e58fb21d2c3b4a59680001"
const LABEL_ID = "65e58fb21d2c3b4a59680002"

const board = { id: BOARD_ID, name: "Winter garden", shortLink: "wGarden1" }
const list = { id: LIST_ID, name: "Planned" }
const card = { id: CARD_ID, name: "Water the ferns", idShort: 7, shortLink: "fErns007" }
const otherCard = { id: OTHER_CARD_ID, name: "Buy soil", idShort: 8, shortLink: "sOil0008" }
const label = { id: LABEL_ID, name: "Urgent", color: "red" }
const member = { id: MEMBER_ID, name: "Noor Haddad" }
const checklist = { id: "65e58fb21d2c3b4a59680003", name: "Steps" }
const checkItem = { id: "65e58fb21d2c3b4a59680004", name: "Fill the can", state: "complete" }
const attachment = { id: "65e58fb21d2c3b4a59680005", name: "fern.png" }
const customField = { id: "65e58fb21d2c3b4a59680006", name: "Litres", type: "number" }
const plugin = (id: string) => ({ id, name: "A Power-Up", url: "https://a.example", public: false })
const onList = { board, list, card }
const onCard = { board, card }

/** `data` of actions by what happened; the type is in the key, before the first space. */
export const DATA: Readonly<Record<string, object>> = {
  createCard: onList,
  copyCard: { ...onList, cardSource: otherCard },
  convertToCardFromCheckItem: { ...onList, cardSource: otherCard, checklist },
  emailCard: onList,
  "updateCard name": { ...onList, old: { name: "Water ferns" } },
  "updateCard desc": { ...onList, card: { ...card, desc: "Twice" }, old: { desc: "Once" } },
  "updateCard due": {
    ...onList,
    card: { ...card, due: null },
    old: { due: "2027-01-02T09:00:00.000Z" },
  },
  "updateCard dueComplete": {
    ...onList,
    card: { ...card, dueComplete: true },
    old: { dueComplete: false },
  },
  "updateCard closed": { ...onList, card: { ...card, closed: true }, old: { closed: false } },
  "updateCard cover": {
    ...onList,
    card: { ...card, cover: { color: "sky" } },
    old: { cover: { color: null } },
  },
  "updateCard idList": {
    board,
    card: { ...card, idList: LIST_ID },
    listBefore: { id: "65e58fb21d2c3b4a59680007", name: "Done" },
    listAfter: list,
    old: { idList: "65e58fb21d2c3b4a59680007" },
  },
  "updateCard pos": { ...onList, card: { ...card, pos: 2048 }, old: { pos: 1024 } },
  "updateCard pos and name": { ...onList, old: { pos: 1024, name: "Water ferns" } },
  moveCardToBoard: { ...onList, boardSource: { id: OTHER_BOARD_ID } },
  moveCardFromBoard: {
    board,
    list,
    card: { id: CARD_ID, name: card.name },
    boardTarget: { id: OTHER_BOARD_ID },
  },
  deleteCard: { board, list, card: { id: CARD_ID, idShort: 7, shortLink: "fErns007" } },
  addLabelToCard: { ...onCard, label, text: "Urgent", value: "red" },
  removeLabelFromCard: { ...onCard, label, text: "Urgent", value: "red" },
  createLabel: { board, label },
  "updateLabel color": { board, label, old: { color: "green" } },
  deleteLabel: { board, label: { id: LABEL_ID } },
  addMemberToCard: { ...onCard, idMember: MEMBER_ID, member },
  removeMemberFromCard: { ...onCard, idMember: MEMBER_ID, member, deactivated: false },
  commentCard: { ...onList, text: "Done yesterday" },
  updateComment: { ...onCard, action: { id: ACTION_ID, text: "Done" }, old: { text: "Do" } },
  deleteComment: { ...onCard, action: { id: ACTION_ID } },
  voteOnCard: { ...onCard, voted: true },
  addAttachmentToCard: {
    ...onCard,
    attachment: { ...attachment, url: "https://a.example/fern.png" },
  },
  deleteAttachmentFromCard: { ...onCard, attachment },
  addChecklistToCard: { ...onCard, checklist },
  removeChecklistFromCard: { ...onCard, checklist },
  copyChecklist: { ...onCard, checklist, checklistSource: checklist },
  createCheckItem: { ...onCard, checklist, checkItem },
  updateCheckItem: { ...onCard, checklist, checkItem, old: { name: "Fill can" } },
  updateCheckItemStateOnCard: { ...onCard, checklist, checkItem },
  deleteCheckItem: { ...onCard, checklist, checkItem },
  updateCustomFieldItem: {
    ...onCard,
    customField,
    customFieldItem: { id: "65e58fb21d2c3b4a59680008", value: { number: "3" }, idModel: CARD_ID },
    old: { value: null },
  },
  createList: { board, list },
  "updateList name": { board, list, old: { name: "Plan" } },
  "updateList closed": { board, list: { ...list, closed: true }, old: { closed: false } },
  "updateList pos": { board, list: { ...list, pos: 4 }, old: { pos: 2 } },
  moveListFromBoard: { board, list, boardTarget: { id: OTHER_BOARD_ID } },
  moveListToBoard: { board, list, boardSource: { id: OTHER_BOARD_ID } },
  updateCustomField: { board, customField, old: { name: "Liters" } },
  deleteCustomField: { board, customField },
  "updateBoard name": { board, old: { name: "Garden" } },
  "updateBoard closed": { board: { ...board, closed: true }, old: { closed: false } },
  "updateBoard reopened": { board: { ...board, closed: false }, old: { closed: true } },
  "updateBoard idOrganization": { board, old: { idOrganization: OTHER_BOARD_ID } },
  addToOrganizationBoard: { board, organization: { id: OTHER_BOARD_ID, name: "Northwind" } },
  removeFromOrganizationBoard: { board, organization: { id: OTHER_BOARD_ID, name: "Northwind" } },
  "enablePlugin ours": { board, plugin: plugin(PLUGIN_ID) },
  "disablePlugin ours": { board, plugin: plugin(PLUGIN_ID) },
  "disablePlugin another": { board, plugin: plugin(OTHER_BOARD_ID) },
  addMemberToBoard: { board, idMember: MEMBER_ID, member },
  removeMemberFromBoard: { board, idMember: MEMBER_ID, member },
}

/** The body of a delivery, as text. `what` is a key of `DATA`, or any other type. */
export function sampleBody(
  what: string,
  changes: object = {},
  data = DATA[what] ?? { board },
): string {
  return JSON.stringify({
    action: {
      id: ACTION_ID,
      idMemberCreator: MEMBER_ID,
      data,
      appCreator: null,
      type: what.split(" ")[0],
      date: "2026-12-01T10:11:12.131Z",
      limits: null,
      display: { translationKey: "action_sample", entities: {} },
      memberCreator: { id: MEMBER_ID, fullName: "Noor Haddad", initials: "NH", username: "noorh" },
      ...changes,
    },
    model: {
      id: BOARD_ID,
      name: board.name,
      desc: "",
      closed: false,
      prefs: { background: "blue" },
    },
    webhook: { id: "65e5b1d2c0ffee0123456700", idModel: BOARD_ID, active: true },
  })
}
