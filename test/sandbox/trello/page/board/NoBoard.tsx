import { lookAs } from "./People.tsx"

interface SeedMember {
  readonly id: string
  readonly name: string
  readonly roles: readonly string[]
}

function readMembers(seed: unknown): SeedMember[] {
  if (typeof seed !== "object" || seed === null || !("members" in seed)) return []
  return Array.isArray(seed.members) ? (seed.members as SeedMember[]) : []
}

/** What somebody sees who may not see the board, with the way to look as somebody else. */
export function NoBoard({ isRefused, seed }: { isRefused: boolean; seed: unknown }) {
  return (
    <main className="no-board">
      <h1>{isRefused ? "Board not found" : "The board could not be loaded"}</h1>
      <p>
        {isRefused
          ? "It may be private, and whoever you look as may not see it. Look as somebody who may:"
          : "The stand-in did not answer as it should."}
      </p>
      <ul className="menu people">
        {readMembers(seed).map(({ id, name, roles }) => (
          <li key={id}>
            <button type="button" className="person-choice" onClick={() => void lookAs(id)}>
              <bdi>{name}</bdi>
              <small>{roles.join("; ")}</small>
            </button>
          </li>
        ))}
      </ul>
      <p>
        <a href="/">See all boards</a>
      </p>
    </main>
  )
}
