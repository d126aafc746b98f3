import type { Surface } from "../host/commands.ts"
import { callApi, type Method } from "./api.ts"
import type { Following } from "./following.ts"
import type { ViewStore } from "./view.ts"

/** What the page's own controls do to the board, all of it over REST. */
export interface Changes {
  /** Changes something and shows the result; a refusal becomes an alert and gives null. */
  change(method: Method, path: string, body?: unknown): Promise<unknown>
  /** The same for several things of one kind. */
  changeAll(method: Method, rows: readonly { path: string; body: object }[]): Promise<void>
  /** Puts a card elsewhere on the board and shows it there at once. */
  moveCard(id: string, idList: string, pos: number): Promise<void>
  /** Shows what somebody else changed, unless that was loaded meanwhile. */
  hearOfChange(): void
}

const hearDelayMs = 50
const refusalMs = 8000

/** Changes the board that `following` keeps in `store`. */
export function buildChanges(store: ViewStore, surface: Surface, following: Following): Changes {
  let hearing: ReturnType<typeof setTimeout> | undefined

  const call = async (work: () => Promise<unknown>): Promise<unknown> => {
    try {
      const answer = await work()
      await following.refresh()
      return answer
    } catch (error) {
      const message = error instanceof Error ? error.message : "That did not work."
      surface.alert({ message, durationMs: refusalMs, display: "error" })
      await following.refresh().catch(() => undefined)
      return null
    }
  }
  const change: Changes["change"] = (method, path, body) => call(() => callApi(method, path, body))

  return {
    change,
    async changeAll(method, rows) {
      await call(async () => {
        for (const { path, body } of rows) await callApi(method, path, body)
      })
    },
    async moveCard(id, idList, pos) {
      const { state } = store.get()
      const cards = state.board.cards.map((card) =>
        card.id === id ? { ...card, idList, pos } : card,
      )
      store.set({ state: { ...state, board: { ...state.board, cards } } })
      following.forget()
      await change("PUT", `/1/cards/${id}`, { idList, pos })
    },
    hearOfChange() {
      const heardAt = performance.now()
      hearing ??= setTimeout(() => {
        hearing = undefined
        if (!following.beganAfter(heardAt)) following.refresh().catch(() => undefined)
      }, hearDelayMs)
    },
  }
}
