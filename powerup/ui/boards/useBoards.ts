import { useState } from "react"
import type { BoardsAnswer } from "../../../core/contract/cards.ts"
import type { Client } from "../../client/index.ts"
import { useAction } from "../state/useAction.ts"
import { useAsync, type Loaded } from "../state/useAsync.ts"

export interface Boards {
  /** The pages so far, as one answer. */
  readonly state: Loaded<BoardsAnswer>
  readonly hasMore: boolean
  readonly loadingMore: boolean
  /** Why the next page did not come; null otherwise. */
  readonly moreError: unknown
  readonly loadMore: () => void
  readonly reload: () => void
}

/** The boards of one connection that match `query`, page by page. Answers to an older question are dropped. */
export function useBoards(client: Client, connection: string, query: string): Boards {
  const key = JSON.stringify([connection, query])
  const boards = useAsync(key, (signal) =>
    client.request("listBoards", { connection, query }, { signal }),
  )
  const more = useAction()
  const [moreOf, setMoreOf] = useState(key)
  const answer = boards.state.status === "done" ? boards.state.value : null
  const cursor = answer?.next ?? null
  const loadMore = (): void => {
    if (answer === null || cursor === null) return
    setMoreOf(key)
    more.run(async () => {
      const page = await client.request("listBoards", { connection, query, cursor })
      boards.set({ boards: [...answer.boards, ...page.boards], next: page.next })
    })
  }
  return {
    state: boards.state,
    hasMore: cursor !== null,
    loadingMore: more.busy && moreOf === key,
    moreError: moreOf === key ? more.error : null,
    loadMore,
    reload: boards.reload,
  }
}
