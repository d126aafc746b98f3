import { describe, expect, it } from "vitest"
import type { Change } from "./changes.ts"
import { CARD_ID, DATA, OTHER_CARD_ID, PLUGIN_ID, sampleBody } from "./webhookSamples.fixture.ts"
import { parseWebhook } from "./webhooks.ts"

const CARD: Change = { kind: "card", card: CARD_ID }
const BOARD: Change = { kind: "board" }
const STANDING: Change = { kind: "standing" }

const EXPECTED: Readonly<Record<string, readonly Change[]>> = {
  createCard: [CARD],
  copyCard: [CARD],
  convertToCardFromCheckItem: [CARD, { kind: "card", card: OTHER_CARD_ID }],
  emailCard: [CARD],
  "updateCard name": [CARD],
  "updateCard desc": [CARD],
  "updateCard due": [CARD],
  "updateCard dueComplete": [CARD],
  "updateCard closed": [CARD],
  "updateCard cover": [CARD],
  "updateCard idList": [CARD],
  "updateCard pos": [],
  "updateCard pos and name": [CARD],
  moveCardToBoard: [CARD],
  moveCardFromBoard: [{ kind: "card_left", card: CARD_ID }],
  deleteCard: [{ kind: "card_gone", card: CARD_ID }],
  addLabelToCard: [CARD],
  removeLabelFromCard: [CARD],
  createLabel: [],
  "updateLabel color": [BOARD],
  deleteLabel: [BOARD],
  addMemberToCard: [CARD],
  removeMemberFromCard: [CARD],
  commentCard: [],
  updateComment: [],
  deleteComment: [],
  voteOnCard: [],
  addAttachmentToCard: [CARD],
  deleteAttachmentFromCard: [CARD],
  addChecklistToCard: [CARD],
  removeChecklistFromCard: [CARD],
  copyChecklist: [CARD],
  createCheckItem: [CARD],
  updateCheckItem: [CARD],
  updateCheckItemStateOnCard: [CARD],
  deleteCheckItem: [CARD],
  updateCustomFieldItem: [CARD],
  createList: [],
  "updateList name": [BOARD],
  "updateList closed": [BOARD],
  "updateList pos": [],
  moveListFromBoard: [BOARD],
  moveListToBoard: [BOARD],
  updateCustomField: [BOARD],
  deleteCustomField: [BOARD],
  "updateBoard name": [],
  "updateBoard closed": [STANDING],
  "updateBoard reopened": [STANDING],
  "updateBoard idOrganization": [STANDING],
  addToOrganizationBoard: [STANDING],
  removeFromOrganizationBoard: [STANDING],
  "enablePlugin ours": [STANDING],
  "disablePlugin ours": [STANDING],
  "disablePlugin another": [],
  addMemberToBoard: [],
  removeMemberFromBoard: [STANDING, BOARD],
}

const changesIn = (body: string) => {
  const parsed = parseWebhook(body, PLUGIN_ID)
  return parsed.kind === "changes" ? parsed.changes : parsed.kind
}

describe("what an action changes", () => {
  it.each(Object.keys(DATA))("is told of %s", (what) => {
    expect(changesIn(sampleBody(what))).toEqual(EXPECTED[what])
  })

  it("is nothing for a type that we do not know", () => {
    expect(changesIn(sampleBody("somethingNew", {}, DATA["updateCard name"]))).toEqual([])
  })

  it.each(["updateCard", "addLabelToCard", "deleteCard", "moveCardFromBoard"])(
    "may be any card where %s does not say which",
    (type) => {
      for (const card of [undefined, null, "fern", { id: 7 }, { id: "../x" }]) {
        expect(changesIn(sampleBody(type, {}, { card }))).toEqual([BOARD])
      }
    },
  )

  it("may be any card where `data` cannot be read at all", () => {
    expect(changesIn(sampleBody("updateCard", { data: "what?" }))).toEqual([BOARD])
  })
})
