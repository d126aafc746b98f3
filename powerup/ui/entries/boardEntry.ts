import { CARD_BOARDS_KEY, ON_MIRO_KEY, parseOnMiro } from "../../../core/contract/pluginData.ts"
import { canWrite, type PageHost } from "../host/host.ts"
import type { WriteOutcome } from "./cardEntries.ts"

/**
 * Makes the board-level entry what an answer about many cards says that it should be (`buildOnMiro`), and forgets the
 * own entries of cards that it no longer names: their badges come from those. Writes what differs; a refusal by Trello
 * is not an error.
 */
export async function repairOnMiro(t: PageHost, wanted: string): Promise<WriteOutcome> {
  if (!canWrite(t, "board")) return "skipped"
  try {
    const present: unknown = await t.get("board", "shared", ON_MIRO_KEY)
    if ((present ?? "") === wanted) return "unchanged"
    await t.set("board", "shared", ON_MIRO_KEY, wanted)
    // What stays is put right when somebody opens the card.
    await forgetCards(t, parseOnMiro(present), new Set(parseOnMiro(wanted))).catch(() => undefined)
    return "written"
  } catch {
    return "skipped"
  }
}

/** One after the other, since each entry that is there is a request of Trello's page. */
async function forgetCards(
  t: PageHost,
  before: readonly number[],
  now: ReadonlySet<number>,
): Promise<void> {
  const gone = new Set(before.filter((idShort) => !now.has(idShort)))
  if (gone.size === 0) return
  const cards = await t.cards("id", "idShort")
  for (const card of Array.isArray(cards) ? cards : []) {
    const { id, idShort } = isRecord(card) ? card : {}
    if (typeof id !== "string" || typeof idShort !== "number" || !gone.has(idShort)) continue
    await t.remove(id, "shared", CARD_BOARDS_KEY)
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null
}
