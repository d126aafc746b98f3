import { Live } from "../../ui/controls/Live.tsx"
import type { Formats } from "../../ui/host/formats.ts"
import type { Standing } from "./place.ts"
import { StandingIcon } from "./StandingIcon.tsx"
import { sectionTexts, STANDING_TEXTS } from "./texts.ts"

interface StandingLineProps {
  readonly standing: Standing
  readonly formats: Formats
}

/** How the card stands on a Miro board: a sign, words, since when, and why. Told to a screen reader as it changes. */
export function StandingLine({ standing, formats }: StandingLineProps) {
  const { look, since, why, next } = standing
  const time = since === null ? null : formats.since(since)
  return (
    <Live className="stack stack--tight">
      <p className={`standing standing--${look}`}>
        <StandingIcon look={look} />
        <span>
          {STANDING_TEXTS[look]}
          {since !== null && time !== null && (
            <>
              {` ${sectionTexts.since} `}
              <time dateTime={since} title={formats.at(since) ?? undefined}>
                {time}
              </time>
            </>
          )}
        </span>
      </p>
      {why !== null && <p className="standing__why">{why}</p>}
      {next !== null && <p className="standing__why subtle">{next}</p>}
    </Live>
  )
}
