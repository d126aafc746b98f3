import { useEffect, useRef } from "react"
import type { LinksAnswer } from "../../../core/contract/cards.ts"
import type { CardBoard } from "../../../core/contract/pluginData.ts"
import { boardsOf, readCardBoards, repairEntries } from "../../ui/entries/cardEntries.ts"
import { wasConnected } from "../../ui/entries/connected.ts"
import type { PageHost } from "../../ui/host/host.ts"
import type { PageProps } from "../../ui/page/start.tsx"
import { useAsync, type Loaded } from "../../ui/state/useAsync.ts"

export interface SectionCard {
  readonly idShort: number | null
  readonly boards: readonly CardBoard[]
}

export interface Section {
  readonly state: Loaded<SectionCard>
  /** Shows what an answer of the Worker says and repairs the entries; `fixed` is a Miro board known to work. */
  readonly take: (answer: LinksAnswer, fixed?: string) => Promise<void>
  /** Notes that the app card on that Miro board, or the board, is gone. */
  readonly markBroken: (board: string) => Promise<void>
  readonly reload: () => void
}

/**
 * The card's Miro boards from its entry on Trello, painted before any call. After that one call at most asks the
 * Worker whether they are right: for a member who is connected, and silently, since the entry is shown already.
 */
export function useSection({ t, client }: PageProps): Section {
  const card = t.getContext().card
  const shown = useAsync("entry", () => readSection(t))
  const { state, set } = shown
  const newest = useRef<SectionCard>({ idShort: null, boards: [] })
  if (state.status === "done") newest.current = state.value
  const put = async (boards: readonly CardBoard[]): Promise<void> => {
    const { idShort } = newest.current
    set({ idShort, boards })
    await repairEntries(t, idShort, boards)
  }
  const take = async ({ links }: LinksAnswer, fixed?: string): Promise<void> =>
    await put(
      boardsOf(
        links,
        newest.current.boards.filter(({ id }) => id !== fixed),
      ),
    )
  const markBroken = async (board: string): Promise<void> =>
    await put(
      newest.current.boards.map((one) => (one.id === board ? { ...one, state: "broken" } : one)),
    )

  const asked = useRef(false)
  const painted = state.status === "done"
  useEffect(() => {
    if (!painted || asked.current || card === undefined || !t.isMemberSignedIn()) return
    asked.current = true
    const repair = async (): Promise<void> => {
      if (await wasConnected(t, "trello")) await take(await client.request("cardLinks", { card }))
    }
    repair().catch(() => undefined)
    // The first painted entry is the one to check; later ones come from answers.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [painted])
  return { state, take, markBroken, reload: shown.reload }
}

async function readSection(t: PageHost): Promise<SectionCard> {
  const [boards, card] = await Promise.all([
    readCardBoards(t),
    Promise.resolve(t.card("idShort")).catch(() => null),
  ])
  const idShort =
    typeof card === "object" && card !== null && "idShort" in card ? card.idShort : null
  return { boards, idShort: typeof idShort === "number" ? idShort : null }
}
