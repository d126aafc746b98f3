import { useRef, useState } from "react"
import type { Client } from "../../client/index.ts"
import { Button } from "../controls/Button.tsx"
import { Live } from "../controls/Live.tsx"
import { Pending, Skeleton } from "../controls/Pending.tsx"
import { ErrorNotice } from "../errors/ErrorNotice.tsx"
import type { Formats } from "../host/formats.ts"
import { useDebounced } from "../state/useDebounced.ts"
import { BoardSearch } from "./BoardSearch.tsx"
import {
  buildOptions,
  type ChosenBoard,
  suggestBoardName,
  type Suggestion,
} from "./boardOptions.ts"
import { NewBoard } from "./NewBoard.tsx"
import { TeamSwitch } from "./TeamSwitch.tsx"
import { boardTexts } from "./texts.ts"
import { useBoards, type Boards } from "./useBoards.ts"

/** How long typing has to pause before Miro is asked (milliseconds). */
export const SEARCH_AFTER_MS = 250

interface BoardPickerProps {
  readonly client: Client
  readonly formats: Formats
  /** The usable Miro connections, at least one. */
  readonly connections: readonly string[]
  readonly suggestion: Suggestion | null
  readonly trelloBoard: string
  readonly chosen: string | null
  readonly onChoose: (board: ChosenBoard) => void
  /** Leaves without a choice; absent when there is nothing to go back to. */
  readonly onBack?: () => void
  readonly onConnect: () => void
}

/** Finds a Miro board: the last choice on top, recent first, search as you type, page by page, or a new one. */
export function BoardPicker(props: BoardPickerProps) {
  const { client, connections, suggestion } = props
  const suggested = suggestion?.remembered.choice.connection
  const [connection, setConnection] = useState(
    connections.find((id) => id === suggested) ?? connections[0] ?? "",
  )
  const [typed, setTyped] = useState("")
  const [making, setMaking] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const query = useDebounced(typed.trim(), SEARCH_AFTER_MS)
  const boards = useBoards(client, connection, query)
  const options =
    boards.state.status === "done"
      ? buildOptions(boards.state.value.boards, connection, query, suggestion)
      : []
  if (making) {
    return (
      <NewBoard
        client={client}
        connection={connection}
        // Who found no board of a name most likely wants one of that name.
        name={suggestBoardName(
          boards.state.status === "done" && options.length === 0 && query !== ""
            ? query
            : props.trelloBoard,
          boardTexts.nameMax,
        )}
        onCreated={props.onChoose}
        onCancel={() => setMaking(false)}
      />
    )
  }
  return (
    <section className="stack" aria-labelledby="picker-title">
      <div className="row row--apart">
        <h1 id="picker-title">{boardTexts.title}</h1>
        {props.onBack !== undefined && (
          <Button look="link" onPress={props.onBack}>
            {boardTexts.back}
          </Button>
        )}
      </div>
      {connections.length > 1 && (
        <TeamSwitch
          client={client}
          connections={connections}
          value={connection}
          onChange={setConnection}
        />
      )}
      <BoardSearch
        query={typed}
        onQuery={setTyped}
        options={options}
        chosen={props.chosen}
        onChoose={props.onChoose}
        onEscape={() => (typed === "" ? props.onBack?.() : setTyped(""))}
        after={<More boards={boards} />}
        instead={
          <Instead
            boards={boards}
            query={query}
            onRetry={() => {
              field.current?.focus()
              boards.reload()
            }}
            onConnect={props.onConnect}
          />
        }
        field={field}
      />
      <Below
        boards={boards}
        formats={props.formats}
        allViewOnly={options.every((o) => !o.canEdit)}
      />
      <Button onPress={() => setMaking(true)}>{boardTexts.newBoard}</Button>
    </section>
  )
}

function Instead(props: {
  readonly boards: Boards
  readonly query: string
  readonly onRetry: () => void
  readonly onConnect: () => void
}) {
  const { state } = props.boards
  if (state.status === "failed") {
    return (
      <ErrorNotice
        error={state.error}
        actions={{ retry: props.onRetry, connect: props.onConnect }}
      />
    )
  }
  if (state.status !== "done") {
    return (
      <div className="boards__loading">
        <Pending label={boardTexts.loading} />
        <Skeleton height={40} />
        <Skeleton height={40} />
        <Skeleton height={40} />
      </div>
    )
  }
  if (state.value.boards.length > 0) return null
  return (
    <Live className="boards__none">
      {props.query === "" ? boardTexts.none : boardTexts.noMatch(props.query)}
    </Live>
  )
}

function Below(props: {
  readonly boards: Boards
  readonly formats: Formats
  readonly allViewOnly: boolean
}) {
  const { boards, formats } = props
  const n = boards.state.status === "done" ? boards.state.value.boards.length : 0
  return (
    <>
      <Live hidden>{n > 0 ? boardTexts.found(n, formats.count(n)) : ""}</Live>
      {n > 0 && props.allViewOnly && <Live>{boardTexts.onlyViewable}</Live>}
    </>
  )
}

function More({ boards }: { readonly boards: Boards }) {
  if (boards.moreError !== null) {
    return <ErrorNotice error={boards.moreError} actions={{ retry: boards.loadMore }} />
  }
  if (!boards.hasMore) return null
  return (
    <div className="boards__more">
      <Button look="link" busy={boards.loadingMore} onPress={boards.loadMore}>
        {boards.loadingMore ? boardTexts.loadingMore : boardTexts.more}
      </Button>
    </div>
  )
}
