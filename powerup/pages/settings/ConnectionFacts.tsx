import type { ReactNode } from "react"
import type { CheckAnswer, Connection } from "../../../core/contract/connections.ts"
import { isUsable } from "../../ui/entries/connected.ts"
import { Skeleton } from "../../ui/controls/Pending.tsx"
import type { Formats } from "../../ui/host/formats.ts"
import { settingsTexts } from "./texts.ts"

interface ConnectionFactsProps {
  readonly connection: Connection
  readonly formats: Formats
  /** The names, once the provider told them; null where it did not. */
  readonly names: CheckAnswer | "pending" | null
}

/** Account, team or workspace, since when, and when it last worked. Names leave room while they are on their way. */
export function ConnectionFacts({ connection, formats, names }: ConnectionFactsProps) {
  const name = (party: "account" | "place"): ReactNode =>
    names === "pending" ? (
      <Skeleton height={16} width="140px" />
    ) : (
      (names?.[party]?.name ??
      (party === "place" ? placeById(connection) : settingsTexts.unknownName))
    )
  const { since, lastVerifiedAt, renewsAt } = connection
  return (
    <dl className="facts">
      {/* Nobody can be asked through a connection that has ended. */}
      {(names !== null || isUsable(connection)) && (
        <>
          <dt>{settingsTexts.account}</dt>
          <dd>{name("account")}</dd>
        </>
      )}
      <dt>{settingsTexts.place[connection.provider]}</dt>
      <dd>{name("place")}</dd>
      {since !== null && (
        <>
          <dt>{settingsTexts.since}</dt>
          <dd>{formats.at(since) ?? since}</dd>
        </>
      )}
      <dt>{settingsTexts.verified}</dt>
      <dd>
        {lastVerifiedAt === null ? (
          settingsTexts.neverVerified
        ) : (
          <time dateTime={lastVerifiedAt} title={formats.at(lastVerifiedAt) ?? undefined}>
            {formats.ago(lastVerifiedAt) ?? lastVerifiedAt}
          </time>
        )}
      </dd>
      {renewsAt !== null && (
        <>
          <dt>{settingsTexts.renews}</dt>
          <dd>{settingsTexts.renewsBy(formats.at(renewsAt) ?? renewsAt)}</dd>
        </>
      )}
    </dl>
  )
}

/** Where the provider tells no name, a Miro team still has a number to tell it from the others. */
function placeById({ id, provider }: Connection): string {
  const number = id?.split(":").at(-1)
  return provider === "miro" && number !== undefined
    ? settingsTexts.teamNumber(number)
    : settingsTexts.unknownName
}
