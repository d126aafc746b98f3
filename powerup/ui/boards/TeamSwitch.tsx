import { useId } from "react"
import type { Client } from "../../client/index.ts"
import { useAsync } from "../state/useAsync.ts"
import { boardTexts } from "./texts.ts"

interface TeamSwitchProps {
  readonly client: Client
  readonly connections: readonly string[]
  readonly value: string
  readonly onChange: (connection: string) => void
}

/** Switches between the Miro teams that a person connected. The names are fetched now and kept nowhere. */
export function TeamSwitch({ client, connections, value, onChange }: TeamSwitchProps) {
  const id = useId()
  const names = useAsync(connections.join(" "), (signal) =>
    Promise.all(
      connections.map(async (connection) => {
        const answer = await client.check(connection, { signal }).catch(() => null)
        return answer?.place?.name ?? null
      }),
    ),
  )
  const known = names.state.status === "done" ? names.state.value : []
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {boardTexts.team}
      </label>
      <select
        id={id}
        className="field__input"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {connections.map((connection, index) => (
          <option key={connection} value={connection}>
            {known[index] ?? boardTexts.teamUnnamed(index + 1)}
          </option>
        ))}
      </select>
    </div>
  )
}
