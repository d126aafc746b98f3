import { useState } from "react"
import type { PushAnswer } from "../../../core/contract/cards.ts"
import type { ChosenBoard } from "../../ui/boards/boardOptions.ts"
import {
  boardsOf,
  readCardBoards,
  repairEntries,
  type WriteOutcome,
} from "../../ui/entries/cardEntries.ts"
import { rememberChoice } from "../../ui/entries/remembered.ts"
import { readTimeZone } from "../../ui/host/formats.ts"
import type { PageProps } from "../../ui/page/start.tsx"
import { useAction, type Action } from "../../ui/state/useAction.ts"

export type PushResult =
  | { readonly name: "none" }
  | { readonly name: "pushed"; readonly answer: PushAnswer; readonly entry: WriteOutcome }
  | { readonly name: "removed" }

export interface Push {
  readonly result: PushResult
  readonly action: Action
  readonly push: () => void
  readonly remove: () => void
}

/** Pushes the open card to a board and takes it off again; repairs the entries on Trello from each answer. */
export function usePush(
  { t, client, formats }: PageProps,
  card: { readonly id: string; readonly idShort: number },
  board: ChosenBoard,
): Push {
  const action = useAction()
  const [result, setResult] = useState<PushResult>({ name: "none" })
  const { connection } = board
  const push = (): void =>
    action.run(async () => {
      const known = (await readCardBoards(t).catch(() => [])).length > 0
      const answer = await client.request("pushCard", {
        card: card.id,
        miroBoard: { id: board.id, name: board.name.slice(0, 60) },
        connection,
        locale: formats.locale.slice(0, 35),
        timeZone: readTimeZone(),
        known,
      })
      const [entry] = await Promise.all([
        repairEntries(t, card.idShort, boardsOf(answer.links)),
        rememberChoice(t, board, board.audience),
      ])
      setResult({ name: "pushed", answer, entry })
    })
  const remove = (): void =>
    action.run(async () => {
      const answer = await client.request("removeCard", {
        card: card.id,
        miroBoard: board.id,
        connection,
      })
      await repairEntries(t, card.idShort, boardsOf(answer.links))
      setResult({ name: "removed" })
    })
  return { result, action, push, remove }
}
