import { type ReactNode, useEffect, useState } from "react"
import type { LandingState } from "../pageState.ts"
import { loadLanding } from "./api.ts"
import { Header } from "./Header.tsx"
import { countItems, ROLE_WORDS } from "./words.ts"

/** All boards that the viewer finds without a link, by team. */
export function Landing(): ReactNode {
  const [state, setState] = useState<LandingState | null>(null)
  useEffect(() => {
    void loadLanding().then(setState)
  }, [])
  if (state === null) return null
  const teams = [...new Set(state.boards.map((board) => board.team))]
  return (
    <>
      <Header
        title="Boards"
        subtitle="The local stand-in for Miro"
        viewer={state.viewer}
        people={state.people}
        may={null}
        home
      />
      <main className="landing">
        {teams.map((team) => (
          <section key={team} aria-label={team}>
            <h2>{team}</h2>
            <ul>
              {state.boards
                .filter((board) => board.team === team)
                .map((board) => (
                  <li key={board.id}>
                    <a href={`/app/board/${board.id}/`}>{board.name}</a>
                    <p>
                      {ROLE_WORDS[board.role]}
                      {board.items === 0 ? null : ` · ${countItems(board.items)}`}
                    </p>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </main>
    </>
  )
}

/** What somebody sees who may not see the board, or where there is none. */
export function NoBoard({ state }: { state: LandingState }): ReactNode {
  return (
    <>
      <Header
        title="Board not available"
        subtitle="The local stand-in for Miro"
        viewer={state.viewer}
        people={state.people}
        may={null}
        home={false}
      />
      <main className="landing">
        <p role="alert">
          {state.viewer.name} cannot see this board, or it does not exist. Ask its owner to share
          it, or look as somebody else.
        </p>
        <p>
          <a href="/">All boards</a>
        </p>
      </main>
    </>
  )
}
