interface Part {
  readonly id: string
}

interface Card extends Part {
  readonly idBoard: string
  readonly idList: string
  readonly idShort: number
  readonly idLabels: readonly string[]
  readonly labels: readonly Part[]
  readonly idAttachmentCover: string | null
  readonly attachments: readonly Part[]
  readonly checklists: readonly {
    readonly idBoard: string
    readonly idCard: string
    readonly checkItems: readonly { readonly state: string }[]
  }[]
  readonly badges: {
    readonly attachments: number
    readonly checkItems: number
    readonly checkItemsChecked: number
    readonly comments: number
  }
}

interface Board extends Part {
  readonly lists: readonly Part[]
  readonly labels: readonly Part[]
}

interface Entry {
  readonly type: string
  readonly data: { readonly card?: Part }
}

/** What must hold after any edits, given all boards as `[board, cards, feed, board, …]`; the sentences that do not. */
export function findBroken(text: string): string[] {
  const all = JSON.parse(text) as unknown[]
  const broken: string[] = []
  for (let index = 0; index < all.length; index += 3) {
    const [board, cards, feed] = all.slice(index, index + 3) as [Board, Card[], Entry[]]
    const lists = new Set(board.lists.map(({ id }) => id))
    const labels = new Set(board.labels.map(({ id }) => id))
    const claim = (holds: boolean, sentence: string): void => {
      if (!holds) broken.push(sentence)
    }
    claim(new Set(cards.map(({ id }) => id)).size === cards.length, "A card is there twice.")
    claim(
      new Set(cards.map(({ idShort }) => idShort)).size === cards.length,
      "Two cards of a board have one number.",
    )
    for (const card of cards) {
      const { badges } = card
      const items = card.checklists.flatMap(({ checkItems }) => checkItems)
      const done = items.filter(({ state }) => state === "complete").length
      const links = card.attachments.map(({ id }) => id)
      const cover = card.idAttachmentCover
      const comments = feed.filter(
        ({ type, data }) => type === "commentCard" && data.card?.id === card.id,
      ).length
      claim(card.idBoard === board.id, "A card is shown on a board that it is not on.")
      claim(lists.has(card.idList), "A card is in a list of another board.")
      claim(
        card.idLabels.every((id) => labels.has(id)),
        "A card has a label of another board.",
      )
      claim(card.labels.length === card.idLabels.length, "A card has a label that is gone.")
      claim(cover === null || links.includes(cover), "A cover shows what is not attached.")
      claim(
        card.checklists.every((one) => one.idBoard === board.id && one.idCard === card.id),
        "A checklist stayed behind.",
      )
      claim(badges.attachments === links.length, "The badge miscounts attachments.")
      claim(badges.checkItems === items.length, "The badge miscounts check items.")
      claim(badges.checkItemsChecked === done, "The badge miscounts ticks.")
      // Comments that were written on another board stay in its feed.
      claim(badges.comments >= comments, "The badge misses comments.")
    }
  }
  return broken
}
