import { checklistsOf } from "../../store/lookups.ts"
import type { Attachment, Card, Checklist, Label } from "../../store/model.ts"
import type { Trello } from "../../trello.ts"

/** A card with all the fields that the API has, without nested resources. */
export function viewCard(trello: Trello, card: Card): Record<string, unknown> {
  const { store, origin } = trello
  const labels = card.idLabels.flatMap((id) => {
    const label = store.labels.get(id)
    return label === undefined ? [] : [viewLabel(label)]
  })
  const checklists = checklistsOf(store, card.id)
  return {
    id: card.id,
    address: null,
    badges: viewBadges(trello, card, checklists),
    cardRole: null,
    checkItemStates: checklists.flatMap((checklist) =>
      checklist.checkItems
        .filter((item) => item.state === "complete")
        .map((item) => ({ idCheckItem: item.id, state: item.state })),
    ),
    closed: card.closed,
    coordinates: null,
    cover: {
      ...card.cover,
      idUploadedBackground: null,
      idPlugin: null,
    },
    creationMethod: null,
    dateLastActivity: card.dateLastActivity,
    desc: card.desc,
    descData: card.desc === "" ? null : { emoji: {} },
    due: card.due,
    dueComplete: card.dueComplete,
    dueReminder: null,
    email: null,
    idAttachmentCover: card.cover.idAttachment,
    idBoard: card.idBoard,
    idChecklists: checklists.map((checklist) => checklist.id),
    idLabels: [...card.idLabels],
    idList: card.idList,
    idMemberCreator: card.idMemberCreator,
    idMembers: [...card.idMembers],
    idMembersVoted: [],
    idOrganization: store.boards.get(card.idBoard)?.idOrganization ?? null,
    idShort: card.idShort,
    isTemplate: card.isTemplate,
    labels,
    limits: {},
    locationName: null,
    manualCoverAttachment: false,
    mirrorSourceId: null,
    name: card.name,
    pinned: false,
    pos: card.pos,
    shortLink: card.shortLink,
    shortUrl: `${origin}/c/${card.shortLink}`,
    start: card.start,
    subscribed: card.subscribed,
    url: `${origin}/c/${card.shortLink}/${card.idShort}-${slugOf(card.name)}`,
  }
}

function viewBadges(
  trello: Trello,
  card: Card,
  checklists: readonly Checklist[],
): Record<string, unknown> {
  const items = checklists.flatMap((checklist) => checklist.checkItems)
  const dues = items.flatMap((item) =>
    item.due !== null && item.state === "incomplete" ? [item.due] : [],
  )
  return {
    attachments: card.attachments.length,
    attachmentsByType: { trello: { board: 0, card: 0 } },
    checkItems: items.length,
    checkItemsChecked: items.filter((item) => item.state === "complete").length,
    checkItemsEarliestDue: dues.sort()[0] ?? null,
    comments: trello.store.actions.filter(
      (action) => action.type === "commentCard" && action.idCard === card.id,
    ).length,
    description: card.desc !== "",
    due: card.due,
    dueComplete: card.dueComplete,
    fogbugz: "",
    location: false,
    maliciousAttachments: 0,
    start: card.start,
    subscribed: card.subscribed,
    viewingMemberVoted: false,
    votes: 0,
  }
}

export function viewLabel(label: Label): Record<string, unknown> {
  return { id: label.id, idBoard: label.idBoard, name: label.name, color: label.color, uses: 0 }
}

export function viewAttachment(attachment: Attachment): Record<string, unknown> {
  return {
    ...attachment,
    bytes: null,
    edgeColor: null,
    fileName: null,
    isMalicious: false,
    isUpload: false,
    previews: [],
  }
}

export function viewChecklist(checklist: Checklist): Record<string, unknown> {
  const { id, idBoard, idCard, name, pos } = checklist
  const checkItems = [...checklist.checkItems]
    .sort((a, b) => a.pos - b.pos)
    .map((item) => ({ ...item, idChecklist: id, nameData: null, dueReminder: null }))
  return { id, idBoard, idCard, name, pos, creationMethod: null, checkItems }
}

/** The words of a name as an address has them. */
export function slugOf(name: string): string {
  const words = name
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/[^a-z0-9]+/g, "-")
  return words.slice(0, 80).replaceAll(/^-|-$/g, "") || "-"
}
