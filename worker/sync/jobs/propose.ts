import { estimateSeconds } from "../../../core/cards/estimate.ts"
import type { MiroBoard } from "../../../core/contract/cards.ts"
import { JOB_CARDS_MAX, type JobRequest, type PlanAnswer } from "../../../core/contract/jobs.ts"
import { fail, ok, type Result } from "../../failure.ts"
import { ITEMS_PAGE_SIZE } from "../../miro/items.ts"
import type { StoredLink } from "../link.ts"
import { buildCardSource } from "./cards.ts"
import { chooseCards } from "./choose.ts"
import type { JobPorts } from "./ports.ts"
import { chooseLinks, type StartContext } from "./start.ts"

/** What starting a request would do now, from both boards as they are. Nothing is written and nothing is sent. */
export function proposeJob(
  context: StartContext & Pick<JobPorts, "clock" | "trelloOrigin">,
  request: JobRequest,
  miroBoard: MiroBoard,
): Result<PlanAnswer> {
  const { board, tables } = context
  const shown = request.customFields ?? tables.settings.customFields(miroBoard.id)
  const names = board.customFields.map(({ name }) => name)
  const rest = {
    miroBoard,
    customFields: [...new Set(names)],
    shownCustomFields: shown.filter((name) => names.includes(name)),
  }
  if (request.kind === "remove") {
    const removed = chooseLinks(context, miroBoard.id, request.selection).length
    const seconds = estimateSeconds({ ...NOTHING, removes: removed })
    return ok({ ...EMPTY, ...rest, total: removed, removed, seconds })
  }
  const push = proposePush(context, request, shown)
  if (push.total > JOB_CARDS_MAX) return fail("too_many_cards")
  return ok({ ...EMPTY, ...push, ...rest })
}

const NOTHING = { creates: 0, updates: 0, removes: 0, reads: 0 } as const
const EMPTY = {
  created: 0,
  updated: 0,
  unchanged: 0,
  removed: 0,
  special: [],
  columns: [],
} as const satisfies Partial<PlanAnswer>

function proposePush(
  context: Parameters<typeof proposeJob>[0],
  request: JobRequest,
  customFields: readonly string[],
) {
  const { board, tables, format, now } = context
  const { cards, special } = chooseCards(board, request.selection, {
    now,
    timeZone: format.timeZone,
    onMiro: new Set(tables.links.numbers()),
  })
  const links = tables.links.onBoard(request.miroBoard.id)
  const byCard = new Map(links.map((link) => [link.card, link]))
  const source = buildCardSource(board, customFields, context)
  const fresh = cards.filter((card) => !isThere(byCard.get(card.id)))
  const known = cards.filter((card) => isThere(byCard.get(card.id)))
  const changed = known.filter(
    (card) => byCard.get(card.id)?.hash !== source.appCard(card).sent.hash,
  )
  const framed = new Set(tables.frames.onBoard(request.miroBoard.id).map(({ list }) => list))
  const perList = new Map<string, number>()
  for (const { idList } of fresh) perList.set(idList, (perList.get(idList) ?? 0) + 1)
  return {
    total: cards.length,
    created: fresh.length,
    updated: changed.length,
    unchanged: known.length - changed.length,
    special: special.map((one) => ({ ...one, cards: [...one.cards] })),
    columns: board.lists
      .filter(({ id }) => perList.has(id))
      .map(({ id, name }) => ({
        list: id,
        name,
        created: perList.get(id) ?? 0,
        newFrame: !framed.has(id),
      })),
    seconds: estimateSeconds({
      creates: fresh.length,
      updates: changed.length,
      removes: 0,
      // What is there besides our cards is not known before somebody looks.
      reads: 1 + Math.ceil(links.length / ITEMS_PAGE_SIZE),
    }),
  }
}

function isThere(link: StoredLink | undefined): boolean {
  return link?.state === "linked" && link.item !== null
}
