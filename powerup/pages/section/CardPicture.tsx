import { useEffect, useEffectEvent } from "react"
import type { AppCardStatus } from "../../../core/cards/toAppCard.ts"
import type { LinkReason } from "../../../core/contract/sync.ts"
import { AppCardPreview } from "../../ui/card/AppCardPreview.tsx"
import { buildPreview } from "../../ui/card/buildPreview.ts"
import { readTicket } from "../../ui/card/readCard.ts"
import { Clip } from "../../ui/controls/Clip.tsx"
import { Skeleton } from "../../ui/controls/Pending.tsx"
import type { Formats } from "../../ui/host/formats.ts"
import { readTimeZone } from "../../ui/host/formats.ts"
import type { PageHost } from "../../ui/host/host.ts"
import { useAsync } from "../../ui/state/useAsync.ts"
import type { Place, Standing } from "./place.ts"
import { sectionTexts } from "./texts.ts"

interface CardPictureProps {
  readonly t: PageHost
  readonly formats: Formats
  readonly trelloOrigin: string
  readonly place: Place
  readonly standing: Standing
  /** Another number draws the picture anew. */
  readonly changes: number
}

/** How much of the picture is shown until somebody asks for more, in pixels. */
const CLIP_HEIGHT = 200

/** Draws the app card from the open Trello card, without a call, and anew when that changes. */
export function CardPicture(props: CardPictureProps) {
  const { t, formats, trelloOrigin, place, standing, changes } = props
  const { state, refresh } = useAsync("card", async () => {
    const ticket = await readTicket(t, trelloOrigin)
    const format = { locale: formats.locale, timeZone: readTimeZone() }
    return ticket === null ? null : await buildPreview(ticket, format, Date.now())
  })
  const again = useEffectEvent(refresh)
  useEffect(() => {
    if (changes > 0) again()
  }, [changes])
  if (state.status === "pending") return <Skeleton height={CLIP_HEIGHT} />
  if (state.status !== "done" || state.value === null) return null
  const { picture, pictureSoon, pictureStale } = sectionTexts
  const stale = standing.look === "paused"
  const label = stale ? pictureStale : standing.look === "waiting" ? pictureSoon : picture
  return (
    <div className="stack stack--tight">
      {stale && <p className="small subtle">{sectionTexts.staleNote}</p>}
      <Clip height={CLIP_HEIGHT} more={sectionTexts.more} less={sectionTexts.less}>
        <AppCardPreview
          card={state.value}
          label={label(place.name)}
          status={statusOf(place.sync?.reason ?? null)}
        />
      </Clip>
    </div>
  )
}

/** Where Trello's side is lost the app card says so; where Miro's is, nobody could write that on it. */
const TRELLO_SIDE: readonly LinkReason[] = ["board_off", "trello_lost", "pusher_lost_card"]

function statusOf(reason: LinkReason | null): AppCardStatus {
  return reason !== null && TRELLO_SIDE.includes(reason) ? "disconnected" : "connected"
}
