import { avatarAddress } from "../host/avatars.ts"
import type { Person } from "../host/state.ts"

/** A person's picture, or their initials where there is none. */
export function Avatar({ person, size = 28 }: { person: Person; size?: number }) {
  const style = { width: size, height: size }
  if (person.avatarUrl === null) {
    return (
      <span className="avatar" style={style} title={person.fullName}>
        {person.initials}
      </span>
    )
  }
  return (
    <img
      className="avatar"
      style={style}
      src={avatarAddress(person.avatarUrl, size > 25 ? 170 : 50)}
      alt={person.fullName}
      title={person.fullName}
    />
  )
}
