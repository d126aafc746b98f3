import { useEffect, useState } from "react"
import type { BoardsAnswer, MiroBoard } from "../../../core/contract/cards.ts"
import type { Client } from "../../client/index.ts"
import { useAction } from "../state/useAction.ts"
import { useAsync, type Loaded } from "../state/useAsync.ts"

export interface Boards {
  readonly state: Loaded<BoardsAnswer>
  /** The pages so far, in order. */
  readonly boards: readonly MiroBoard[]
  readonly hasMore: boolean
  readonly loadingMore: boolean
  /** Why the next page did not come; null otherwise. */
  readonly moreError: unknown
  readonly loadMore: () => void
  readonly reload: () => void
}

interface Further {
  readonly key: string
  readonly pages: readonly BoardsAnswer[]
}

/** The boards of one connection that match `query`, page by page. Answers to an older question are dropped. */
export function useBoards(client: Client, connection: string, query: string): Boards {
  const key = JSON.stringify([connection, query])
  const first = useAsync(key, (signal) =>
    client.request("listBoards", { connection, query }, { signal }),
  )
  const [further, setFurther] = useState<Further>({ key, pages: [] })
  const more = useAction()
  const { clear } = more
  useEffect(() => {
    setFurther({ key, pages: [] })
    clear()
  }, [key, clear])

  const answer = first.state.status === "done" ? first.state.value : null
  const later = further.key === key ? further.pages : []
  const last = later.at(-1) ?? answer
  const loadMore = (): void => {
    const cursor = last?.next ?? null
    if (cursor === null) return
    more.run(async () => {
      const page = await client.request("listBoards", { connection, query, cursor })
      setFurther((old) => (old.key === key ? { key, pages: [...old.pages, page] } : old))
    })
  }
  return {
    state: first.state,
    boards: answer === null ? [] : [answer, ...later].flatMap((page) => page.boards),
    hasMore: (last?.next ?? null) !== null,
    loadingMore: more.busy,
    moreError: more.error,
    loadMore,
    reload: first.reload,
  }
}
