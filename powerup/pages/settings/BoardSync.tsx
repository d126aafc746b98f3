import type { ConnectionsAnswer } from "../../../core/contract/connections.ts"
import type { BoardSyncAnswer } from "../../../core/contract/sync.ts"
import { Pending } from "../../ui/controls/Pending.tsx"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import type { Formats } from "../../ui/host/formats.ts"
import type { PageProps } from "../../ui/page/start.tsx"
import { useAsync } from "../../ui/state/useAsync.ts"
import { StandIn } from "./StandIn.tsx"
import { SYNC_REASON_TEXTS, SYNC_STATE_TEXTS, syncTexts } from "./syncTexts.ts"

interface BoardSyncProps extends Pick<PageProps, "client" | "formats"> {
  readonly connections: ConnectionsAnswer
}

/** Whether this Trello board is kept in step with Miro, why not, and whether the member's connections may stand in. */
export function BoardSync({ client, formats, connections }: BoardSyncProps) {
  // A connection that was renewed may be what the board waited for.
  const { state, reload, set } = useAsync(`sync ${connections.trello.since}`, (signal) =>
    client.request("boardSync", {}, { signal }),
  )
  return (
    <section className="connection stack" aria-labelledby="sync-title">
      {state.status === "done" ? (
        <>
          <Heading answer={state.value} />
          <Words answer={state.value} formats={formats} />
          <StandIn
            client={client}
            connections={connections}
            on={state.value.standIn}
            onAnswer={set}
          />
        </>
      ) : (
        <>
          <h2 id="sync-title">{syncTexts.title}</h2>
          {state.status === "failed" ? (
            <ErrorNotice error={state.error} actions={{ retry: reload }} />
          ) : (
            <Pending label={syncTexts.loading} height={WORDS_HEIGHT} />
          )}
        </>
      )}
    </section>
  )
}

function Heading({ answer }: { readonly answer: BoardSyncAnswer }) {
  return (
    <div className="row">
      <h2 id="sync-title">{syncTexts.title}</h2>
      <span className={`state state--${STATE_LOOKS[answer.state]}`}>
        {SYNC_STATE_TEXTS[answer.state]}
      </span>
    </div>
  )
}

const STATE_LOOKS = { on: "works", paused: "alarm", off: "ended" } as const

function Words({
  answer,
  formats,
}: {
  readonly answer: BoardSyncAnswer
  readonly formats: Formats
}) {
  const { state, reason, since, comparedAt, mine } = answer
  if (state === "off") return <p>{syncTexts.off}</p>
  return (
    <>
      {state === "on" ? (
        <p>
          {syncTexts.on} {syncTexts.through[mine ? "mine" : "others"]}
        </p>
      ) : (
        reason !== null && <p>{SYNC_REASON_TEXTS[reason]}</p>
      )}
      <dl className="facts">
        {since !== null && (
          <>
            <dt>{syncTexts.since}</dt>
            <dd>
              <time dateTime={since} title={formats.at(since) ?? undefined}>
                {formats.since(since) ?? since}
              </time>
            </dd>
          </>
        )}
        <dt>{syncTexts.compared}</dt>
        <dd>
          {comparedAt === null ? (
            syncTexts.neverCompared
          ) : (
            <time dateTime={comparedAt} title={formats.at(comparedAt) ?? undefined}>
              {formats.ago(comparedAt) ?? comparedAt}
            </time>
          )}
        </dd>
      </dl>
    </>
  )
}

/** The height of the words and the check box in pixels, kept while they load. */
const WORDS_HEIGHT = 168
