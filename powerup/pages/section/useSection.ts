import { useEffect, useEffectEvent, useRef, useState } from "react"
import type { LinksAnswer } from "../../../core/contract/cards.ts"
import { isOnMiro, ON_MIRO_KEY } from "../../../core/contract/pluginData.ts"
import { boardsOf, readCardBoards, repairEntries } from "../../ui/entries/cardEntries.ts"
import { wasConnected } from "../../ui/entries/connected.ts"
import type { PageHost } from "../../ui/host/host.ts"
import type { PageProps } from "../../ui/page/start.tsx"
import { useAsync, type Loaded } from "../../ui/state/useAsync.ts"
import { useCardChanges } from "./useCardChanges.ts"
import { type Leaving, useLeaving } from "./useLeaving.ts"
import { placesOfEntry, placesOfLinks, type Place } from "./place.ts"

/** While a change is on its way it asks this often, and for no longer than that (milliseconds). */
export const ASK_EVERY_MS = 3_000
export const ASK_FOR_MS = 60_000
/** After a change on Trello it takes a moment until the Worker hears of it (milliseconds). */
export const EXPECT_FOR_MS = 15_000

export interface SectionCard {
  readonly idShort: number | null
  readonly places: readonly Place[]
  /** The Trello board's entry names the card: it is on Miro even where its own entry says nothing. */
  readonly listed: boolean
  /** The member's connection to Trello was noted, so that the Worker can be asked. */
  readonly mayAsk: boolean
}

export interface Section extends Pick<Leaving, "leaving" | "act"> {
  readonly state: Loaded<SectionCard>
  /** The Worker's first answer is still to come. */
  readonly asking: boolean
  /** Counts the changes of the card since the page was opened. */
  readonly changes: number
  /** Shows what an answer of the Worker says and repairs the entries; `leave` is called when the page goes for that. */
  readonly take: (answer: LinksAnswer, leave?: () => void) => Promise<void>
  readonly reload: () => void
}

/**
 * The card's Miro boards from its entry on Trello, painted before any call. Then, for a member who is connected, one
 * call says how things stand, and silently, since the entry is shown already. It is made again when the person comes
 * back to the page, and every few seconds after a change of the card or while one is on its way.
 */
export function useSection({ t, client }: PageProps): Section {
  const card = t.getContext().card
  const { state, set, reload } = useAsync("entry", () => readSection(t))
  const shown = state.status === "done" ? state.value : null
  const mayAsk = shown?.mayAsk === true && card !== undefined
  const [changes, setChanges] = useState(0)
  useCardChanges(t, () => setChanges((count) => count + 1))
  const [answered, setAnswered] = useState(false)
  const [moving, setMoving] = useState(false)
  const round = useRef(0)
  const running = useRef(false)

  const { leaving, act, mayLeave } = useLeaving()
  const show = async ({ links }: LinksAnswer, mayReload: () => boolean): Promise<void> => {
    if (shown === null) return
    const places = placesOfLinks(links)
    set({ ...shown, places, listed: places.length > 0 })
    await repairEntries(t, shown.idShort, boardsOf(links), mayReload)
  }
  const take = async (answer: LinksAnswer, leave?: () => void): Promise<void> => {
    round.current += 1
    await show(answer, () => {
      if (!mayLeave(1)) return false
      leave?.()
      return true
    })
  }
  const ask = useEffectEvent(async (): Promise<void> => {
    if (running.current || card === undefined) return
    running.current = true
    const before = round.current
    try {
      const answer = await client.request("cardLinks", { card })
      const isMoving = answer.moving === true
      setMoving(isMoving)
      // What the person did meanwhile is newer. Until the links of a moved card are here, its entry knows better.
      if (before === round.current && !isMoving) await show(answer, () => mayLeave(0))
    } catch {
      // The entry, or the answer before, stays.
    } finally {
      running.current = false
      setAnswered(true)
    }
  })

  const waiting = mayAsk && (moving || shown.places.some(({ sync }) => sync?.state === "waiting"))
  useEffect(() => {
    if (!mayAsk) return undefined
    const look = (): void => void ask()
    look()
    window.addEventListener("focus", look)
    return () => window.removeEventListener("focus", look)
  }, [mayAsk])
  useEffect(() => {
    const askFor = waiting ? ASK_FOR_MS : mayAsk && changes > 0 ? EXPECT_FOR_MS : 0
    if (askFor === 0) return undefined
    const timer = setInterval(() => void ask(), ASK_EVERY_MS)
    const end = setTimeout(() => clearInterval(timer), askFor)
    return () => {
      clearInterval(timer)
      clearTimeout(end)
    }
  }, [waiting, mayAsk, changes])
  return { state, asking: mayAsk && !answered, changes, leaving, act, take, reload }
}

async function readSection(t: PageHost): Promise<SectionCard> {
  const [boards, entry, card, connected] = await Promise.all([
    readCardBoards(t),
    t.get("board", "shared", ON_MIRO_KEY),
    Promise.resolve(t.card("idShort")).catch(() => null),
    wasConnected(t, "trello"),
  ])
  const given = typeof card === "object" && card !== null && "idShort" in card ? card.idShort : null
  const idShort = typeof given === "number" ? given : null
  return {
    idShort,
    places: placesOfEntry(boards),
    listed: idShort !== null && isOnMiro(entry, idShort),
    mayAsk: connected && t.isMemberSignedIn(),
  }
}
