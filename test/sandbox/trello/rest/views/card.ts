import { checklistsOf } from "../../store/lookups.ts"
import type { Attachment, Card, CheckItem, Checklist, Label } from "../../store/model.ts"
import { countOnCard, viewLimits } from "../../store/objectLimits.ts"
import type { Trello } from "../../trello.ts"

/** A card with all the fields that the API has, without nested resources. */
export function viewCard(trello: Trello, card: Card): Record<string, unknown> {
  const { store, origin } = trello
  const labels = card.idLabels.flatMap((id) => {
    const label = store.labels.get(id)
    return label === undefined ? [] : [viewLabel(trello, label)]
  })
  const checklists = checklistsOf(store, card.id)
  return {
    id: card.id,
    address: card.address ?? null,
    badges: viewBadges(trello, card, checklists),
    cardRole: card.cardRole ?? null,
    checkItemStates: checklists.flatMap((checklist) =>
      checklist.checkItems
        .filter((item) => item.state === "complete")
        .map((item) => ({ idCheckItem: item.id, state: item.state })),
    ),
    closed: card.closed,
    coordinates: card.coordinates ?? null,
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
    get limits() {
      return viewLimits(trello.settings.objectLimits, countOnCard(store, card))
    },
    locationName: card.locationName ?? null,
    manualCoverAttachment: false,
    mirrorSourceId: card.mirrorSourceId ?? null,
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
    attachmentsByType: { trello: { board: countLinks(card, "b"), card: countLinks(card, "c") } },
    checkItems: items.length,
    checkItemsChecked: items.filter((item) => item.state === "complete").length,
    checkItemsEarliestDue: dues.sort()[0] ?? null,
    comments: trello.store.actions.countComments(card.id),
    description: card.desc !== "",
    due: card.due,
    dueComplete: card.dueComplete,
    fogbugz: "",
    location: Boolean(card.address ?? card.locationName ?? card.coordinates),
    maliciousAttachments: 0,
    start: card.start,
    subscribed: card.subscribed,
    viewingMemberVoted: false,
    votes: 0,
  }
}

/** How many attachments lead to a card (`c`) or board (`b`) of Trello. */
function countLinks(card: Card, kind: "b" | "c"): number {
  const form = new RegExp(`^https?://[^/]+/${kind}/[A-Za-z0-9]{8}(/|$)`)
  return card.attachments.filter(({ url }) => form.test(url)).length
}

export function viewLabel(trello: Trello, label: Label): Record<string, unknown> {
  const { id, idBoard, name, color } = label
  return { id, idBoard, name, color, uses: trello.store.cards.by("label", id).size }
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
    .map((item) => viewCheckItem(checklist, item))
  return { id, idBoard, idCard, name, pos, creationMethod: null, checkItems }
}

export function viewCheckItem(checklist: Checklist, item: CheckItem): Record<string, unknown> {
  return { ...item, idChecklist: checklist.id, nameData: null, dueReminder: null }
}

/** The words of a name as an address has them. */
export function slugOf(name: string): string {
  const words = name
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/[^a-z0-9]+/g, "-")
  return words.slice(0, 80).replaceAll(/^-|-$/g, "") || "-"
}
