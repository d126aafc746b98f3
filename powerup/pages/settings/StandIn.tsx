import { useId, useState } from "react"
import type { ConnectionsAnswer } from "../../../core/contract/connections.ts"
import type { BoardSyncAnswer } from "../../../core/contract/sync.ts"
import type { Client } from "../../client/index.ts"
import { TeamSwitch } from "../../ui/boards/TeamSwitch.tsx"
import { Live } from "../../ui/controls/Live.tsx"
import { usableMiro } from "../../ui/entries/connected.ts"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import { useAction } from "../../ui/state/useAction.ts"
import { syncTexts } from "./syncTexts.ts"

interface StandInProps {
  readonly client: Client
  readonly connections: ConnectionsAnswer
  readonly on: boolean
  readonly onAnswer: (answer: BoardSyncAnswer) => void
}

/** The member's consent, off by default, that their connections serve this board when somebody else's fail. */
export function StandIn({ client, connections, on, onAnswer }: StandInProps) {
  const id = useId()
  const miro = usableMiro(connections)
  const [chosen, setChosen] = useState(miro[0] ?? null)
  const connection = miro.find((one) => one === chosen) ?? miro[0] ?? null
  const action = useAction()
  const change = (): void =>
    action.run(async () => {
      onAnswer(await client.request("standIn", { connection: on ? null : connection }))
    })
  const impossible = !on && connection === null
  return (
    <div className="stack stack--tight">
      {!on && miro.length > 1 && connection !== null && (
        <TeamSwitch client={client} connections={miro} value={connection} onChange={setChosen} />
      )}
      <label className="check check--top" htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          checked={on}
          disabled={impossible}
          aria-describedby={`${id}-means`}
          onChange={change}
        />
        {syncTexts.standIn}
      </label>
      <p id={`${id}-means`} className="small subtle">
        {impossible ? syncTexts.noMiro : syncTexts.standInMeans}
      </p>
      <Live className="small subtle">{action.busy ? syncTexts.saving : ""}</Live>
      {action.error !== null && <ErrorNotice error={action.error} />}
    </div>
  )
}
