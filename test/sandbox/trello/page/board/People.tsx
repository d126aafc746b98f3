import type { PageState } from "../host/state.ts"
import { callApi } from "./api.ts"
import { Avatar } from "./Avatar.tsx"
import { PopoverButton } from "./Popover.tsx"

/** Looks at the same address as somebody else; null is signed out. */
export async function lookAs(member: string | null): Promise<void> {
  await callApi("POST", "/_page/viewer", { member })
  window.location.reload()
}

/** Who looks at the board, and the way to change it. */
export function People({ people, viewer }: Pick<PageState, "people" | "viewer">) {
  const name = viewer === null ? "Signed out" : viewer.fullName
  return (
    <PopoverButton
      label={`Looking as: ${name}`}
      title="Look as"
      className="person-button"
      width={340}
      face={
        <>
          <span className="person-words">
            Looking as: <bdi>{name}</bdi>
          </span>
          {viewer === null ? (
            <span className="avatar signed-out">?</span>
          ) : (
            <Avatar person={viewer} size={32} />
          )}
        </>
      }
    >
      {() => (
        <ul className="menu people">
          {people.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                aria-current={person.id === viewer?.id ? "true" : undefined}
                onClick={() => void lookAs(person.id)}
              >
                <Avatar person={person} />
                <span className="person">
                  <span>
                    <bdi>{person.fullName}</bdi>
                  </span>
                  <small>{person.role ?? "not on this board"}</small>
                </span>
              </button>
            </li>
          ))}
          <li>
            <button
              type="button"
              aria-current={viewer === null ? "true" : undefined}
              onClick={() => void lookAs(null)}
            >
              <span className="avatar signed-out">?</span> Signed out
            </button>
          </li>
        </ul>
      )}
    </PopoverButton>
  )
}
